using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Modeling.Evaluation;
using Rondo.Modeling.Training;

namespace Rondo.Modeling.Registry;

/// <summary>Writes the card of a model: what it is for, what it was made of, how well it does, where it should not be trusted.</summary>
internal sealed class ModelCard(string name, JsonObject charter, TrainingDocument training, EvaluationDocument test, Signature signature)
{
    private readonly StringBuilder _text = new();

    /// <summary>The card in Markdown.</summary>
    public string Write()
    {
        _text.Append("# ").Append(name).Append("\n\n");
        Purpose();
        Quality();
        Slices();
        Making();
        Limits();
        return _text.ToString();
    }

    private void Purpose()
    {
        _text.Append("## What it is for\n\n");
        Line("Problem", Word("problem"));
        Line("Objective", Word("objective"));
        Line("It predicts", $"{training.Target} ({training.Task.ToString().ToLowerInvariant()})");
        Line("One prediction is about", Word("unit"));
        Line("Use", (string?)(charter["use"] as JsonObject)?["how"]);
        Line("Risk", Word("risk"));
        Line("Sensitivity", Word("sensitivity"));
        Line("Owner", (string?)(charter["people"] as JsonObject)?["owner"]);
        if (charter["requirements"] is JsonArray { Count: > 0 } requirements)
        {
            _text.Append("\nRequirements:\n\n").AppendJoin("", requirements.Select(r => $"- {(string?)r}\n"));
        }
    }

    private void Quality()
    {
        _text.Append(CultureInfo.InvariantCulture, $"\n## How well it does\n\nOn the {test.Split} part, {test.Rows} rows. Intervals: {test.Intervals}.");
        _text.Append(test.Baseline.Length > 0 ? $" Baseline: {test.Baseline}.\n\n" : "\n\n").Append("| measure | model | 95 % | baseline |\n| --- | --- | --- | --- |\n");
        foreach (var m in test.Measurements.Where(m => m.Subject is { Role: "model", Slice: "" } && !m.Measure.Contains(" - ", StringComparison.Ordinal)))
        {
            var baseline = test.Value(m.Measure, "baseline");
            _text.Append("| ").Append(m.Measure).Append(" | ").Append(Number(m.Value)).Append(" | ").Append(m is { Low: { } low, High: { } high } ? $"{Number(low)} … {Number(high)}" : "").Append(" | ").Append(double.IsNaN(baseline) ? "" : Number(baseline)).Append(" |\n");
        }
    }

    private void Slices()
    {
        var metric = training.Metric.Length > 0 ? training.Metric : "accuracy";
        var rows = test.Measurements.Where(m => m.Subject.Role is "model" && m.Subject.Slice.Length > 0 && string.Equals(m.Measure, metric, StringComparison.Ordinal)).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        _text.Append(CultureInfo.InvariantCulture, $"\n## By slice\n\n| slice | rows | {metric} | 95 % |\n| --- | --- | --- | --- |\n");
        foreach (var m in rows)
        {
            var few = m.Count < 30 ? " (too few to judge)" : "";
            _text.Append(CultureInfo.InvariantCulture, $"| {m.Subject.Slice.Replace("|", "\\|", StringComparison.Ordinal)} | {m.Count}{few} | {Number(m.Value)} | {(m is { Low: { } low, High: { } high } ? $"{Number(low)} … {Number(high)}" : "")} |\n");
        }
    }

    private void Making()
    {
        _text.Append(CultureInfo.InvariantCulture, $"\n## How it was made\n\n- {training.Trainer}, {training.Rounds} rounds, seed {training.Seed}; chosen by {training.Metric} on {training.ValidationRows} validation rows; learned from {training.TrainRows} rows.\n");
        if (training.Verification is { } check)
        {
            _text.Append(CultureInfo.InvariantCulture, $"- The graph was compared with training on {check.Rows} rows: largest difference {check.LargestError:E1}.\n");
        }

        if (training.Importance.Count > 0)
        {
            _text.Append("- What it looks at most: ").AppendJoin(", ", training.Importance.Take(8).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Column} {i.Share:P0}"))).Append(".\n");
        }

        _text.Append("\n| input | type | range or values |\n| --- | --- | --- |\n");
        foreach (var field in signature.Inputs)
        {
            var range = field switch
            {
                { Categories: { } values } => string.Join(", ", values.Take(12)) + (values.Count > 12 ? " …" : ""),
                { Type: FieldType.Timestamp, Minimum: { } low, Maximum: { } high } => $"{Time(low)} … {Time(high)}",
                { Minimum: { } low, Maximum: { } high } => $"{Number(low)} … {Number(high)}",
                _ => "",
            };
            _text.Append("| ").Append(Cell(field.Name)).Append(" | ").Append(field.Type.ToString().ToLowerInvariant()).Append(" | ").Append(Cell(range)).Append(" |\n");
        }
    }

    private void Limits()
    {
        _text.Append("\n## Limits\n\n- Outside the ranges above it has seen nothing.\n- A text it never met counts as unknown, not as an error.\n");
        foreach (var column in training.LeftOut)
        {
            _text.Append("- Not used: ").Append(column.Column).Append(" (").Append(column.Reason).Append(").\n");
        }

        foreach (var warning in training.Warnings)
        {
            _text.Append("- ").Append(warning).Append('\n');
        }
    }

    private string? Word(string key) => charter[key] is JsonValue value ? value.ToString() : null;

    private void Line(string label, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            _text.Append("- ").Append(label).Append(": ").Append(text.ReplaceLineEndings(" ").Trim()).Append('\n');
        }
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");

    private static string Time(double micros) => DateTimeOffset.UnixEpoch.AddTicks((long)micros * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Number(double value) => double.IsNaN(value) ? "–" : Plot.Number(value);
}
