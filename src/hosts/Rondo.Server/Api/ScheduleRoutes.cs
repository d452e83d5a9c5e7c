using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Deployment;
using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Retraining;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>What is due when.</summary>
internal static class ScheduleRoutes
{
    private const int Remembered = 200;

    public static void MapSchedules(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/schedules", ListAsync).WithTags("schedules").WithName("listSchedules").WithSummary("What is due at times of the calendar, and when next.");

    private static async Task<Ok<Page<ScheduleView>>> ListAsync(Workspace workspace, ProjectCatalogue projects, CancellationToken ct)
    {
        var views = new List<ScheduleView>();
        if (projects.HasProject && projects.Read() is { Ok: true, Value: var project })
        {
            var schedules = project.Section<RetrainSettings>().Schedules;
            foreach (var endpoint in (await new EndpointStore(workspace).ListAsync(ct)).Where(e => string.Equals(e.Project, project.Name, StringComparison.Ordinal)))
            {
                var name = RetrainingLoop.TriggerOf(endpoint.Name);
                var firings = await new FiringStore(workspace).ListAsync(name, Remembered, ct);
                views.AddRange(schedules.Select(s => View(name, s, firings, workspace.Clock.GetUtcNow())));
            }
        }

        return TypedResults.Ok(Page<ScheduleView>.Of(views));
    }

    private static ScheduleView View(string name, TriggerSchedule schedule, IReadOnlyList<TriggerFiring> firings, DateTimeOffset now) =>
        new(name, schedule.Text, schedule.NextDue(now), firings.FirstOrDefault(f => string.Equals((string?)f.Evidence["schedule"], schedule.Text, StringComparison.Ordinal))?.At);
}

/// <summary>Something due at times of the calendar.</summary>
internal sealed record ScheduleView(
    [property: Description("What it is, and its name: retrain/bike-demand.")] string Name,
    [property: Description("As written: weekly, every 90m, 0 3 * * 1.")] string When,
    [property: Description("Null when there is no further time.")] DateTimeOffset? NextAt,
    DateTimeOffset? LastAt);
