using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Deployment;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Retraining;
using Rondo.Kernel;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Single predictions: what was asked and answered, and everything that led to it.</summary>
internal static class PredictionRoutes
{
    public static void MapPredictions(this IEndpointRouteBuilder routes) => routes.MapGet("/predictions/{id}", WhyAsync).WithTags("endpoints")
        .WithName("getPrediction").WithSummary("A captured prediction and everything that led to it.").WithProblems(400, 404, 503);

    private static async Task<Ok<PredictionWhy>> WhyAsync(
        string id,
        [Description("Behind which endpoint, where several have a prediction with this id.")] string? endpoint,
        Caller caller, ScopeProjects projects, Workspace workspace, CaptureLog captures, CancellationToken ct)
    {
        var found = await ExplainPrediction.RunAsync(workspace, id, endpoint, ct);
        if (!found.Ok && found.Failures[0].Code is "prediction.unknown" or "prediction.uncaptured")
        {
            // What was answered a moment ago is not in a file yet.
            await captures.FlushAsync(endpoint: null, ct);
            found = await ExplainPrediction.RunAsync(workspace, id, endpoint, ct);
        }

        // What does not exist is as forbidden as what is another's.
        if (!caller.May(Role.Viewer, null) && !(found.Ok && (await projects.OfEndpointAsync(found.Value.Endpoint, ct)).Any(p => caller.May(Role.Viewer, p))))
        {
            throw new FailureException(AccessMiddleware.Demanded(Role.Viewer, " of its project"));
        }

        return TypedResults.Ok(PredictionWhy.Of(found.Value));
    }
}

/// <summary>A captured prediction and everything that led to it.</summary>
internal sealed record PredictionWhy(
    string Id,
    string Endpoint,
    DateTimeOffset At,
    [property: Description("The version that answered: bike-demand@3.")] string Version,
    [property: Description("ok, invalid, error or shed.")] string Status,
    [property: Description("What was asked, by column.")] JsonObject Request,
    [property: Description("The answer: `value` (a number, or a probability) and `label` (a class, or null).")] JsonObject Answer,
    [property: Description("What turned out to be true; null while nobody has said.")] string? Truth,
    [property: Description("When the truth was known.")] DateTimeOffset? TruthAt,
    [property: Description("The change of the endpoint that put the version there: action, at, by, reason, revision.")] JsonObject? Change,
    [property: Description("The review of the version.")] ReviewView? Review,
    [property: Description("The retraining that made the version.")] RetrainingView? Retraining,
    [property: Description("Other predictions of the endpoint with the same id: a caller gave it again. The truth belongs to this one.")] IReadOnlyList<PredictionSummary> Others,
    [property: Description("Where the version came from; null when it is gone.")] LineageView? Lineage)
{
    public static PredictionWhy Of(PredictionReport r) => new(
        r.Id, r.Endpoint, r.At, r.Version, r.Status, r.Request, r.Answer, r.Truth?.Truth, r.Truth?.ObservedAt, r.Change,
        r.Review is { } review ? ReviewView.Of(review) : null,
        r.Retraining is { } retraining ? RetrainingView.Of(retraining) : null,
        [.. r.Others.Select(PredictionSummary.Of)],
        r.Ancestry is { } ancestry ? LineageReading.View(ancestry) : null);
}
