using Rondo.Bundles;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>The version that an imported bundle becomes.</summary>
internal static class ImportedVersion
{
    /// <summary>The word that marks such a version's origin.</summary>
    public const string Origin = "imported";

    /// <summary>
    /// Judged by the charter of the request, at the stricter of its tier and the one that the content brings along; without a charter there is no
    /// requirement to hold it to. What the gate of the same content forbids here under another name it forbids under this one too.
    /// </summary>
    public static async Task<ModelVersion> OfAsync(Workspace workspace, ImportRequest request, Bundle bundle, Evidence? told, IReadOnlyList<Measurement> here, CancellationToken ct)
    {
        var gate = request.Charter is { } charter ? GateReport.Judge(charter, here) : null;
        var tier = RiskWord.Stricter(request.Charter?.Risk, RiskWord.Read(told?.Risk), await OwnRisk.OfAsync(workspace, bundle.Identity, ct));
        var version = new ModelVersion(request.Model!, 0, bundle.Identity, default)
        {
            Origin = Origin,
            Lineage = bundle.Manifest.Lineage,
            Gate = VersionJudging.ToJson(gate, GateReport.None, tier),
            Blocked = gate?.BlocksPromotion(tier ?? RiskTier.Low) ?? false,
            Measurements = here,
            CreatedAt = workspace.Clock.GetUtcNow(),
            CreatedBy = request.User,
        };
        return !version.Blocked && (await new ModelStore(workspace).OfDigestAsync(bundle.Identity, ct)).FirstOrDefault(v => v.Blocked) is { } forbidden ? Forbid(version, forbidden) : version;
    }

    private static ModelVersion Forbid(ModelVersion version, ModelVersion forbidden)
    {
        var gate = forbidden.Gate.DeepClone().AsObject();
        gate["risk"] = version.Gate["risk"]?.DeepClone();
        return version with { Gate = gate, Blocked = true };
    }
}
