using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>
/// Above low risk nobody takes a version into use alone: not by promoting it, not by deploying it, and no rule does. The tier is the stricter
/// of the one that the version was judged under when it was registered and the one that its project has now: a charter that was changed
/// since, or for one run, lets nothing past.
/// </summary>
public static class RequiredReview
{
    /// <summary>
    /// Why the version may not be taken into use without a reason that is kept; null when it is approved, of low risk, or the champion since a promotion that
    /// held to this tier or a higher one. A champion of days when the risk was lower goes on where it answers, and is taken into use anew like any other.
    /// </summary>
    /// <param name="workspace">Where it is registered.</param>
    /// <param name="version">The version.</param>
    /// <param name="charter">The charter that it is held to now (<see cref="ProjectCharter.For"/>), without overrides; null where there is none.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns><c>model.review</c>, of kind No.</returns>
    public static async Task<Failure?> MissingAsync(Workspace workspace, ModelVersion version, Charter? charter, CancellationToken ct)
    {
        var tier = await TierAsync(workspace, version, charter, ct);
        if (tier is RiskTier.Low || await new ReviewStore(workspace).IsApprovedAsync(version.Model, version.Version, tier, ct))
        {
            return null;
        }

        var promoted = await PromotedAtAsync(workspace, version, ct);
        if (promoted >= tier)
        {
            return null;
        }

        var people = tier is RiskTier.High ? "the approvals of two people" : "the approval of somebody";
        var problem = promoted is { } then
            ? $"At {RiskWord.Of(tier)} risk {version} takes {people} who did not make it. It became the champion when the risk was {RiskWord.Of(then)}."
            : $"At {RiskWord.Of(tier)} risk {version} takes {people} who did not make it.";
        return new("model.review", problem, $"Ask for it: rondo model review {version}. Or take it into use without, with the reason on record: --force.") { Kind = FailureKind.No };
    }

    /// <summary>
    /// The tier that a version is held to, and the one place that says so: the stricter of the charter's of now and the version's own, which is the
    /// strictest that its record, the charter of its run or what was said of it where it comes from tells. Low where nothing says anything.
    /// </summary>
    /// <param name="workspace">Where it is registered.</param>
    /// <param name="version">The version.</param>
    /// <param name="charter">The charter that it is held to now (<see cref="ProjectCharter.For"/>); null where there is none.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<RiskTier> TierAsync(Workspace workspace, ModelVersion version, Charter? charter, CancellationToken ct) =>
        RiskWord.Stricter(charter?.Risk, await OwnRisk.OfAsync(workspace, version, ct)) ?? RiskTier.Low;

    /// <summary>The tier that a promotion of the version is held to, as it is kept with it.</summary>
    internal static async Task<string> RiskOfAsync(Workspace workspace, ModelVersion version, Charter? charter, CancellationToken ct) => RiskWord.Of(await TierAsync(workspace, version, charter, ct));

    /// <summary>Whether the version is the champion and no review of it is missing.</summary>
    internal static async Task<bool> NeedsNoneAsync(Workspace workspace, ModelVersion version, Charter? charter, CancellationToken ct) =>
        version.Aliases.Contains(ModelReference.Champion, StringComparer.Ordinal) && await MissingAsync(workspace, version, charter, ct) is null;

    // The tier that the champion's promotion was held to; null for a version that is not the champion.
    private static async Task<RiskTier?> PromotedAtAsync(Workspace workspace, ModelVersion version, CancellationToken ct)
    {
        if (!version.Aliases.Contains(ModelReference.Champion, StringComparer.Ordinal))
        {
            return null;
        }

        var promotions = (await new ModelStore(workspace).EvidenceAsync(version.Model, version.Version, ct)).Where(e => e.Kind is PromoteModel.Evidence && (string?)e.Content["alias"] is ModelReference.Champion);
        return RiskWord.Read(promotions.MaxBy(e => e.At)?.Content["risk"]) ?? version.Risk ?? RiskTier.Low;
    }
}
