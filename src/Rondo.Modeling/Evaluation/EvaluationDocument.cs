using System.Text.Json.Nodes;
using Rondo.Scoping;

namespace Rondo.Modeling.Evaluation;

/// <summary>What was measured of a model on one split, as <c>evaluation.json</c> holds it.</summary>
internal sealed record EvaluationDocument(string Split, TaskKind Task, long Rows, IReadOnlyList<Measurement> Measurements)
{
    /// <summary>Differences between the model and the baseline or champion on the same rows.</summary>
    public IReadOnlyList<Comparison> Comparisons { get; init; } = [];

    /// <summary>What the baseline is.</summary>
    public string Baseline { get; init; } = "";

    /// <summary>How intervals were made.</summary>
    public string Intervals { get; init; } = "";

    /// <summary>From which probability on an event is predicted.</summary>
    public double? Threshold { get; init; }

    /// <summary>Classification: the labels, then rows by truth and answer.</summary>
    public Confusion? Confusion { get; init; }

    /// <summary>Sentences for people.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The model's value of a measure on all rows; NaN when it was not measured.</summary>
    public double Value(string measure, string role = "model") =>
        Measurements.FirstOrDefault(m => Is(m.Measure, measure) && Is(m.Subject.Role, role) && m.Subject.Slice.Length == 0)?.Value ?? double.NaN;

    /// <summary>The document as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["format"] = 1,
        ["split"] = Split,
        ["task"] = Task.ToString().ToLowerInvariant(),
        ["rows"] = Rows,
        ["intervals"] = Intervals,
        ["baseline"] = Baseline,
        ["threshold"] = Threshold,
        ["measurements"] = new JsonArray([.. Measurements.Select(MeasurementJson.Write)]),
        ["comparisons"] = new JsonArray([.. Comparisons.Select(c => c.ToJson())]),
        ["confusion"] = Confusion?.ToJson(),
        ["warnings"] = new JsonArray([.. Warnings.Select(w => (JsonNode)w)]),
    };

    /// <summary>Reads what <see cref="ToJson"/> wrote: its measurements.</summary>
    public static IReadOnlyList<Measurement> ReadMeasurements(JsonNode document) =>
        [.. (document["measurements"] as JsonArray ?? []).Select(m => MeasurementJson.Read((JsonObject)m!))];

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);
}

/// <summary>How far apart two models are on the same rows: the model's value minus the other's.</summary>
internal sealed record Comparison(string Against, string Measure, string Slice, double Difference, double? Low, double? High)
{
    /// <summary>The comparison as JSON.</summary>
    public JsonNode ToJson() => new JsonObject
    {
        ["against"] = Against,
        ["measure"] = Measure,
        ["slice"] = Slice,
        ["difference"] = MeasurementJson.Number(Difference),
        ["low"] = MeasurementJson.Number(Low),
        ["high"] = MeasurementJson.Number(High),
    };
}

/// <summary>Rows by truth (first index) and answer.</summary>
internal sealed record Confusion(IReadOnlyList<string> Labels, int[][] Counts)
{
    /// <summary>The table as JSON.</summary>
    public JsonNode ToJson() => new JsonObject
    {
        ["labels"] = new JsonArray([.. Labels.Select(l => (JsonNode)l)]),
        ["counts"] = new JsonArray([.. Counts.Select(r => new JsonArray([.. r.Select(c => (JsonNode)c)]))]),
    };
}
