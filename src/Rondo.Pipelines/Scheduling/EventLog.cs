using System.Data.Common;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

/// <summary>Numbers events, tells the observer at once and in order, and persists them, and the metrics among them, in batches.</summary>
internal sealed class EventLog(Workspace workspace, RunId run, Action<PipelineEvent> observer) : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private List<PipelineEvent> _waiting = [];
    private long _number;
    private Task? _loop;

    /// <summary>Tells an event; <paramref name="make"/> is given its number and time.</summary>
    public void Tell(Func<long, DateTimeOffset, PipelineEvent> make)
    {
        lock (_gate)
        {
            var one = make(++_number, workspace.Clock.GetUtcNow());
            _waiting.Add(one);
            observer(one);
        }
    }

    public void Planned(PipelineNode step, bool cached, IReadOnlyList<string> reasons) =>
        Tell((n, at) => new StepPlanned(run, n, at, step.Name, cached, reasons) { Upstream = [.. step.Upstream] });

    public void Finished(string step, StepStatus status, double seconds, string message) => Tell((n, at) => new StepFinished(run, n, at, step, status, seconds, message));

    /// <summary>Begins to persist in the background.</summary>
    public void Start() => _loop ??= LoopAsync();

    /// <summary>Persists what waits, in a transaction of the caller's: the last ones go with the end of the run.</summary>
    public async Task SaveAsync(DbTransaction transaction, IReadOnlyList<PipelineEvent> events, CancellationToken ct)
    {
        await EventRows.SaveAsync(transaction, events, ct);
        foreach (var metrics in events.OfType<StepMetric>().GroupBy(m => m.StepRun))
        {
            await workspace.Runs.LogMetricsAsync(transaction, metrics.Key, [.. metrics.Select(m => new MetricValue(m.Key, m.Value, m.Index, m.At))], ct);
        }
    }

    /// <summary>Tells the last event and takes it with what waits: it is persisted with the end of the run, never before.</summary>
    public IReadOnlyList<PipelineEvent> End(Func<long, DateTimeOffset, PipelineEvent> make)
    {
        lock (_gate)
        {
            Tell(make);
            return Take();
        }
    }

    private List<PipelineEvent> Take()
    {
        lock (_gate)
        {
            var taken = _waiting;
            _waiting = [];
            return taken;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_loop is not null)
        {
            await _loop;
        }

        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(Pace, workspace.Clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (Take() is { Count: > 0 } events)
            {
                await workspace.WriteUnsyncedAsync((transaction, token) => SaveAsync(transaction, events, token), CancellationToken.None);
            }
        }
    }
}
