using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Server.Scheduling;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>What is due when.</summary>
internal static class ScheduleRoutes
{
    public static void MapSchedules(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/schedules", ListAsync).WithTags("schedules").WithName("listSchedules").WithSummary("What is due at times of the calendar, and when next.");

    private static async Task<Ok<Page<ScheduleView>>> ListAsync(Workspace workspace, CancellationToken ct) =>
        TypedResults.Ok(Page<ScheduleView>.Of((await new ScheduleStore(workspace).ListAsync(ct)).Select(s => new ScheduleView(s.Name, s.When, s.NextAt, s.LastAt))));
}

/// <summary>Something due at times of the calendar.</summary>
internal sealed record ScheduleView(
    [property: Description("What it is, and its name: retrain/bike-demand.")] string Name,
    [property: Description("As written: weekly, every 90m, 0 3 * * 1.")] string When,
    [property: Description("Null when there is no further time.")] DateTimeOffset? NextAt,
    DateTimeOffset? LastAt);
