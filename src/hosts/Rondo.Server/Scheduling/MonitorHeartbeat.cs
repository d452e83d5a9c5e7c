using Rondo.Deployment.Monitoring;
using Rondo.Stores;

namespace Rondo.Server.Scheduling;

/// <summary>Looks at the endpoints whose time has come.</summary>
internal sealed class MonitorHeartbeat(Workspace workspace, ProjectCatalogue projects) : IHeartbeat
{
    private readonly WatchDue _watch = new(workspace);

    public string Name => "monitors";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task BeatAsync(CancellationToken ct)
    {
        if (projects.HasProject && projects.Read() is { Ok: true } project)
        {
            await _watch.RunAsync(project.Value, now: false, ct);
        }
    }
}
