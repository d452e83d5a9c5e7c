using Rondo.Deployment.Alerts;
using Rondo.Kernel;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>What is asked of <see cref="WatchEndpoint"/>.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Settings">How it is watched.</param>
/// <param name="Charter">Whose requirements are judged.</param>
public sealed record WatchRequest(Endpoint Endpoint, MonitorSettings Settings, Charter Charter);

/// <summary>What a look did.</summary>
/// <param name="Files">Capture files taken in.</param>
/// <param name="Rows">Captured rows in them.</param>
/// <param name="Feedback">Truths joined with their answers.</param>
/// <param name="Judged">Windows judged.</param>
/// <param name="Alerts">Alerts that began to fire or were resolved.</param>
public sealed record WatchReport(int Files, long Rows, int Feedback, IReadOnlyList<WindowResult> Judged, IReadOnlyList<Alert> Alerts);

/// <summary>
/// Looks at an endpoint: takes in captures and feedback that came since the last look, judges windows that have ended, and raises and
/// resolves alerts. What it costs follows what is new, not history. Each part is one transaction under a lease, so that it may be killed
/// at any time and goes on where it was.
/// </summary>
public sealed class WatchEndpoint
{
    private const int FilesAtOnce = 16;
    private const int TruthsAtOnce = 20_000;
    private const int WindowsAtOnce = 16;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(2);

    private readonly Workspace _workspace;
    private readonly WatchedVersions _versions;

    /// <summary>For the endpoints of a workspace; what it learns of versions is kept for the next look.</summary>
    public WatchEndpoint(Workspace workspace)
        : this(workspace, new WatchedVersions((model, version, ct) => WatchedVersion.ReadAsync(workspace, model, version, ct)))
    {
    }

    internal WatchEndpoint(Workspace workspace, WatchedVersions versions) => (_workspace, _versions) = (workspace, versions);

    /// <summary>When an endpoint was looked at last; the beginning of 1970 when never.</summary>
    public async Task<DateTimeOffset> LastLookAsync(string endpoint, CancellationToken ct) =>
        (await _workspace.Metadata.ReadAsync((connection, token) => MonitorTables.ProgressAsync(connection, endpoint, token), ct)).RanAt;

    /// <summary>Looks.</summary>
    /// <returns>What was done; or <c>monitor.busy</c> when another process is at it.</returns>
    public async Task<Result<WatchReport>> RunAsync(WatchRequest request, CancellationToken ct)
    {
        var owner = $"{Environment.MachineName}-{Environment.ProcessId}-{RunId.New(_workspace.Clock)}";
        if (await _workspace.Leases.TryAcquireAsync("monitor:" + request.Endpoint.Name, owner, LeaseTime, ct) is not { } lease)
        {
            return new Failure("monitor.busy", $"Another process is looking at '{request.Endpoint.Name}'.", "Wait a moment, and look again.") { Kind = FailureKind.World };
        }

        try
        {
            var look = new Look(_workspace, _versions, request, lease, LeaseTime);
            await look.FollowAsync(ct);
            await look.TakeCapturesAsync(FilesAtOnce, ct);
            await look.TakeFeedbackAsync(TruthsAtOnce, ct);
            await look.JudgeAsync(WindowsAtOnce, ct);
            return look.Report();
        }
        finally
        {
            await _workspace.Leases.ReleaseAsync(lease, CancellationToken.None);
        }
    }
}
