using System.Collections.Concurrent;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Capture;

/// <summary>
/// Captures the predictions of this process, off the path of the answers: they wait in memory for a moment, are appended to a journal for
/// each endpoint, and are rolled to Parquet. One for each process; to be disposed, which writes and rolls the rest.
/// </summary>
public sealed class CaptureLog : IAsyncDisposable
{
    private readonly Workspace _workspace;
    private readonly CaptureOptions _options;
    private readonly CaptureStore _store;
    private readonly JournalRolling _rolling;
    private readonly PredictionId _names = new();
    private readonly ConcurrentQueue<CaptureBatch> _waiting = [];
    private readonly ConcurrentDictionary<string, (long Rows, string Why)> _lost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JournalWriter> _open = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1);
    private readonly SemaphoreSlim _rollingOne = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private long _waitingBytes;
    private long _captured;
    private long _torn;
    private long _repeated;
    private int _unrolled;

    private CaptureLog(Workspace workspace, CaptureOptions options)
    {
        (_workspace, _options, _store) = (workspace, options, new(workspace));
        _rolling = new(_store);
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Predictions captured by this process.</summary>
    public long Captured => Interlocked.Read(ref _captured);

    /// <summary>Predictions that were lost: too many waited, or the disk refused.</summary>
    public long Dropped => _lost.Values.Sum(l => l.Rows);

    /// <summary>The same by endpoint, with what stood in the way of the last ones.</summary>
    public IReadOnlyDictionary<string, (long Rows, string Why)> Lost => _lost;

    /// <summary>Bytes of unfinished writes of killed processes, dropped while their journals were rolled.</summary>
    public long TornBytes => Interlocked.Read(ref _torn);

    /// <summary>Predictions rolled by this process whose id an earlier one of the endpoint had for another record.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>Journals that could not be rolled at the last try: their predictions are kept, and nothing watches them yet.</summary>
    public int Unrolled => Volatile.Read(ref _unrolled);

    /// <summary>Begins. What a killed process left is rolled by the first <see cref="RollAsync(CancellationToken)"/>.</summary>
    public static CaptureLog Open(Workspace workspace, CaptureOptions? options = null) => new(workspace, options ?? new());

    /// <summary>Rolls what is due by age or size, and what dead processes left behind. To be called every second or so.</summary>
    public Task RollAsync(CancellationToken ct) => RollAsync(endpoint: null, everything: false, ct);

    /// <summary>Rolls now: every prediction answered before this call is in a file when it returns.</summary>
    /// <param name="endpoint">Only of this endpoint; null for all.</param>
    /// <param name="ct">Stops it; nothing is lost.</param>
    public Task FlushAsync(string? endpoint, CancellationToken ct) => RollAsync(endpoint, everything: true, ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        await FlushAsync(endpoint: null, CancellationToken.None);
        _stop.Dispose();
        _writing.Dispose();
        _rollingOne.Dispose();
    }

    /// <summary>Takes predictions over; false when they were dropped.</summary>
    internal bool TryWrite(CaptureBatch batch)
    {
        if (Interlocked.Add(ref _waitingBytes, batch.Length) > _options.WaitingBytes)
        {
            Interlocked.Add(ref _waitingBytes, -batch.Length);
            Lose(batch, "they came faster than they can be written.");
            batch.Dispose();
            return false;
        }

        _waiting.Enqueue(batch);
        return true;
    }

    private void Lose(CaptureBatch batch, string why) => _lost.AddOrUpdate(batch.Endpoint, (batch.Rows, why), (_, before) => (before.Rows + batch.Rows, why));

    /// <summary>Brings what waits into the journals, so that readers of journals see it.</summary>
    internal async Task DrainAsync(CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            Drain();
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(_options.Flush, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await DrainAsync(CancellationToken.None);
        }
    }

    private void Drain()
    {
        while (_waiting.TryDequeue(out var batch))
        {
            using (batch)
            {
                Interlocked.Add(ref _waitingBytes, -batch.Length);
                try
                {
                    Journal(batch).Append(batch);
                    Interlocked.Add(ref _captured, batch.Rows);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    Lose(batch, e.Message);
                }
            }
        }

        foreach (var journal in _open.Values)
        {
            try
            {
                journal.Flush();
            }
            catch (IOException)
            {
                // The disk is full: what is in the stream's memory is tried again with the next write.
            }
        }
    }

    private JournalWriter Journal(CaptureBatch batch)
    {
        if (_open.TryGetValue(batch.Endpoint, out var journal))
        {
            if (journal.Rows < _options.RollRows && string.Equals(journal.Schema.Text, batch.Schema.Text, StringComparison.Ordinal))
            {
                return journal;
            }

            Close(batch.Endpoint, journal);
        }

        return _open[batch.Endpoint] = JournalWriter.Create(Path.Combine(_store.Folder, batch.Endpoint), batch.Schema, _names, _workspace.Clock.GetUtcNow());
    }

    private void Close(string endpoint, JournalWriter journal)
    {
        _open.Remove(endpoint);
        journal.Dispose();
    }

    private async Task RollAsync(string? endpoint, bool everything, CancellationToken ct)
    {
        await _rollingOne.WaitAsync(ct);
        try
        {
            await CloseDueAsync(endpoint, everything, ct);
            var failures = new List<Failure>();
            foreach (var journal in JournalReader.Find(_store.Folder, endpoint))
            {
                failures.AddRange(await TryRollAsync(journal, ct));
            }

            Interlocked.Exchange(ref _unrolled, failures.Count);
            if (failures.Count > 0)
            {
                throw new FailureException(failures);
            }
        }
        finally
        {
            _rollingOne.Release();
        }
    }

    // One journal that cannot be rolled does not hold up the others.
    private async Task<IReadOnlyList<Failure>> TryRollAsync(string journal, CancellationToken ct)
    {
        try
        {
            if (await _rolling.RollAsync(Path.GetFileName(Path.GetDirectoryName(journal)!), journal, ct) is var (_, torn, repeated))
            {
                Interlocked.Add(ref _torn, torn);
                Interlocked.Add(ref _repeated, repeated);
            }

            return [];
        }
        catch (FailureException e)
        {
            return e.Failures;
        }
    }

    private async Task CloseDueAsync(string? endpoint, bool everything, CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        try
        {
            Drain();
            var now = _workspace.Clock.GetUtcNow();
            foreach (var (name, journal) in _open.ToList())
            {
                var named = endpoint is null || string.Equals(name, endpoint, StringComparison.Ordinal);
                var due = everything || journal.Rows >= _options.RollRows || now - journal.Begun >= _options.RollAge;
                if (named && due && journal.Rows > 0)
                {
                    Close(name, journal);
                }
            }
        }
        finally
        {
            _writing.Release();
        }
    }
}
