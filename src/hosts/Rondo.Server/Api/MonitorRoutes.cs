using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rondo.Deployment;
using Rondo.Deployment.Monitoring;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Monitors: how endpoints fare.</summary>
internal static class MonitorRoutes
{
    private const int MostPoints = 200;

    public static void MapMonitors(this IEndpointRouteBuilder routes)
    {
        var monitor = routes.MapGroup("/endpoints/{endpoint}/monitor").WithTags("monitors");
        monitor.MapGet("", ReadAsync).WithName("getMonitor").WithSummary("How an endpoint fares: the newest judged window, performance, the stream of errors.").WithProblems(400, 404);
        monitor.MapGet("/history", HistoryAsync).WithName("getMonitorHistory").WithSummary("A column or a metric over time, oldest first.").WithProblems(400, 404);
        monitor.MapGet("/distribution", DistributionAsync).WithName("getMonitorDistribution").WithSummary("A column's distribution beside the reference's.").WithProblems(400, 404);
        monitor.MapPost("/run", RunAsync).WithName("runMonitor").WithSummary("Look now.").WithProblems(400, 404, 503);
    }

    private static async Task<Ok<MonitorAnswer>> ReadAsync(string endpoint, Workspace workspace, ProjectCatalogue projects, CancellationToken ct)
    {
        var view = (await new MonitorStore(workspace).ReadAsync(endpoint, ct)).Value;
        return TypedResults.Ok(MonitorAnswer.Of(view, projects.HasProject && projects.Read() is { Ok: true } read ? read.Value.Section<MonitorSettings>() : new()));
    }

    private static async Task<Ok<MonitorHistory>> HistoryAsync(
        string endpoint, Workspace workspace, [Description("A column's drift over time.")] string? column, [Description("A metric over time, such as mae.")] string? metric, CancellationToken ct)
    {
        if ((column is null) == (metric is null))
        {
            throw new FailureException(new Failure("request.history", "A history is of a column or of a metric.", "Add ?column=NAME or ?metric=NAME."));
        }

        var store = new MonitorStore(workspace);
        _ = (await store.ReadAsync(endpoint, ct)).Value;
        var points = metric is not null
            ? (await store.PerformanceAsync(endpoint, MostPoints, ct)).SelectMany(PerformancePoint.Of).Where(p => string.Equals(p.Metric, metric, StringComparison.Ordinal)).Select(HistoryPoint.Of)
            : (await store.HistoryAsync(endpoint, MostPoints, ct)).SelectMany(w => w.Columns.Where(c => string.Equals(c.Name, column, StringComparison.Ordinal)).Select(c => HistoryPoint.Of(w, c)));
        return TypedResults.Ok(new MonitorHistory([.. points.Reverse()]));
    }

    private static async Task<Ok<DistributionAnswer>> DistributionAsync(
        string endpoint, Workspace workspace, [Description("Which column.")] string column, [Description("Begin of the window; the newest judged one when left out.")] DateTimeOffset? window, CancellationToken ct) =>
        TypedResults.Ok(new DistributionAnswer((await new MonitorStore(workspace).DistributionAsync(endpoint, column, window, ct)).Value));

    private static async Task<Ok<MonitorRun>> RunAsync(string endpoint, Workspace workspace, ProjectCatalogue projects, CancellationToken ct)
    {
        var project = projects.Read().Value;
        var store = new MonitorStore(workspace);
        var found = (await store.EndpointsAsync(project.Name, ct)).FirstOrDefault(e => string.Equals(e.Name, endpoint, StringComparison.Ordinal))
            ?? throw new FailureException(new Failure("endpoint.unknown", "This project has no such endpoint with a version.", "See what there is: the page 'Endpoints', or rondo endpoints list."));
        var report = (await new WatchEndpoint(workspace).RunAsync(WatchRequest.Of(project, found), ct)).Value;
        return TypedResults.Ok(new MonitorRun(report.Files, report.Rows, report.Feedback, report.Judged.Count, [.. report.Alerts.Select(AlertView.Of)]));
    }
}
