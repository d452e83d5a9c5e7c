using System.Buffers;
using System.Data.Common;
using Rondo.Deployment.Endpoints;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Serving;

/// <summary>
/// Serves the endpoints of a workspace; one for each process. It follows the table of endpoints, so that a change made by any process takes
/// effect here, and a change made here is in the table before it takes effect. To be disposed, which waits for the requests inside.
/// </summary>
public sealed class EndpointServer : IAsyncDisposable
{
    private readonly Workspace _workspace;
    private readonly EndpointServerOptions _options;
    private readonly LiveEndpoints _live = new();
    private readonly EndpointChanging _changing;
    private readonly Admission _admission;
    private readonly TrafficHistory _history;
    private readonly CancellationTokenSource _stop = new();
    private Task _rollbacks = Task.CompletedTask;
    private volatile bool _synced;

    /// <summary>Serves nothing yet: the first <see cref="SyncAsync"/> loads what is in the table.</summary>
    public EndpointServer(Workspace workspace, EndpointServerOptions options)
    {
        (_workspace, _options) = (workspace, options);
        _changing = new(workspace, _live, options.Limits);
        _history = new(workspace, _live);
        var ids = new PredictionId();
        _admission = new(options.Limits, new(workspace.Clock, new(options.Captures, ids), ids), Condemn);
    }

    /// <summary>Told after an endpoint changed in this process, whoever changed it. It must be quick, and throw nothing.</summary>
    public Action<EndpointView>? Changed
    {
        get => _live.Changed;
        set => _live.Changed = value;
    }

    /// <summary>What a request may cost.</summary>
    public PredictLimits Limits => _options.Limits;

    /// <summary>Where predictions are captured; null: nowhere.</summary>
    public Capture.CaptureLog? Captures => _options.Captures;

    /// <summary>Requests that wait for a slot now.</summary>
    public int Waiting => _admission.Waiting;

    /// <summary>Whether the table was read and every endpoint that is in service has its model ready.</summary>
    public bool IsReady => _synced && _live.All.All(l => l.State is { Generation: not null } or { Endpoint.State: EndpointStatus.Stopped });

    /// <summary>An endpoint, or null.</summary>
    public EndpointView? Find(string endpoint) => _live.TryGet(endpoint, out var live) ? live.State.View() : null;

    /// <summary>All endpoints by name.</summary>
    public IReadOnlyList<EndpointView> List() => [.. _live.All.Select(l => l.State.View())];

    /// <summary>Answers a request. What it says is never an exception.</summary>
    /// <param name="endpoint">Which endpoint.</param>
    /// <param name="body">The request's body.</param>
    /// <param name="answer">Where the answer's body goes when there is one.</param>
    /// <param name="call">What else the request says.</param>
    /// <param name="ct">The caller went away.</param>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public ValueTask<PredictAnswer> PredictAsync(string endpoint, ReadOnlySequence<byte> body, IBufferWriter<byte> answer, PredictCall call, CancellationToken ct) =>
        _live.TryGet(endpoint, out var live)
            ? _admission.PredictAsync(live, body, answer, call, ct)
            : new(new PredictAnswer(PredictOutcome.Unknown, [EndpointStore.Unknown(endpoint, _live.Names)]));

    /// <summary>Makes a version ready, writes the change, and lets it answer from then on.</summary>
    public Task<Result<Endpoint>> DeployAsync(DeployRequest request, CancellationToken ct) => _changing.DeployAsync(request, ct);

    /// <summary>Puts the former version back.</summary>
    /// <param name="endpoint">Which endpoint.</param>
    /// <param name="user">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="expectedRevision">The revision the caller saw; null: whatever it is.</param>
    /// <param name="ct">Stops it.</param>
    public Task<Result<Endpoint>> RollbackAsync(string endpoint, string user, string reason, long? expectedRevision, CancellationToken ct) =>
        _changing.RollbackAsync(endpoint, user, reason, expectedRevision, [], ct);

    /// <summary>Takes an endpoint out of service, or back into it.</summary>
    /// <param name="endpoint">Which endpoint.</param>
    /// <param name="state">What it is to be.</param>
    /// <param name="user">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="expectedRevision">The revision the caller saw; null: whatever it is.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<Endpoint>> SetStateAsync(string endpoint, EndpointStatus state, string user, string reason, long? expectedRevision, CancellationToken ct)
    {
        var changed = await DeployModel.SetStateAsync(_workspace, endpoint, state, user, reason, expectedRevision, ct);
        await SyncAsync(ct);
        return changed;
    }

    /// <summary>Brings this process to what the table says. Cheap when nothing changed.</summary>
    public async Task SyncAsync(CancellationToken ct)
    {
        await _changing.SyncAsync(ct);
        _synced = true;
    }

    /// <summary>Follows the table until it is stopped.</summary>
    /// <param name="failed">Told of a pass that failed; the next one tries again.</param>
    /// <param name="ct">Stops it.</param>
    public async Task FollowAsync(Action<Exception> failed, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await SyncAsync(ct);
            }
            catch (Exception e) when (e is FailureException or DbException or IOException or TimeoutException)
            {
                failed(e);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(_options.Follow, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Requests of the recent hour as this process saw them; empty when there is no such endpoint.</summary>
    public IReadOnlyList<TrafficBucket> RecentTraffic(string endpoint, DateTimeOffset from, int buckets) =>
        _live.TryGet(endpoint, out var live) ? live.Traffic.Read(from, _workspace.Clock.GetUtcNow(), buckets) : [];

    /// <summary>
    /// Requests of a span of time as all servers of the workspace counted them, in buckets of whole minutes; minutes that are not over yet as
    /// this process counts them. What a killed server had not saved, at most a minute or so, is missing.
    /// </summary>
    /// <param name="endpoint">Which endpoint; one that does not exist had no requests.</param>
    /// <param name="from">The beginning.</param>
    /// <param name="to">The end; at most 400 days later.</param>
    /// <param name="buckets">At most so many.</param>
    /// <param name="ct">Stops it.</param>
    public Task<Result<IReadOnlyList<TrafficBucket>>> TrafficAsync(string endpoint, DateTimeOffset from, DateTimeOffset to, int buckets, CancellationToken ct) =>
        _history.ReadAsync(endpoint, from, to, buckets, ct);

    /// <summary>Saves the counts of the minutes that are over. To be called every second or so; disposing saves the rest.</summary>
    public Task SaveTrafficAsync(CancellationToken ct) => _history.SaveAsync(all: false, ct);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _rollbacks;
        await SaveLastTrafficAsync();
        foreach (var live in _live.All)
        {
            live.State.Generation?.Retire();
            await (live.State.Generation?.Drained ?? Task.CompletedTask);
        }

        _stop.Dispose();
        _changing.Dispose();
        _admission.Dispose();
        _history.Dispose();
    }

    /// <summary>What the metrics page reads.</summary>
    internal IReadOnlyList<LiveEndpoint> Live => _live.All;

    // Another process may have rolled back, or a person deployed, in the meantime: then the revision is another and nothing happens here.
    private void Condemn(Endpoint endpoint, GuardVerdict verdict) => _rollbacks = Task.WhenAll(_rollbacks, Task.Run(() => RollbackAsync(endpoint, verdict)));

    private async Task SaveLastTrafficAsync()
    {
        try
        {
            await _history.SaveAsync(all: true, CancellationToken.None);
        }
        catch (Exception e) when (e is FailureException or DbException)
        {
            // The database cannot be reached any more: the counts of the last minute are lost.
        }
    }

    private async Task RollbackAsync(Endpoint endpoint, GuardVerdict verdict)
    {
        try
        {
            _ = await _changing.RollbackAsync(endpoint.Name, EndpointChange.Guard, $"Rolled back by the guard: {verdict.Sentence}", endpoint.Revision, verdict.Evidence, _stop.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or FailureException or DbException)
        {
            // The database cannot be reached, or the server is being stopped: the version stays, and its errors are counted.
        }
    }
}
