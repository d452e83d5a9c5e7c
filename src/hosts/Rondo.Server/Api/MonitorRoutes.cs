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
        var settings = projects.HasProject && projects.Read() is { Ok: true } read ? read.Value.Section<MonitorSettings>() : new();
        var window = view.LastWindow;
        var shown = new MonitorSettingsView(settings.Every.TotalSeconds, settings.Window.TotalSeconds, settings.AlarmRate, settings.Threshold, settings.MinimumRows, settings.Persistence, settings.Ignore);
        return TypedResults.Ok(new MonitorAnswer(
            endpoint, view.Version, StateOf(view), view.RanAt, shown, window is null ? null : new(window.Start, window.End, window.Version, window.Rows, window.Sufficient),
            window?.Columns ?? [], window?.Statuses ?? new Dictionary<string, long>(StringComparer.Ordinal),
            [.. view.Performance.SelectMany(Points)], view.Concept, window is null ? null : new(window.LatencyP50, window.LatencyP95, window.LatencyP99), [.. view.Open.Select(AlertView.Of)]));
    }

    private static string StateOf(MonitorView view) => view switch
    {
        { LastWindow: null } => "waiting",
        { Open.Count: > 0 } => view.Open.Any(a => a.State is Deployment.Alerts.AlertState.Firing) ? "firing" : "attention",
        _ => view.LastWindow.Sufficient ? "ok" : "insufficient",
    };

    private static async Task<Ok<Page<HistoryPoint>>> HistoryAsync(
        string endpoint, Workspace workspace, [Description("A column's drift over time.")] string? column, [Description("A metric over time, such as mae.")] string? metric, CancellationToken ct)
    {
        if ((column is null) == (metric is null))
        {
            throw new FailureException(new Failure("request.history", "A history is of a column or of a metric.", "Add ?column=NAME or ?metric=NAME."));
        }

        var store = new MonitorStore(workspace);
        _ = (await store.ReadAsync(endpoint, ct)).Value;
        if (metric is not null)
        {
            var found = (await store.PerformanceAsync(endpoint, 200, ct)).SelectMany(Points).Where(p => string.Equals(p.Metric, metric, StringComparison.Ordinal));
            return TypedResults.Ok(Page<HistoryPoint>.Of(found.Reverse().Select(p => new HistoryPoint(p.Start, p.Version, p.Rows, null, p))));
        }

        var windows = await store.HistoryAsync(endpoint, 200, ct);
        return TypedResults.Ok(Page<HistoryPoint>.Of(windows.Reverse().SelectMany(w => w.Columns.Where(c => string.Equals(c.Name, column, StringComparison.Ordinal)).Select(c => new HistoryPoint(w.Start, w.Version, w.Rows, c, null)))));
    }

    private static async Task<Ok<DistributionAnswer>> DistributionAsync(
        string endpoint, Workspace workspace, [Description("Which column.")] string column, [Description("Begin of the window; the newest judged one when left out.")] DateTimeOffset? window, CancellationToken ct) =>
        TypedResults.Ok(new DistributionAnswer((await new MonitorStore(workspace).DistributionAsync(endpoint, column, window, ct)).Value));

    private static async Task<Ok<MonitorRun>> RunAsync(string endpoint, Workspace workspace, ProjectCatalogue projects, CancellationToken ct)
    {
        var project = projects.Read().Value;
        var store = new MonitorStore(workspace);
        var found = (await store.EndpointsAsync(project.Name, ct)).FirstOrDefault(e => string.Equals(e.Name, endpoint, StringComparison.Ordinal))
            ?? throw new FailureException(new Failure("endpoint.unknown", "This project has no such endpoint with a version.", "GET /api/v1/endpoints lists them."));
        var report = (await new WatchEndpoint(workspace).RunAsync(new(found, project.Section<MonitorSettings>(), project.Section<Scoping.Charter>()), ct)).Value;
        return TypedResults.Ok(new MonitorRun(report.Files, report.Rows, report.Feedback, report.Judged.Count, [.. report.Alerts.Select(AlertView.Of)]));
    }

    private static IEnumerable<PerformancePoint> Points(WindowPerformance window) =>
        window.Metrics.Select(m => new PerformancePoint(window.Start, window.End, window.Version, m.Measure, m.Value, m.Low, m.High, window.Rows, window.Labelled));
}

/// <summary>How an endpoint fares.</summary>
internal sealed record MonitorAnswer(
    string Endpoint, long? Version,
    [property: Description("waiting, ok, insufficient (too few rows), attention (alerts that people know of, or pending), firing.")] string State,
    DateTimeOffset? RanAt, MonitorSettingsView Settings, MonitorWindow? LastWindow, IReadOnlyList<ColumnResult> Columns,
    [property: Description("Requests of the window by status: ok, invalid, error, shed.")] IReadOnlyDictionary<string, long> Quality,
    IReadOnlyList<PerformancePoint> Performance, ConceptView? Concept, MonitorLatency? Latency, IReadOnlyList<AlertView> Alerts);

/// <summary>The section `monitor:`; times in seconds.</summary>
internal sealed record MonitorSettingsView(double Every, double Window, double AlarmRate, double Threshold, int MinimumRows, int Persistence, IReadOnlyList<string> Ignore);

/// <summary>A window.</summary>
internal sealed record MonitorWindow(DateTimeOffset Start, DateTimeOffset End, long Version, long Rows, bool Sufficient);

/// <summary>A metric of a window, as far as the truth is known.</summary>
internal sealed record PerformancePoint(DateTimeOffset Start, DateTimeOffset End, long Version, string Metric, double Value, double? Low, double? High, long Rows, long Labelled);

/// <summary>Latency in seconds.</summary>
internal sealed record MonitorLatency(double? P50, double? P95, double? P99);

/// <summary>A column or a metric in a window.</summary>
internal sealed record HistoryPoint(DateTimeOffset Start, long Version, long Rows, ColumnResult? Column, PerformancePoint? Metric);

/// <summary>A distribution beside the reference's.</summary>
internal sealed record DistributionAnswer(IReadOnlyList<DistributionBin> Bins);

/// <summary>What a look did.</summary>
internal sealed record MonitorRun(int Files, long Rows, int Feedback, int Windows, IReadOnlyList<AlertView> Alerts);
