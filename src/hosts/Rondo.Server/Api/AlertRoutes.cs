using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Deployment.Alerts;
using Rondo.Kernel;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Alerts: what endpoints need people for.</summary>
internal static class AlertRoutes
{
    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        var alerts = routes.MapGroup("/alerts").WithTags("alerts");
        alerts.MapGet("", ListAsync).WithName("listAlerts").WithSummary("Alerts, newest first.").WithProblems(400);
        alerts.MapGet("/{id}", FindAsync).WithName("getAlert").WithSummary("An alert with its evidence and its life.").WithProblems(400, 404);
        alerts.MapPost("/{id}/acknowledge", (string id, AlertComment body, Caller caller, Workspace workspace, CancellationToken ct) =>
            ChangeAsync(workspace, new(id, AlertAction.Acknowledge, caller.Name, body.Comment ?? ""), ct)).WithName("acknowledgeAlert").WithSummary("Say that you look after it.").WithProblems(400, 404, 409);
        alerts.MapPost("/{id}/silence", (string id, AlertSilence body, Caller caller, Workspace workspace, CancellationToken ct) =>
            ChangeAsync(workspace, new(id, AlertAction.Silence, caller.Name, body.Comment ?? "", body.Until), ct)).WithName("silenceAlert").WithSummary("Hear nothing of it for a while.").WithProblems(400, 404, 409);
        alerts.MapPost("/{id}/resolve", (string id, AlertComment body, Caller caller, Workspace workspace, CancellationToken ct) =>
            ChangeAsync(workspace, new(id, AlertAction.Resolve, caller.Name, body.Comment ?? ""), ct)).WithName("resolveAlert").WithSummary("Say that it is over.").WithProblems(400, 404, 409);
    }

    private static async Task<Ok<Page<AlertView>>> ListAsync(
        Workspace workspace, [Description("Only of this endpoint.")] string? endpoint, [Description("Only of this project's endpoints.")] string? project, [Description("Only in this state; `open` for all that are not resolved.")] string? state,
        [Description("Where the last page ended.")] string? cursor, [Description("How many, 1 to 200.")] int? limit, CancellationToken ct)
    {
        var size = Math.Clamp(limit ?? 50, 1, 200);
        var filter = new AlertFilter(endpoint, State(state), string.Equals(state, "open", StringComparison.Ordinal), project);
        var found = await new AlertStore(workspace).ListAsync(filter, size + 1, cursor, ct);
        return TypedResults.Ok(Page<AlertView>.Of([.. found.Select(AlertView.Of)], size, a => a.Id));
    }

    private static async Task<Ok<AlertDetails>> FindAsync(string id, Workspace workspace, CancellationToken ct)
    {
        var store = new AlertStore(workspace);
        var alert = (await store.DemandAsync(id, ct)).Value;
        var history = await store.HistoryAsync(alert.Id, ct);
        return TypedResults.Ok(AlertDetails.Of(alert, history));
    }

    private static async Task<Ok<AlertView>> ChangeAsync(Workspace workspace, ChangeAlertRequest request, CancellationToken ct) =>
        TypedResults.Ok(AlertView.Of((await ChangeAlert.RunAsync(workspace, request, ct)).Value));

    private static AlertState? State(string? text) => text switch
    {
        null or "" or "open" => null,
        _ when Enum.TryParse<AlertState>(text, ignoreCase: true, out var state) && !char.IsDigit(text[0]) => state,
        _ => throw new FailureException(new Failure("request.state", "That is no state of an alert.", "Use open, pending, firing, acknowledged, silenced or resolved.")),
    };
}
