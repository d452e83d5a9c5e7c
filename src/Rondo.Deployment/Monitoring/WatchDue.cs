using Rondo.Deployment.Endpoints;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>Looks at every endpoint of a project whose time has come (<c>monitor.every</c>), or which went back to another version by itself. To be called again and again.</summary>
public sealed class WatchDue(Workspace workspace)
{
    private readonly WatchEndpoint _watch = new(workspace);

    /// <summary>Looks at what is due, or with <paramref name="now"/> at everything.</summary>
    /// <returns>The report of each endpoint looked at; one that another process is looking at is left out.</returns>
    public async Task<IReadOnlyDictionary<string, WatchReport>> RunAsync(Project project, bool now, CancellationToken ct)
    {
        var settings = project.Section<MonitorSettings>();
        var reports = new Dictionary<string, WatchReport>(StringComparer.Ordinal);
        foreach (var endpoint in await new MonitorStore(workspace).EndpointsAsync(project.Name, ct))
        {
            var last = await _watch.LastPassAsync(endpoint.Name, ct);
            var changedByItself = endpoint.ChangedBy is EndpointChange.Guard && endpoint.ChangedAt > last;
            if (!now && !changedByItself && last + settings.Every > workspace.Clock.GetUtcNow())
            {
                continue;
            }

            var report = await _watch.RunAsync(WatchRequest.Of(project, endpoint), ct);
            if (report.Ok)
            {
                reports[endpoint.Name] = report.Value;
            }
            else if (report.Failures.Any(f => !string.Equals(f.Code, "monitor.busy", StringComparison.Ordinal)))
            {
                throw new FailureException(report.Failures);
            }
        }

        return reports;
    }
}
