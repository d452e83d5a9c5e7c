using Rondo.Bundles;
using Rondo.Scoping;

namespace Rondo.Modeling.Registry;

/// <summary>The version that an imported bundle becomes.</summary>
internal static class ImportedVersion
{
    /// <summary>The word that marks such a version's origin.</summary>
    public const string Origin = "imported";

    /// <summary>
    /// Judged by the charter of the request, at the stricter of its tier and <paramref name="own"/>, the one that the content brings along; without a
    /// charter there is no requirement to hold it to, and nothing is blocked.
    /// </summary>
    public static ModelVersion Of(Bundle bundle, string name, ImportRequest request, RiskTier? own, IReadOnlyList<Measurement> here, DateTimeOffset now)
    {
        var tier = RiskWord.Stricter(own, request.Charter?.Risk);
        var gate = request.Charter is { } charter ? GateReport.Judge(charter, here) : null;
        return new(name, 0, bundle.Identity, default)
        {
            Origin = Origin,
            Lineage = bundle.Manifest.Lineage,
            Gate = VersionJudging.ToJson(gate, GateReport.None, tier),
            Blocked = gate?.BlocksPromotion(tier ?? RiskTier.Low) ?? false,
            Measurements = here,
            CreatedAt = now,
            CreatedBy = request.User,
        };
    }

    /// <summary>What the gate of the same content forbids here under another name it forbids under this one too; null where it forbids nothing.</summary>
    public static ModelVersion Like(this ModelVersion version, ModelVersion? forbidden)
    {
        if (version.Blocked || forbidden is null)
        {
            return version;
        }

        var gate = forbidden.Gate.DeepClone().AsObject();
        gate["risk"] = version.Gate["risk"]?.DeepClone();
        return version with { Gate = gate, Blocked = true };
    }
}
