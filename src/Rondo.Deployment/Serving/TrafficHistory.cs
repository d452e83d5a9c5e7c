using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Serving;

/// <summary>The traffic of endpoints over time: minutes are saved when they are over, and read together with those that are not.</summary>
internal sealed class TrafficHistory(Workspace workspace, LiveEndpoints live) : IDisposable
{
    // A request is counted a moment after it was timed.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    private readonly TrafficStore _store = new(workspace);
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Saves the minutes that are over, or all.</summary>
    public async Task SaveAsync(bool all, CancellationToken ct)
    {
        var before = all ? long.MaxValue : (workspace.Clock.GetUtcNow() - Late).Micros() / TrafficStore.MinuteMicros;
        await _one.WaitAsync(ct);
        try
        {
            var taken = live.All.Select(l => (Live: l, Minutes: l.Traffic.TakeBefore(before))).Where(t => t.Minutes.Count > 0).ToList();
            if (taken.Count > 0)
            {
                await WriteAsync(taken, ct);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The requests of a span of time as all servers of the workspace saw them; of the last minute only this one's.</summary>
    public async Task<Result<IReadOnlyList<TrafficBucket>>> ReadAsync(string endpoint, DateTimeOffset from, DateTimeOffset to, int buckets, CancellationToken ct)
    {
        var asked = TrafficSpan.Of(from, to, buckets);
        if (!asked.Ok)
        {
            return asked.Failures.ToList();
        }

        var span = asked.Value;
        var sums = Enumerable.Range(0, span.Count).Select(_ => new TrafficPiece()).ToArray();
        await _one.WaitAsync(ct);
        try
        {
            foreach (var minute in live.TryGet(endpoint, out var found) ? found.Traffic.Unsaved : [])
            {
                var at = minute.Number * TrafficStore.MinuteMicros;
                if (at >= span.BeginMicros && at < span.EndMicros)
                {
                    sums[span.IndexOf(at)].Add(minute);
                }
            }

            await _store.ReadAsync(endpoint, span, sums, ct);
        }
        finally
        {
            _one.Release();
        }

        return sums.Select((s, i) => s.ToBucket(span.BeginOf(i))).ToList();
    }

    public void Dispose() => _one.Dispose();

    private async Task WriteAsync(List<(LiveEndpoint Live, IReadOnlyList<TrafficPiece> Minutes)> taken, CancellationToken ct)
    {
        var saved = false;
        try
        {
            await _store.AddAsync([.. taken.SelectMany(t => t.Minutes.Select(m => (t.Live.State.Endpoint.Name, m)))], ct);
            saved = true;
        }
        finally
        {
            if (!saved)
            {
                taken.ForEach(t => t.Live.Traffic.GiveBack(t.Minutes));
            }
        }
    }
}
