using System.Globalization;
using System.Text.Json.Nodes;

namespace Rondo.Modeling.Registry;

/// <summary>Versions as JSON.</summary>
public static class ModelJson
{
    /// <summary>A version with gate and measurements; digests in hexadecimal, times in ISO 8601.</summary>
    public static JsonObject Write(ModelVersion version) => new()
    {
        ["model"] = version.Model,
        ["version"] = version.Version,
        ["digest"] = version.Digest.Hex,
        ["bundle"] = version.Bundle.Hex,
        ["origin"] = version.Origin,
        ["run"] = version.Run?.Value,
        ["aliases"] = new JsonArray([.. version.Aliases.Select(a => (JsonNode)a)]),
        ["createdAt"] = Time(version.CreatedAt),
        ["createdBy"] = version.CreatedBy,
        ["pushedBy"] = version.PushedBy,
        ["blocked"] = version.Blocked,
        ["gate"] = version.Gate.DeepClone(),
        ["lineage"] = new JsonObject(version.Lineage.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value.Hex))),
        ["measurements"] = new JsonArray([.. version.Measurements.Select(MeasurementJson.Write)]),
    };

    internal static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
