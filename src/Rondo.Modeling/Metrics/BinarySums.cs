namespace Rondo.Modeling.Metrics;

/// <summary>
/// logloss (probabilities kept 1e-15 away from 0 and 1), brier, accuracy, precision, recall, specificity, f1, balanced_accuracy, mcc,
/// ece, and cost (mean cost of a row).
/// </summary>
internal sealed class BinarySums(BinaryScored scored) : ISumMetrics
{
    private const int TruePositive = 0, FalsePositive = 1, TrueNegative = 2, FalseNegative = 3, LogLoss = 4, Brier = 5, Bins = 6;

    public IReadOnlyList<string> Measures { get; } =
        ["logloss", "brier", "accuracy", "precision", "recall", "specificity", "f1", "balanced_accuracy", "mcc", "ece", "cost"];

    public int Width => Bins + CalibrationBins.Width;

    public void Add(int row, Span<double> sums)
    {
        var (y, p) = (scored.Truth[row], scored.Probability[row]);
        sums[(p >= scored.Threshold, y) switch { (true, true) => TruePositive, (true, false) => FalsePositive, (false, false) => TrueNegative, _ => FalseNegative }] += 1;
        sums[LogLoss] -= Math.Log(Math.Max(1e-15, y ? p : 1 - p));
        sums[Brier] += y ? (1 - p) * (1 - p) : p * p;
        CalibrationBins.Add(sums[Bins..], p, y);
    }

    public void Compute(ReadOnlySpan<double> sums, Span<double> values)
    {
        var (tp, fp, tn, fn) = (sums[TruePositive], sums[FalsePositive], sums[TrueNegative], sums[FalseNegative]);
        var n = tp + fp + tn + fn;
        values[0] = sums[LogLoss] / n;
        values[1] = sums[Brier] / n;
        values[2] = (tp + tn) / n;
        values[3] = tp / (tp + fp);
        values[4] = tp / (tp + fn);
        values[5] = tn / (tn + fp);
        values[6] = 2 * tp / ((2 * tp) + fp + fn);
        values[7] = (values[4] + values[5]) / 2;
        values[8] = Matthews(tp, fp, tn, fn);
        values[9] = CalibrationBins.Error(sums[Bins..], n);
        var costs = scored.Costs;
        values[10] = ((tp * costs.TruePositive) + (fp * costs.FalsePositive) + (tn * costs.TrueNegative) + (fn * costs.FalseNegative)) / n;
    }

    public (double Successes, double Trials)? Proportion(string measure, ReadOnlySpan<double> sums)
    {
        var (tp, fp, tn, fn) = (sums[TruePositive], sums[FalsePositive], sums[TrueNegative], sums[FalseNegative]);
        return measure switch
        {
            "accuracy" => (tp + tn, tp + fp + tn + fn),
            "precision" => (tp, tp + fp),
            "recall" => (tp, tp + fn),
            "specificity" => (tn, tn + fp),
            _ => null,
        };
    }

    // Zero when a row or a column of the table is empty, as is usual (Chicco and Jurman 2020).
    private static double Matthews(double tp, double fp, double tn, double fn)
    {
        var scale = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn);
        return scale == 0 ? 0 : ((tp * tn) - (fp * fn)) / Math.Sqrt(scale);
    }
}
