using Rondo.Kernel;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>
/// The risk tier that a content brings with it, whatever a charter says now: the strictest of what is on record of it here, under any name.
/// That is the tier of its gate, of the charter of the run that registered it, and the one that was said of it where it comes from.
/// </summary>
internal static class OwnRisk
{
    /// <summary>Of a version; null where nothing says it.</summary>
    public static Task<RiskTier?> OfAsync(Workspace workspace, ModelVersion version, CancellationToken ct) => OfAsync(workspace, version.Digest, version, ct);

    /// <summary>Of a content, as far as it is registered here; null where nothing says it.</summary>
    public static Task<RiskTier?> OfAsync(Workspace workspace, Digest content, CancellationToken ct) => OfAsync(workspace, content, null, ct);

    private static async Task<RiskTier?> OfAsync(Workspace workspace, Digest content, ModelVersion? version, CancellationToken ct)
    {
        var store = new ModelStore(workspace);
        var strictest = version?.Risk;
        foreach (var same in await store.OfDigestAsync(content, ct))
        {
            var said = (await store.EvidenceAsync(same.Model, same.Version, ct)).Where(e => e.Kind is ImportModel.SaidElsewhere).Select(e => RiskWord.Read(e.Content["gate"]?["risk"]));
            strictest = RiskWord.Stricter([strictest, same.Risk, (await RegisteredCharter.OfAsync(workspace, same, ct))?.Risk, .. said]);
        }

        return strictest;
    }
}
