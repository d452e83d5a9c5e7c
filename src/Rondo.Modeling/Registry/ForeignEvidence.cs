using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Bundles;

namespace Rondo.Modeling.Registry;

/// <summary>What a bundle says was measured where it comes from, who registered it there and under which tier. Nobody here measured it: it is kept as said, and the gate does not rest on it.</summary>
internal static class ForeignEvidence
{
    /// <summary>Keeps it with the version, where there is any.</summary>
    public static async Task KeepAsync(DbTransaction transaction, ModelVersion version, Evidence? told, CancellationToken ct)
    {
        if (told is null)
        {
            return;
        }

        var said = new JsonObject { ["measured"] = new JsonObject(told.Measured.Select(m => KeyValuePair.Create(m.Key, (JsonNode?)m.Value))), ["registeredBy"] = told.RegisteredBy };
        if (RiskWord.Read(told.Risk) is { } tier)
        {
            said["gate"] = new JsonObject { ["risk"] = RiskWord.Of(tier) };
        }

        await ModelWrites.AddEvidenceAsync(transaction, version.Model, version.Version, new(ImportModel.SaidElsewhere, said, version.CreatedAt, version.CreatedBy), ct);
    }
}
