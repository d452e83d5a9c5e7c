using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Scoping;

namespace Rondo.Modeling.Registry;

/// <summary>The version that an imported bundle becomes.</summary>
internal static class ImportedVersion
{
    /// <summary>The word that marks such a version's origin.</summary>
    public const string Origin = "imported";

    /// <summary>Judged by the charter of the request; without one there is nothing to hold it to, and nothing is blocked.</summary>
    public static ModelVersion Of(Bundle bundle, string name, ImportRequest request, IReadOnlyList<Measurement> here, DateTimeOffset now)
    {
        var gate = request.Charter is { } charter ? GateReport.Judge(charter, here) : null;
        return new(name, 0, bundle.Identity, default)
        {
            Origin = Origin,
            Lineage = bundle.Manifest.Lineage,
            Gate = gate is null ? new JsonObject { ["overall"] = GateReport.None, ["judgements"] = new JsonArray() } : VersionJudging.ToJson(gate, request.Charter!),
            Blocked = gate?.BlocksPromotion(request.Charter!.Risk) ?? false,
            Measurements = here,
            CreatedAt = now,
            CreatedBy = request.User,
        };
    }
}
