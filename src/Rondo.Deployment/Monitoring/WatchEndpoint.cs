using Rondo.Deployment.Alerts;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>What is asked of <see cref="WatchEndpoint"/>.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Settings">How it is watched.</param>
/// <param name="Charter">Whose requirements are judged.</param>
public sealed record WatchRequest(Endpoint Endpoint, MonitorSettings Settings, Charter Charter)
{
    /// <summary>The project's <c>slices:</c>: besides its columns, parts in which errors are looked for.</summary>
    public IReadOnlyList<string> Slices { get; init; } = [];

    /// <summary>An endpoint of a project, as its <c>rondo.yaml</c> has it watched.</summary>
    public static WatchRequest Of(Project project, Endpoint endpoint) =>
        new(endpoint, project.Section<MonitorSettings>(), project.Section<Charter>()) { Slices = [.. project.Section<SliceSettings>().Items.Select(i => i.Text)] };
}

/// <summary>What a pass did.</summary>
/// <param name="Files">Capture files taken in.</param>
/// <param name="Rows">Captured rows in them.</param>
/// <param name="Feedback">Truths joined with their answers.</param>
/// <param name="Judged">Windows judged.</param>
/// <param name="Alerts">Alerts that began to fire or were resolved.</param>
public sealed record WatchReport(int Files, long Rows, int Feedback, IReadOnlyList<WindowResult> Judged, IReadOnlyList<Alert> Alerts);

/// <summary>
/// Makes a pass over an endpoint: takes in captures and feedback that came since the last one, judges windows that have ended, and raises
/// and resolves alerts. What it costs follows what is new, not history. Each part is one transaction under a lease, so that it may be killed
/// at any time and goes on where it was.
/// </summary>
public sealed class WatchEndpoint
{
    private const int FilesAtOnce = 16;
    private const int TruthsAtOnce = 20_000;
    private const int WindowsAtOnce = 16;

    private readonly Workspace _workspace;
    private readonly WatchedVersions _versions;

    /// <summary>For the endpoints of a workspace; what it learns of versions is kept for the next pass.</summary>
    public WatchEndpoint(Workspace workspace)
        : this(workspace, new WatchedVersions((model, version, ct) => WatchedVersion.ReadAsync(workspace, model, version, ct)))
    {
    }

    internal WatchEndpoint(Workspace workspace, WatchedVersions versions) => (_workspace, _versions) = (workspace, versions);

    /// <summary>When the last pass over an endpoint ended; the beginning of 1970 when there was none.</summary>
    public async Task<DateTimeOffset> LastPassAsync(string endpoint, CancellationToken ct) =>
        (await _workspace.Metadata.ReadAsync((connection, token) => MonitorTables.ProgressAsync(connection, endpoint, token), ct)).RanAt;

    /// <summary>Makes one.</summary>
    /// <returns>What was done; or <c>monitor.busy</c> when another process is at it.</returns>
    public async Task<Result<WatchReport>> RunAsync(WatchRequest request, CancellationToken ct)
    {
        await using var lease = new HeldLease(_workspace, "monitor:" + request.Endpoint.Name);
        if (!await lease.HoldAsync(ct))
        {
            return new Failure("monitor.busy", $"Another process is looking at '{request.Endpoint.Name}'.", "Wait a moment, and look again.") { Kind = FailureKind.World };
        }

        var pass = new MonitorPass(_workspace, _versions, request, lease.Lease);
        await pass.FollowAsync(ct);
        await pass.TakeCapturesAsync(FilesAtOnce, ct);
        await pass.TakeFeedbackAsync(TruthsAtOnce, ct);
        await pass.JudgeAsync(WindowsAtOnce, ct);
        return pass.Report();
    }
}
