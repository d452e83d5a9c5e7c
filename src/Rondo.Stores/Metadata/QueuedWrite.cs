using System.Data.Common;

namespace Rondo.Stores.Metadata;

/// <summary>A write on its way: what to run, and whom to tell.</summary>
internal abstract class QueuedWrite(bool durable, CancellationToken ct)
{
    public bool Durable => durable;

    public CancellationToken Token => ct;

    /// <summary>Runs it; the task never throws, it is asked for its exception.</summary>
    public abstract Task<Exception?> RunAsync(DbTransaction transaction);

    public abstract void Complete();

    public abstract void Fail(Exception exception);
}

/// <inheritdoc/>
internal sealed class QueuedWrite<T>(Func<DbTransaction, CancellationToken, Task<T>> write, bool durable, CancellationToken ct) : QueuedWrite(durable, ct)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _value;

    public Task<T> Done => _done.Task;

    public override async Task<Exception?> RunAsync(DbTransaction transaction)
    {
        var task = Start(transaction);
        await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (task.IsCompletedSuccessfully)
        {
            _value = await task;
            return null;
        }

        return task.Exception?.InnerException ?? new OperationCanceledException(Token);
    }

    public override void Complete() => _done.TrySetResult(_value!);

    public override void Fail(Exception exception)
    {
        if (exception is OperationCanceledException canceled)
        {
            _done.TrySetCanceled(canceled.CancellationToken);
        }
        else
        {
            _done.TrySetException(exception);
        }
    }

    private async Task<T> Start(DbTransaction transaction) => await write(transaction, Token);
}
