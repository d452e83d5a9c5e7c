using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Review;
using Rondo.Scoping;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Reviews: a gate report and what people decide about it.</summary>
internal static class ReviewRoutes
{
    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        var reviews = routes.MapGroup("/reviews").WithTags("reviews");
        reviews.MapGet("", ListAsync).WithName("listReviews").WithSummary("Reviews, newest first.").WithProblems(400);
        reviews.MapGet("/{review}", FindAsync).WithName("getReview").WithSummary("A review with its gate report, evidence and decisions.").WithProblems(404);
        reviews.MapPost("", OpenAsync).WithName("openReview").WithSummary("Ask people whether a version may be the champion.").WithProblems(400, 404, 409);
        reviews.MapPost("/{review}/decisions", DecideAsync).WithName("decideReview").WithSummary("Approve or reject, with a reason.").WithProblems(400, 404, 409);
    }

    private static async Task<Ok<Page<ReviewView>>> ListAsync(
        Workspace workspace, [Description("open, approved, rejected or withdrawn.")] string? state, [Description("Only of this model.")] string? model, [Description("Only of this project.")] string? project, string? cursor, int? limit, CancellationToken ct)
    {
        ReviewState? only = state is null ? null
            : Enum.TryParse<ReviewState>(state, ignoreCase: true, out var found) && !char.IsAsciiDigit(state[0]) ? found
            : throw new FailureException(new Failure("request.state", $"'{state}' is no state of a review.", "Write open, approved, rejected or withdrawn."));
        var count = RequestLimits.Items(limit);
        // A model is named like its project.
        var reviews = project is not null && model is not null && !string.Equals(project, model, StringComparison.Ordinal)
            ? []
            : await new ReviewStore(workspace).ListAsync(only, project ?? model, count + 1, cursor, ct);
        return TypedResults.Ok(Page<ReviewView>.Of([.. reviews.Select(ReviewView.Of)], count, r => r.Id));
    }

    private static async Task<Ok<ReviewView>> FindAsync(string review, Workspace workspace, CancellationToken ct) =>
        TypedResults.Ok(ReviewView.Of(await new ReviewStore(workspace).FindAsync(review, ct) ?? throw new FailureException(new Failure("review.none", "There is no such review.", "See what there is: the page 'Reviews', or rondo model review."))));

    private static async Task<Ok<ReviewView>> OpenAsync(OpenReviewBody body, Caller caller, ProjectCatalogue projects, Workspace workspace, CancellationToken ct)
    {
        if (!caller.May(Role.Contributor, body.Model))
        {
            throw new FailureException(AccessMiddleware.Demanded(Role.Contributor, " of its project"));
        }

        var request = new OpenReviewRequest(string.Create(CultureInfo.InvariantCulture, $"{body.Model}@{body.Version}"), caller.Name, projects.Here) { Reason = body.Reason ?? "" };
        return TypedResults.Ok(ReviewView.Of((await OpenReview.RunAsync(workspace, request, ct)).Value));
    }

    private static async Task<Ok<ReviewView>> DecideAsync(string review, DecisionBody body, Caller caller, Workspace workspace, CancellationToken ct)
    {
        var approves = body.Decision switch
        {
            "approve" => true,
            "reject" => false,
            _ => throw new FailureException(new Failure("request.decision", $"'{body.Decision}' is no decision.", "Write approve or reject.")),
        };
        return TypedResults.Ok(ReviewView.Of((await DecideReview.RunAsync(workspace, new(review, caller.Name, approves, body.Reason) { DespiteGate = body.DespiteGate }, ct)).Value));
    }
}

/// <summary>What is sent to open a review.</summary>
internal sealed record OpenReviewBody(string Model, long Version, [property: Description("Why, in a sentence.")] string? Reason = null);

/// <summary>What is sent to decide.</summary>
internal sealed record DecisionBody(
    [property: Description("approve or reject.")] string Decision,
    [property: Description("Why, in a sentence; compulsory.")] string Reason,
    [property: Description("Whether an approval is meant although the gate says no.")] bool DespiteGate = false);

/// <summary>A gate's results plus people's decisions about one version.</summary>
internal sealed record ReviewView(
    string Id,
    string Model,
    long Version,
    ReviewState State,
    RiskTier Risk,
    [property: Description("Approvals it takes.")] int Needed,
    [property: Description("Approvals still missing.")] int Missing,
    [property: Description("Who made the version; at medium and high risk their approval is refused.")] IReadOnlyList<string> Authors,
    [property: Description("Who may decide at medium and high risk; empty: anybody but an author.")] IReadOnlyList<string> Reviewers,
    [property: Description("The gate report.")] JsonObject Gate,
    [property: Description("Whether the gate forbids the promotion.")] bool Blocked,
    [property: Description("A comparison with the champion and a replay, where a retraining asks.")] JsonObject Evidence,
    string Reason,
    DateTimeOffset OpenedAt,
    string OpenedBy,
    DateTimeOffset? SettledAt,
    string? SettledBecause,
    IReadOnlyList<DecisionView> Decisions)
{
    public static ReviewView Of(ModelReview r) => new(
        r.Id, r.Model, r.Version, r.State, r.Risk, r.Needed, r.Missing, r.Authors, r.Reviewers, r.Gate, r.Blocked, r.Evidence, r.Reason, r.OpenedAt, r.OpenedBy, r.SettledAt,
        r.SettledAt is null ? null : r.SettledBecause, [.. r.Decisions.Select(d => new DecisionView(d.Person, d.Approves ? "approve" : "reject", d.Reason, d.At))]);
}

/// <summary>What one person decided.</summary>
internal sealed record DecisionView(string Person, [property: Description("approve or reject.")] string Decision, string Reason, DateTimeOffset At);
