using System.Text.Json.Nodes;
using Rondo.Scoping;

namespace Rondo.Modeling;

/// <summary>Measurements as JSON: numbers in base units, null where there is none.</summary>
public static class MeasurementJson
{
    /// <summary>One measurement.</summary>
    public static JsonNode Write(Measurement measurement) => new JsonObject
    {
        ["measure"] = measurement.Measure,
        ["value"] = Number(measurement.Value),
        ["unit"] = measurement.Unit,
        ["role"] = measurement.Subject.Role,
        ["split"] = measurement.Subject.Split,
        ["slice"] = measurement.Subject.Slice,
        ["low"] = Number(measurement.Low),
        ["high"] = Number(measurement.High),
        ["count"] = measurement.Count,
        ["origin"] = measurement.Origin.Length > 0 ? measurement.Origin : null,
    };

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static Measurement Read(JsonObject json) =>
        new((string)json["measure"]!, (double?)json["value"] ?? double.NaN, (string?)json["unit"] ?? "", new((string)json["role"]!, (string)json["split"]!, (string?)json["slice"] ?? ""))
        {
            Low = (double?)json["low"],
            High = (double?)json["high"],
            Count = (long?)json["count"],
            Origin = (string?)json["origin"] ?? "",
        };

    internal static JsonNode? Number(double? value) => value is { } v && double.IsFinite(v) ? v : null;
}
