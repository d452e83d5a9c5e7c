using Rondo.Kernel;
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
    /// <summary>Why the version may not be taken into use without a reason that is kept; null when it is approved, in use already, or of low risk.</summary>
    /// <param name="workspace">Where it is registered.</param>
    /// <param name="version">The version.</param>
    /// <param name="charter">The charter that it is held to now (<see cref="ProjectCharter.For"/>), without overrides; null where there is none.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns><c>model.review</c>, of kind No.</returns>
    public static async Task<Failure?> MissingAsync(Workspace workspace, ModelVersion version, Charter? charter, CancellationToken ct)
    {
        var tier = TierOf(version, charter);
        if (tier is RiskTier.Low
            || version.Aliases.Contains(ModelReference.Champion, StringComparer.Ordinal)
            || await new ReviewStore(workspace).IsApprovedAsync(version.Model, version.Version, tier, ct))
        {
            return null;
        }

        var people = tier is RiskTier.High ? "the approvals of two people" : "the approval of somebody";
        return new("model.review", $"At {tier.ToString().ToLowerInvariant()} risk {version} takes {people} who did not make it.", $"Ask for it: rondo model review {version}. Or take it into use without, with the reason on record: --force.") { Kind = FailureKind.No };
    }

    internal static RiskTier TierOf(ModelVersion version, Charter? charter) => charter is { } now && now.Risk > version.Risk ? now.Risk : version.Risk;
}
