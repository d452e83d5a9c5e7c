using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Modeling;
using Rondo.Scoping;

namespace Rondo.Deployment.Retraining;

/// <summary>How a challenger did beside the champion on the test part, which is the newest labelled window.</summary>
internal enum ComparisonVerdict
{
    /// <summary>The whole interval of the difference is on the better side.</summary>
    Better,

    /// <summary>The interval holds zero.</summary>
    NoDifference,

    /// <summary>The whole interval is on the worse side.</summary>
    Worse,

    /// <summary>There was nothing to compare with.</summary>
    Unknown,
}

/// <summary>
/// Reads the paired comparison that evaluation made: both models answer the same rows, and the same resampled rows (stretches of a day where
/// rows have a time, so that the dependence of neighbours counts) give the difference of the measure in each resample; its 2.5 % and 97.5 %
/// points are the interval (paired percentile bootstrap, Efron 1979; for blocks Künsch 1989).
/// </summary>
internal static class ModelComparison
{
    private static readonly Dictionary<TaskKind, string[]> Usual = new()
    {
        [TaskKind.Regression] = ["mae", "rmse"],
        [TaskKind.Binary] = ["auc", "log_loss", "accuracy"],
        [TaskKind.Multiclass] = ["accuracy", "log_loss"],
    };

    /// <summary>The verdict, with the evidence: measure, both values, difference, interval, rows, and the same by slice.</summary>
    public static (ComparisonVerdict Verdict, JsonObject Evidence) Judge(JsonNode evaluation, Charter charter, ModelVersion challenger)
    {
        var all = (evaluation["comparisons"] as JsonArray ?? []).OfType<JsonObject>().Where(c => (string?)c["against"] is "champion").ToList();
        var measure = Measure(charter, all);
        if (measure is null || all.FirstOrDefault(c => Is(c, measure, "")) is not { } whole || (double?)whole["difference"] is not { } difference)
        {
            return (ComparisonVerdict.Unknown, new() { ["verdict"] = "unknown", ["sentence"] = "The champion could not be asked about these rows: nothing was compared." });
        }

        var (low, high) = ((double?)whole["low"], (double?)whole["high"]);
        var lower = MeasureCatalogue.Find(measure)?.Better is not Better.Higher;
        var verdict = Verdict(lower, low, high);
        var rows = (long?)evaluation["rows"] ?? 0;
        var evidence = new JsonObject
        {
            ["verdict"] = verdict.ToString().ToLowerInvariant(),
            ["measure"] = measure,
            ["rows"] = rows,
            ["challenger"] = Value(challenger, measure, "model"),
            ["champion"] = Value(challenger, measure, "champion"),
            ["difference"] = difference,
            ["low"] = low,
            ["high"] = high,
            ["method"] = (string?)evaluation["intervals"],
            ["slices"] = new JsonArray([.. all.Where(c => (string?)c["measure"] == measure && (string?)c["slice"] is { Length: > 0 }).Select(c => c.DeepClone())]),
        };
        evidence["sentence"] = Sentence(verdict, evidence, measure);
        return (verdict, evidence);
    }

    private static ComparisonVerdict Verdict(bool lower, double? low, double? high) => (low, high) switch
    {
        ({ } l, { } h) when (lower ? h < 0 : l > 0) => ComparisonVerdict.Better,
        ({ } l, { } h) when (lower ? l > 0 : h < 0) => ComparisonVerdict.Worse,
        _ => ComparisonVerdict.NoDifference,
    };

    private static string Sentence(ComparisonVerdict verdict, JsonObject e, string measure)
    {
        var word = verdict switch { ComparisonVerdict.Better => "better than", ComparisonVerdict.Worse => "worse than", _ => "not shown to differ from" };
        return string.Create(CultureInfo.InvariantCulture,
            $"On the {e["rows"]} newest labelled rows the challenger is {word} the champion: {measure} {(double?)e["challenger"]:G4} against {(double?)e["champion"]:G4}, difference {(double?)e["difference"]:G3} (95 %: {(double?)e["low"]:G3} … {(double?)e["high"]:G3}).");
    }

    // What the charter speaks of first, else the task's usual measure.
    private static string? Measure(Charter charter, List<JsonObject> comparisons) =>
        charter.Requirements.Select(r => r.Measure).Concat(Usual[charter.Task]).FirstOrDefault(m => comparisons.Any(c => Is(c, m, "")));

    private static double? Value(ModelVersion version, string measure, string role) =>
        version.Measurements.LastOrDefault(m => m.Subject is { Split: "test", Slice: "" } && string.Equals(m.Subject.Role, role, StringComparison.Ordinal) && string.Equals(m.Measure, measure, StringComparison.Ordinal))?.Value;

    private static bool Is(JsonObject comparison, string measure, string slice) =>
        string.Equals((string?)comparison["measure"], measure, StringComparison.Ordinal) && string.Equals((string?)comparison["slice"], slice, StringComparison.Ordinal);
}
