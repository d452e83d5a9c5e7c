using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Review;

/// <summary>What is asked of <see cref="DecideReview"/>.</summary>
/// <param name="Review">The review's id.</param>
/// <param name="Person">Who decides.</param>
/// <param name="Approves">Yes or no.</param>
/// <param name="Reason">Why, in a sentence; compulsory.</param>
public sealed record DecideRequest(string Review, string Person, bool Approves, string Reason)
{
    /// <summary>Whether an approval is meant although the gate says no; recorded as a forced promotion with the reason.</summary>
    public bool DespiteGate { get; init; }
}

/// <summary>
/// One person's yes or no. The approval that completes a review makes the version the champion in the same transaction; whoever runs
/// endpoints finds it in <see cref="ReviewStore.ToHandOverAsync"/> and brings it behind them. One no ends the review.
/// </summary>
public static class DecideReview
{
    /// <summary>Decides.</summary>
    /// <returns>
    /// The review afterwards; <c>review.none</c>, <c>review.settled</c>, <c>review.no-reason</c>, <c>review.own</c> (an author at medium or
    /// high risk), <c>review.not-a-reviewer</c>, <c>review.twice</c>, <c>model.gate</c>.
    /// </returns>
    public static async Task<Result<ModelReview>> RunAsync(Workspace workspace, DecideRequest request, CancellationToken ct)
    {
        Failure? refused = null;
        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                var review = await ReviewRows.ReadAsync(transaction, "WHERE id = @id", [("id", request.Review)], token) is [var one, ..] ? one : null;
                refused = Refuse(review, request);
                if (refused is null)
                {
                    refused = await DecideAsync(workspace, transaction, review!, request, token);
                }
            },
            ct);
        return refused is null ? (await new ReviewStore(workspace).FindAsync(request.Review, ct))! : refused;
    }

    /// <summary>Takes an open review back.</summary>
    /// <returns>The review afterwards; <c>review.none</c> or <c>review.settled</c>.</returns>
    public static async Task<Result<ModelReview>> WithdrawAsync(Workspace workspace, string review, string user, string reason, CancellationToken ct)
    {
        Failure? refused = null;
        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                var found = await ReviewRows.ReadAsync(transaction, "WHERE id = @id", [("id", review)], token) is [var one, ..] ? one : null;
                refused = Standing(found, review);
                if (refused is null)
                {
                    await ReviewRows.SettleAsync(workspace, transaction, found!, ReviewState.Withdrawn, reason, user, token);
                }
            },
            ct);
        return refused is null ? (await new ReviewStore(workspace).FindAsync(review, ct))! : refused;
    }

    private static async Task<Failure?> DecideAsync(Workspace workspace, DbTransaction transaction, ModelReview review, DecideRequest request, CancellationToken ct)
    {
        var champion = await ModelWrites.AliasAsync(transaction, review.Model, ModelReference.Champion, ct);
        if (champion > review.Version)
        {
            var because = $"{review.Model}@{champion} was promoted meanwhile.";
            await ReviewRows.SettleAsync(workspace, transaction, review, ReviewState.Withdrawn, because, request.Person, ct);
            return null;
        }

        if (request.Approves && await CheckedRecord.FaultAsync(workspace, transaction, review.Model, review.Version, ct) is { } fault)
        {
            return fault;
        }

        var decision = new ReviewDecision(request.Person, request.Approves, request.Reason.Trim(), workspace.Clock.GetUtcNow());
        await ReviewRows.DecideAsync(transaction, review.Id, decision, ct);
        var decided = review with { Decisions = [.. review.Decisions, decision] };
        var details = new JsonObject { ["review"] = review.Id, ["decision"] = request.Approves ? "approve" : "reject", ["reason"] = decision.Reason, ["gate"] = (string?)review.Gate["overall"], ["despiteGate"] = review.Blocked && request.Approves };
        await workspace.Audit.AppendAsync(transaction, new(request.Person, "review.decide", "model:" + review.Subject, details), ct);
        if (!request.Approves)
        {
            await ReviewRows.SettleAsync(workspace, transaction, decided, ReviewState.Rejected, $"{request.Person}: {decision.Reason}", request.Person, ct);
        }
        else if (decided.Missing == 0)
        {
            await ReviewRows.SettleAsync(workspace, transaction, decided, ReviewState.Approved, $"Approved by {string.Join(" and ", decided.Decisions.Where(d => d.Approves).Select(d => d.Person))}: {decision.Reason}", request.Person, ct);
            await PromoteAsync(workspace, transaction, decided, champion, ct);
        }

        return null;
    }

    private static Task PromoteAsync(Workspace workspace, DbTransaction transaction, ModelReview review, long? former, CancellationToken ct)
    {
        var last = review.Decisions[^1];
        var details = new JsonObject { ["alias"] = ModelReference.Champion, ["former"] = former == review.Version ? null : former, ["gate"] = (string?)review.Gate["overall"], ["forced"] = review.Blocked ? last.Reason : null, ["review"] = review.Id, ["risk"] = review.Risk.ToString().ToLowerInvariant() };
        return PromoteModel.WriteAsync(workspace, transaction, new(review.Model, review.Version, ModelReference.Champion, last.Person, details), ct);
    }

    private static Failure? Refuse(ModelReview? review, DecideRequest request)
    {
        if (Standing(review, request.Review) is { } failure)
        {
            return failure;
        }

        if (string.IsNullOrWhiteSpace(request.Reason))
        {
            return new("review.no-reason", "A decision needs a reason.", "Say why in a sentence: it is kept with the version.");
        }

        if (RefusePerson(review!, request) is { } person)
        {
            return person;
        }

        if (review!.Decisions.Any(d => Same(d.Person, request.Person)))
        {
            return No("review.twice", $"{request.Person} has decided about {review.Subject} already.", $"It waits for {review.Missing} more.");
        }

        return review.Blocked && request.Approves && !request.DespiteGate
            ? No("model.gate", $"The gate of {review.Subject} says {((string?)review.Gate["overall"])?.ToUpperInvariant()}.", "Improve the model or change the requirement; or approve it against the gate, with the reason: --force.")
            : null;
    }

    // Above low risk the author never approves, and only reviewers do.
    private static Failure? RefusePerson(ModelReview review, DecideRequest request)
    {
        if (review.Risk is RiskTier.Low)
        {
            return null;
        }

        var risk = review.Risk.ToString().ToLowerInvariant();
        var author = Has(review.Authors, request.Person);
        if (author && request.Approves)
        {
            return No("review.own", $"{request.Person} made {review.Subject}, and at {risk} risk an author's approval does not count.", review.Reviewers.Count > 0 ? $"Ask {string.Join(" or ", review.Reviewers)}." : "Ask somebody who did not build it.");
        }

        return author || review.Reviewers.Count == 0 || Has(review.Reviewers, request.Person)
            ? null
            : No("review.not-a-reviewer", $"{request.Person} is no reviewer of {review.Model}.", $"Ask {string.Join(" or ", review.Reviewers)}, or name more people as charter.people.reviewers.");
    }

    private static Failure? Standing(ModelReview? review, string id) => review switch
    {
        null => new("review.none", $"There is no review '{id}'.", "See them with: rondo model review."),
        { State: not ReviewState.Open } => No("review.settled", $"The review of {review.Subject} is {review.State.ToString().ToLowerInvariant()}: {review.SettledBecause}", "Open another one: rondo model review " + review.Subject),
        _ => null,
    };

    private static Failure No(string code, string problem, string remedy) => new(code, problem, remedy) { Kind = FailureKind.No };

    private static bool Has(IReadOnlyList<string> people, string person) => people.Any(p => Same(p, person));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
