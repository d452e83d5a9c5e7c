using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rondo.Deployment.Alerts;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Server.Access;

/// <summary>Finds the projects that a request is about.</summary>
internal sealed class ScopeProjects(Workspace workspace)
{
    private const int MostRuns = 50;

    /// <summary>Whether the caller has the rule's role where the request needs it. What does not exist is as forbidden as what is another's.</summary>
    public async Task<bool> AllowsAsync(Caller caller, RouteRule rule, HttpContext context, RouteEndpoint endpoint)
    {
        var role = rule.Least!.Value;
        if (caller.May(role, null))
        {
            return true;
        }

        return rule.Scope switch
        {
            RouteScope.Somewhere => caller.Grants.Values.Any(own => own >= role),
            RouteScope.Query => context.Request.Query["project"].ToString() is { Length: > 0 } project && caller.May(role, project),
            RouteScope.Everywhere => false,
            _ => (await OfAsync(rule.Scope, First(context, endpoint), context.RequestAborted)).Any(p => caller.May(role, p)),
        };
    }

    private static string First(HttpContext context, RouteEndpoint endpoint) =>
        endpoint.RoutePattern.Parameters is [var first, ..] && context.Request.RouteValues[first.Name] is string value ? value : "";

    private async Task<IEnumerable<string>> OfAsync(RouteScope scope, string name, CancellationToken ct) => scope switch
    {
        RouteScope.Named => [name],
        RouteScope.Run => await RunAsync(name, ct) is { } project ? [project] : [],
        RouteScope.Endpoint => await OfEndpointAsync(name, ct),
        RouteScope.Review => await NamesAsync("SELECT model FROM reviews WHERE id = @name", name, ct),   // a model is named like its project
        RouteScope.Alert => await AlertAsync(name, ct),
        RouteScope.Retraining => await NamesAsync("SELECT project FROM retrainings WHERE id = @name", name, ct),
        RouteScope.Artifact when Digest.TryParse(name, out var digest) => await ArtifactAsync(digest, ct),
        _ => [],
    };

    private async Task<string?> RunAsync(string id, CancellationToken ct) => (await workspace.Runs.FindAsync(id, ct))?.Start.Project;

    /// <summary>The project of an endpoint; empty when there is none.</summary>
    public Task<IReadOnlyList<string>> OfEndpointAsync(string name, CancellationToken ct) => NamesAsync("SELECT project FROM endpoints WHERE name = @name", name, ct);

    // An alert may be named by the beginning of its id.
    private async Task<IReadOnlyList<string>> AlertAsync(string id, CancellationToken ct) =>
        await new AlertStore(workspace).FindAsync(id, ct) is { } alert ? await OfEndpointAsync(alert.Endpoint, ct) : [];

    private Task<IReadOnlyList<string>> NamesAsync(string text, string name, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(text, ("name", name));
            return await command.ToListAsync(r => r.GetString(0), token);
        },
        ct);

    private async Task<IEnumerable<string>> ArtifactAsync(Digest digest, CancellationToken ct)
    {
        var projects = new HashSet<string>(StringComparer.Ordinal);
        var runs = (await workspace.Lineage.ProducersAsync(digest, ct)).Concat(await workspace.Lineage.ConsumersAsync(digest, ct)).Take(MostRuns);
        foreach (var run in runs)
        {
            if (await RunAsync(run.Value, ct) is { } project)
            {
                projects.Add(project);
            }
        }

        return projects;
    }
}
