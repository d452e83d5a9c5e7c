using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Review;

/// <summary>What is asked of <see cref="OpenReview"/>.</summary>
/// <param name="Model">The version: <c>NAME</c> (the newest), <c>NAME@3</c>.</param>
/// <param name="User">Who asks.</param>
/// <param name="Here">The project in whose folder or server this happens: the risk tier and people of its charter decide about approvals of what is held to it; the charter that the version was registered under does where that one is stricter, or where there is no other.</param>
public sealed record OpenReviewRequest(string Model, string User, ProjectCharter? Here)
{
    /// <summary>Why, in a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>What else the reviewers should see.</summary>
    public JsonObject Evidence { get; init; } = [];
}

/// <summary>Asks people whether a version may be the champion. Reviews of older versions of the line that are still open are withdrawn.</summary>
public static class OpenReview
{
    /// <summary>Opens a review; the one that is open for the version already, where there is one.</summary>
    /// <returns>The review; <c>review.in-use</c> when the version is the champion and its risk asks for no other review; <c>review.no-charter</c>; or why there is no such version.</returns>
    public static async Task<Result<ModelReview>> RunAsync(Workspace workspace, OpenReviewRequest request, CancellationToken ct)
    {
        var found = await NamedVersion.DemandAsync(workspace, request.Model, ct);
        if (!found.Ok)
        {
            return found.Failures.ToList();
        }

        var version = found.Value;
        var here = request.Here?.For(version);
        if (await RequiredReview.NeedsNoneAsync(workspace, version, here, ct))
        {
            return new Failure("review.in-use", $"{version} is the champion already.", "Review a newer version, or look at this one: rondo model show " + version) { Kind = FailureKind.No };
        }

        if (await RegisteredCharter.StricterAsync(workspace, version, here, ct) is not { } charter)
        {
            return new Failure("review.no-charter", $"No charter says who reviews {version}: neither its project nor the run that registered it is here.", "Push it together with its runs, or open the review where the project's folder is.");
        }

        var authors = await VersionAuthors.OfAsync(workspace, version, charter.Risk is RiskTier.Low ? null : charter.People.Scientist, ct);
        var review = Make(workspace, request, charter, version.HeldTo(here), authors);
        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                var open = await ReviewRows.ReadAsync(transaction, "WHERE model = @model AND state = 'open' ORDER BY id", [("model", version.Model)], token);
                if (open.FirstOrDefault(r => r.Version == version.Version) is { } known)
                {
                    review = known;
                    return;
                }

                foreach (var older in open.Where(r => r.Version < version.Version))
                {
                    await ReviewRows.SettleAsync(workspace, transaction, older, ReviewState.Withdrawn, $"{version} is newer and is reviewed instead.", request.User, token);
                }

                await ReviewRows.InsertAsync(transaction, review, token);
                var details = new JsonObject
                {
                    ["review"] = review.Id,
                    ["reason"] = review.Reason,
                    ["gate"] = version.GateOutcome,
                    ["risk"] = review.Risk.ToString().ToLowerInvariant(),
                    ["needed"] = review.Needed,
                    ["evidence"] = review.Evidence.DeepClone(),
                };
                await workspace.Audit.AppendAsync(transaction, new(request.User, "review.open", $"model:{version}", details), token);
            },
            ct);
        return review;
    }

    private static ModelReview Make(Workspace workspace, OpenReviewRequest request, Charter charter, ModelVersion version, IReadOnlyList<string> authors)
    {
        var careful = charter.Risk is not RiskTier.Low;
        return new(RunId.New(workspace.Clock).Value, version.Model, version.Version, ReviewState.Open)
        {
            Risk = charter.Risk,
            Needed = charter.Risk is RiskTier.High ? 2 : 1,
            Authors = authors,
            Reviewers = careful ? [.. charter.People.Reviewers.Where(r => !authors.Contains(r, StringComparer.OrdinalIgnoreCase))] : [],
            Gate = version.Gate.DeepClone().AsObject(),
            Blocked = version.Blocked,
            Evidence = request.Evidence,
            Reason = request.Reason.Trim(),
            OpenedAt = workspace.Clock.GetUtcNow(),
            OpenedBy = request.User,
        };
    }
}
