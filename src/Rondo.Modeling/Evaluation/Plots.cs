using Rondo.Modeling.Metrics;

namespace Rondo.Modeling.Evaluation;

/// <summary>The drawings of a report: what they are depends on the task.</summary>
internal static class Plots
{
    private const int MostPoints = 2000;

    public static IEnumerable<string> Of(Evaluated evaluated) => evaluated.Model switch
    {
        RegressionScored regression => OfNumbers(regression, evaluated.Times),
        BinaryScored binary => [Roc(binary), PrecisionRecall(binary), Calibration(binary)],
        _ => [],
    };

    private static IEnumerable<string> OfNumbers(RegressionScored scored, long[]? times)
    {
        var shown = Shown(scored.Rows);
        var all = scored.Truth.Concat(scored.Prediction).ToList();
        var range = (all.Min(), all.Max());
        yield return new Plot("Truth and prediction", "truth", "prediction", range, range)
            .Line([(range.Item1, range.Item1), (range.Item2, range.Item2)], "even")
            .Points(shown.Select(i => (scored.Truth[i], scored.Prediction[i]))).ToString();
        var errors = scored.Prediction.Zip(scored.Truth, (p, t) => p - t).ToArray();
        yield return OverTime(errors, times, shown);
        var sorted = errors.Select(Math.Abs).Order().ToArray();
        yield return new Plot("Share of rows within an error", "absolute error", "share of rows", (0, sorted[^1]), (0, 1))
            .Line(Shown(sorted.Length).Select(i => (sorted[i], (i + 1.0) / sorted.Length))).ToString();
    }

    private static string OverTime(double[] errors, long[]? times, int[] shown)
    {
        var start = times?.Min() ?? 0;
        Func<int, double> when = times is null ? i => i : i => (times[i] - start) / 86_400_000_000.0;
        var last = shown.Select(when).DefaultIfEmpty(0).Max();
        return new Plot("Errors (prediction minus truth)", times is null ? "row" : "days since the first row", "error", (0, last), (errors.Min(), errors.Max()))
            .Line([(0, 0), (last, 0)], "even")
            .Points(shown.Select(i => (when(i), errors[i]))).ToString();
    }

    private static string Roc(BinaryScored scored)
    {
        var curve = Thresholds(scored).Select(c => (c.FalsePositives / Math.Max(1, c.Negatives), c.TruePositives / Math.Max(1, c.Positives)));
        return new Plot("ROC curve", "false positive rate", "recall", (0, 1), (0, 1)).Line([(0, 0), (1, 1)], "even").Line(curve.Prepend((0, 0))).ToString();
    }

    private static string PrecisionRecall(BinaryScored scored)
    {
        var curve = Thresholds(scored).Select(c => (c.TruePositives / Math.Max(1, c.Positives), c.TruePositives / Math.Max(1, c.TruePositives + c.FalsePositives)));
        return new Plot("Precision and recall", "recall", "precision", (0, 1), (0, 1)).Line(curve).ToString();
    }

    private static string Calibration(BinaryScored scored)
    {
        var sums = new double[CalibrationBins.Width];
        for (var row = 0; row < scored.Rows; row++)
        {
            CalibrationBins.Add(sums, scored.Probability[row], scored.Truth[row]);
        }

        var points = Enumerable.Range(0, CalibrationBins.Count).Select(b => 3 * b).Where(b => sums[b] > 0).Select(b => (sums[b + 1] / sums[b], sums[b + 2] / sums[b])).ToList();
        return new Plot("Calibration", "stated probability", "share that came true", (0, 1), (0, 1)).Line([(0, 0), (1, 1)], "even").Line(points).Points(points).ToString();
    }

    private static IEnumerable<(double TruePositives, double FalsePositives, double Positives, double Negatives)> Thresholds(BinaryScored scored)
    {
        var sorted = new DescendingScores(scored);
        double positives = scored.Truth.Count(t => t), negatives = scored.Rows - positives;
        double tp = 0, fp = 0;
        var together = new int[scored.Rows];
        var points = new List<(double, double, double, double)>();
        for (var start = 0; start < scored.Rows;)
        {
            var (p, n, end) = sorted.Group(start, [1], together);
            (tp, fp, start) = (tp + p, fp + n, end);
            points.Add((tp, fp, positives, negatives));
        }

        return Shown(points.Count).Select(i => points[i]);
    }

    // Evenly spread, the last one included.
    private static int[] Shown(int count) => count <= MostPoints ? [.. Enumerable.Range(0, count)] : [.. Enumerable.Range(0, MostPoints).Select(i => (int)((long)i * (count - 1) / (MostPoints - 1)))];
}
