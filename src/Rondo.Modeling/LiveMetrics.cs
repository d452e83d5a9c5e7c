using System.Globalization;
using Rondo.Bundles;
using Rondo.Modeling.Metrics;
using Rondo.Scoping;

namespace Rondo.Modeling;

/// <summary>Answers given in use, and what turned out to be true of them.</summary>
/// <param name="At">When each was given, in microseconds since 1970.</param>
/// <param name="Truth">A number in invariant form for regression, a class otherwise.</param>
/// <param name="Value">The predicted number, the probability of the positive class, or that of the predicted class.</param>
/// <param name="Label">The predicted class; null for regression.</param>
public sealed record LabelledRows(IReadOnlyList<long> At, IReadOnlyList<string> Truth, IReadOnlyList<double> Value, IReadOnlyList<string?> Label)
{
    /// <summary>How many there are.</summary>
    public int Count => At.Count;
}

/// <summary>The metrics of answers given in use, as a gate would compute them of a split: with 95 % intervals by resampling stretches of time.</summary>
public static class LiveMetrics
{
    private const int Resampled = 200;
    private const ulong Seed = 1;

    /// <summary>
    /// Measures, as measurements on <c>production</c>. Of several classes only the predicted one's probability is kept with an answer, so
    /// that measures of all probabilities (logloss, ece, top3_accuracy) are left out.
    /// </summary>
    public static IReadOnlyList<Measurement> Of(Charter charter, Signature signature, LabelledRows rows)
    {
        var usable = Usable(signature, rows);
        if (usable.Length == 0)
        {
            return [];
        }

        var scored = Score(charter, signature, rows, usable);
        var blocks = Blocks.OfTime([.. usable.Select(i => rows.At[i])]);
        var task = Enum.Parse<TaskKind>(signature.Task, ignoreCase: true);
        var measured = Measuring.Measure(scored, blocks, new(blocks.Count, Resampled, Seed));
        return
        [
            .. measured.Where(m => !double.IsNaN(m.Value) && MeasureCatalogue.Find(m.Measure) is { } measure && MeasuringPlace.Find(measure, "production", task) is not null)
                .Select(m => new Measurement(m.Measure, m.Value, "", new("model", "production")) { Low = m.Low, High = m.High, Count = usable.Length }),
        ];
    }

    // What has no answer, or a truth that the task does not know, measures nothing.
    private static int[] Usable(Signature signature, LabelledRows rows) =>
        [.. Enumerable.Range(0, rows.Count).Where(i => double.IsFinite(rows.Value[i]) && (signature.Task == Signature.Regression ? Number(rows.Truth[i]) is not null : signature.Classes.Contains(rows.Truth[i], StringComparer.Ordinal)))];

    private static Scored Score(Charter charter, Signature signature, LabelledRows rows, int[] usable)
    {
        var values = Array.ConvertAll(usable, i => rows.Value[i]);
        if (signature.Task == Signature.Regression)
        {
            return new RegressionScored(Array.ConvertAll(usable, i => Number(rows.Truth[i])!.Value), values, Distances(charter));
        }

        if (signature.Task == Signature.Binary)
        {
            var (no, yes) = (signature.Classes[0], signature.Classes[1]);
            var costs = new ErrorCosts(charter.CostOf(yes, yes, yes), charter.CostOf(no, yes, yes), charter.CostOf(no, no, yes), charter.CostOf(yes, no, yes));
            return new BinaryScored(Array.ConvertAll(usable, i => string.Equals(rows.Truth[i], yes, StringComparison.Ordinal)), values, costs.Threshold, costs);
        }

        var number = signature.Classes.Select((c, i) => (c, i)).ToDictionary(c => c.c, c => c.i, StringComparer.Ordinal);
        var certain = new double[usable.Length * signature.Classes.Count];
        for (var row = 0; row < usable.Length; row++)
        {
            if (rows.Label[usable[row]] is { } label && number.TryGetValue(label, out var predicted))
            {
                certain[(row * signature.Classes.Count) + predicted] = 1;
            }
        }

        return MulticlassScored.Of(Array.ConvertAll(usable, i => number[rows.Truth[i]]), certain, signature.Classes.Count, (t, p) => charter.CostOf(signature.Classes[t], signature.Classes[p]));
    }

    private static double[] Distances(Charter charter) =>
        [.. charter.Requirements.Where(r => r.Measure.StartsWith("within(", StringComparison.Ordinal)).Select(r => Number(r.Measure[7..^1])).OfType<double>().Distinct()];

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
