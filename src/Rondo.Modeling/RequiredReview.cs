using Rondo.Kernel;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>
/// Above low risk nobody takes a version into use alone: not by promoting it, not by deploying it, and no rule does. The tier is the one
/// that the version was judged under when it was registered.
/// </summary>
public static class RequiredReview
{
    /// <summary>Why the version may not be taken into use without a reason that is kept; null when it is approved, in use already, or of low risk.</summary>
    /// <returns><c>model.review</c>, of kind No.</returns>
    public static async Task<Failure?> MissingAsync(Workspace workspace, ModelVersion version, CancellationToken ct)
    {
        if (version.Risk is RiskTier.Low
            || version.Aliases.Contains(ModelReference.Champion, StringComparer.Ordinal)
            || await new ReviewStore(workspace).IsApprovedAsync(version.Model, version.Version, ct))
        {
            return null;
        }

        var people = version.Risk is RiskTier.High ? "the approvals of two people" : "the approval of somebody";
        return new("model.review", $"At {version.Risk.ToString().ToLowerInvariant()} risk {version} takes {people} who did not make it.", $"Ask for it: rondo model review {version}. Or take it into use without, with the reason on record: --force.") { Kind = FailureKind.No };
    }
}
