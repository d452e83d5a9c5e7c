using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Deployment;
using Rondo.Deployment.Retraining;
using Rondo.Kernel;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Retrainings: what set each off, what it made, how that compares, what was decided.</summary>
internal static class RetrainingRoutes
{
    public static void MapRetrainings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/endpoints/{endpoint}/retrainings", ListAsync).WithTags("retrainings").WithName("listRetrainings").WithSummary("The retrainings of an endpoint, newest first.").WithProblems(400);
        routes.MapGet("/retrainings/{retraining}", FindAsync).WithTags("retrainings").WithName("getRetraining").WithSummary("A retraining with its evidence.").WithProblems(404);
        routes.MapPost("/endpoints/{endpoint}/retrain", AskAsync).WithTags("retrainings").WithName("retrain").WithSummary("Ask for a retraining now; neither cool-down nor budget stands in the way.").WithProblems(400, 404);
    }

    private static async Task<Ok<Page<RetrainingView>>> ListAsync(string endpoint, Workspace workspace, string? cursor, int? limit, CancellationToken ct)
    {
        var count = RequestLimits.Items(limit);
        var found = await new RetrainingStore(workspace).ListAsync(endpoint, count + 1, cursor, ct);
        return TypedResults.Ok(Page<RetrainingView>.Of([.. found.Select(RetrainingView.Of)], count, r => r.Id));
    }

    private static async Task<Ok<RetrainingView>> FindAsync(string retraining, Workspace workspace, CancellationToken ct) =>
        TypedResults.Ok(RetrainingView.Of(await new RetrainingStore(workspace).FindAsync(retraining, ct) ?? throw new FailureException(new Failure("retraining.unknown", "There is no such retraining.", "See those of an endpoint: its page, or rondo retrain ENDPOINT --list."))));

    private static async Task<Accepted<FiringView>> AskAsync(string endpoint, RetrainBody body, Caller caller, Workspace workspace, CancellationToken ct)
    {
        var firing = (await RetrainingLoop.AskAsync(workspace, endpoint, caller.Name, body.Reason ?? "", ct)).Value;
        return TypedResults.Accepted((string?)null, new FiringView(firing.Trigger, firing.Number, firing.Cause));
    }
}

/// <summary>What is sent to ask for a retraining.</summary>
internal sealed record RetrainBody([property: Description("Why, in a sentence.")] string? Reason = null);

/// <summary>The firing that the next look at the endpoint takes.</summary>
internal sealed record FiringView(string Trigger, long Number, string Cause);

/// <summary>One turn of the loop.</summary>
internal sealed record RetrainingView(
    string Id,
    string Endpoint,
    string Project,
    string Model,
    [property: Description("gathering, training, comparing, replaying, deciding, reviewing, deploying; at its end promoted, kept-out, rejected, refused or failed.")] string State,
    RetrainingTriggerView Trigger,
    [property: Description("The alert behind it.")] string? Alert,
    [property: Description("The version that answered when it began.")] long Champion,
    [property: Description("The version it made.")] long? Challenger,
    string? Review,
    [property: Description("Labelled predictions it learned from and was judged by.")] long Labels,
    [property: Description("The pipeline run.")] string? Run,
    JsonNode? Traffic,
    JsonNode? Gate,
    [property: Description("verdict, measure, rows, challenger, champion, difference, low, high, method, slices, sentence.")] JsonNode? Comparison,
    [property: Description("rows, failures, changed, agreement, meanShift, correlation, latency, slices, sentence.")] JsonNode? Replay,
    JsonNode? Decision,
    string Outcome,
    DateTimeOffset StartedAt,
    DateTimeOffset ChangedAt,
    DateTimeOffset? EndedAt)
{
    public static RetrainingView Of(RetrainingRecord r) => new(
        r.Id, r.Endpoint, r.Project, r.Model, RetrainingRecord.Word(r.State), new(r.Kind, r.Cause, r.RequestedBy, r.Reason), r.Alert, r.Champion, r.Challenger, r.Review, r.Labels,
        (string?)(r.Evidence["training"] as JsonObject)?["run"], r.Evidence["traffic"], r.Evidence["gate"], r.Evidence["comparison"], r.Evidence["replay"], r.Evidence["decision"], r.Outcome,
        r.StartedAt, r.ChangedAt, r.EndedAt);
}

/// <summary>What set a retraining off.</summary>
internal sealed record RetrainingTriggerView([property: Description("schedule, alert, labels or hand.")] string Kind, string Cause, string By, string Reason);
