using System.Data.Common;
using System.Threading.Channels;
using Rondo.Kernel;

namespace Rondo.Stores.Metadata;

/// <summary>
/// The one writer of a process. Writes that wait at the same time share one physical transaction, each in a savepoint, so that one
/// sync to disk acknowledges them all (none is needed when none of them is to be durable); one that fails is rolled back alone.
/// </summary>
internal sealed class WriteQueue(IWriteBackend backend) : IAsyncDisposable
{
    private const int LargestBatch = 256;
    private const string Savepoint = "one_write";
    private static readonly AsyncLocal<bool> InsideWrite = new();

    private readonly Channel<QueuedWrite> _waiting = Channel.CreateUnbounded<QueuedWrite>(new() { SingleReader = true });
    private readonly Lock _starting = new();
    private DbConnection? _connection;
    private Task? _loop;

    public List<ICommitHook> Hooks { get; } = [];

    public Task<T> EnqueueAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, bool durable, CancellationToken ct)
    {
        if (InsideWrite.Value)
        {
            throw new InvalidOperationException("A write inside a write would wait for itself: use the transaction that was given.");
        }

        ct.ThrowIfCancellationRequested();
        var queued = new QueuedWrite<T>(write, durable, ct);
        lock (_starting)
        {
            if (_loop is null)
            {
                using (ExecutionContext.SuppressFlow())
                {
                    _loop = Task.Run(LoopAsync, CancellationToken.None);
                }
            }
        }

        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(queued), this);
        return queued.Done;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        if (_loop is not null)
        {
            await _loop;
        }

        await DropConnectionAsync();
    }

    private async Task LoopAsync()
    {
        InsideWrite.Value = true;
        var batch = new List<QueuedWrite>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }

            await CommitAsync(batch);
        }
    }

    // When a failure takes the whole physical transaction along (a full disk, a lost server), the write that met it fails and the
    // others run again without it: each round has one write less, so it ends.
    private async Task CommitAsync(List<QueuedWrite> writes)
    {
        while (writes.Count > 0)
        {
            var round = RoundAsync(writes);
            await ((Task)round).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (round.IsCompletedSuccessfully)
            {
                writes = await round;
                continue;
            }

            var exception = Explained(round.Exception?.InnerException ?? new OperationCanceledException());
            writes.ForEach(w => w.Fail(exception));
            await DropConnectionAsync();
            return;
        }
    }

    private async Task<List<QueuedWrite>> RoundAsync(List<QueuedWrite> writes)
    {
        _connection ??= await backend.OpenWriterAsync(CancellationToken.None);
        var transaction = await backend.BeginExclusiveAsync(_connection, writes.Exists(w => w.Durable), CancellationToken.None);
        try
        {
            return await RoundAsync(transaction, writes);
        }
        finally
        {
            await DropAsync(transaction);
        }
    }

    private async Task<List<QueuedWrite>> RoundAsync(DbTransaction transaction, List<QueuedWrite> writes)
    {
        var done = new List<QueuedWrite>(writes.Count);
        foreach (var write in writes)
        {
            var outcome = await RunOneAsync(transaction, write, alone: writes.Count == 1);
            if (outcome == Outcome.Done)
            {
                done.Add(write);
            }
            else if (outcome == Outcome.TransactionLost)
            {
                await DropConnectionAsync();
                return [.. writes.Where(w => !ReferenceEquals(w, write) && !w.Token.IsCancellationRequested)];
            }
        }

        if (done.Count > 0)
        {
            foreach (var hook in Hooks)
            {
                await hook.BeforeCommitAsync(transaction, CancellationToken.None);
            }

            await transaction.CommitAsync(CancellationToken.None);
            foreach (var hook in Hooks)
            {
                await hook.AfterCommitAsync(CancellationToken.None);
            }

            done.ForEach(w => w.Complete());
        }

        return [];
    }

    private async Task<Outcome> RunOneAsync(DbTransaction transaction, QueuedWrite write, bool alone)
    {
        if (write.Token.IsCancellationRequested)
        {
            write.Fail(new OperationCanceledException(write.Token));
            return Outcome.Failed;
        }

        if (!alone)
        {
            await transaction.SaveAsync(Savepoint, CancellationToken.None);
        }

        var exception = await write.RunAsync(transaction);
        if (transaction.Connection is null)
        {
            exception ??= new InvalidOperationException("A write must not end the transaction it was given.");
        }

        if (exception is not null)
        {
            write.Fail(Explained(exception));
            if (!backend.IsUsable(transaction))
            {
                return Outcome.TransactionLost;
            }

            if (!alone)
            {
                await transaction.RollbackAsync(Savepoint, CancellationToken.None);
            }

            return Outcome.Failed;
        }

        if (!alone)
        {
            await transaction.ReleaseAsync(Savepoint, CancellationToken.None);
        }

        return Outcome.Done;
    }

    private Exception Explained(Exception exception) =>
        backend.Explain(exception) is { } failure ? new FailureException(failure, exception) : exception;

    private async Task DropConnectionAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await DropAsync(connection);
        }
    }

    // On a full disk SQLite rolls back by itself, and a second rollback would hide why.
    private static async Task DropAsync(IAsyncDisposable broken)
    {
        try
        {
            await broken.DisposeAsync();
        }
        catch (DbException)
        {
            // what was wrong is told already
        }
    }

    private enum Outcome
    {
        Done,
        Failed,
        TransactionLost,
    }
}
