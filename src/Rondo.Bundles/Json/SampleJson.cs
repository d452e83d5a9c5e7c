using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Bundles.Json;

/// <summary>samples.json: columns of inputs and of expected outputs. Null is null; infinities are the texts JSON has no number for.</summary>
internal static class SampleJson
{
    public static string Write(Replay replay, Signature signature)
    {
        var inputs = new JsonObject(signature.Inputs.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)Column(replay.Inputs[f.Name]))));
        var expected = new JsonObject { ["values"] = Numbers(replay.Expected.Values) };
        if (replay.Expected.Labels is { } labels)
        {
            expected["labels"] = JsonText.Array(labels);
        }

        if (replay.Expected.Probabilities is { } probabilities)
        {
            expected["probabilities"] = new JsonArray([.. probabilities.Select(p => (JsonNode)Numbers(p))]);
        }

        return CanonicalJson.Text(new JsonObject { ["inputs"] = inputs, ["expected"] = expected });
    }

    public static Replay Read(JsonElement root, Signature signature)
    {
        var inputs = root.GetProperty("inputs");
        var expected = root.GetProperty("expected");
        return new Replay(
            signature.Inputs.ToDictionary(f => f.Name, f => Column(f.Type, inputs.GetProperty(f.Name)), StringComparer.Ordinal),
            new PredictionBatch(
                Numbers(expected.GetProperty("values")),
                expected.Find("labels") is null ? null : [.. expected.Texts("labels")],
                expected.Find("probabilities") is { } p ? [.. p.EnumerateArray().Select(Numbers)] : null));
    }

    public static JsonNode? Number(double value) => value switch
    {
        double.NaN => null,
        double.PositiveInfinity => "Infinity",
        double.NegativeInfinity => "-Infinity",
        _ => JsonValue.Create(value),
    };

    public static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => double.NaN,
        JsonValueKind.String => value.GetString() switch
        {
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            _ => throw new FormatException("A number is expected."),
        },
        _ => value.GetDouble(),
    };

    private static JsonArray Column(Array column) => column switch
    {
        double[] numbers => Numbers(numbers),
        long[] times => new JsonArray([.. times.Select(t => t == long.MinValue ? null : (JsonNode)JsonValue.Create(t))]),
        string?[] texts => JsonText.Array(texts.Select(t => t ?? "")),
        _ => throw new ArgumentException($"A column of {column.GetType().Name} cannot be written.", nameof(column)),
    };

    private static Array Column(FieldType type, JsonElement column) => type switch
    {
        FieldType.Text => column.EnumerateArray().Select(e => e.GetString() ?? "").ToArray(),
        FieldType.Timestamp => column.EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? long.MinValue : e.GetInt64()).ToArray(),
        _ => Numbers(column),
    };

    private static JsonArray Numbers(IEnumerable<double> values) => new([.. values.Select(Number)]);

    private static double[] Numbers(JsonElement values) => [.. values.EnumerateArray().Select(Number)];
}
