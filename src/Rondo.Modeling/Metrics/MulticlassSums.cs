namespace Rondo.Modeling.Metrics;

/// <summary>
/// accuracy, balanced_accuracy (mean recall of the classes that occur), macro_f1 and weighted_f1 (over classes that occur or are
/// predicted; a class never met counts 0), logloss, top3_accuracy, mcc, cost and ece (of the most probable class).
/// </summary>
internal sealed class MulticlassSums(MulticlassScored scored) : ISumMetrics
{
    private const int Rest = 4;

    private readonly int _k = scored.Classes;

    public IReadOnlyList<string> Measures { get; } = ["accuracy", "balanced_accuracy", "macro_f1", "weighted_f1", "logloss", "top3_accuracy", "ece", "mcc", "cost"];

    // Per class: right, true and predicted rows; then rows, log loss, top 3, cost, calibration bins.
    public int Width => (3 * _k) + Rest + CalibrationBins.Width;

    public void Add(int row, Span<double> sums)
    {
        var truth = scored.Truth[row];
        var predicted = scored.Predicted(row);
        var p = scored.Probabilities.AsSpan(row * _k, _k);
        sums[truth] += truth == predicted ? 1 : 0;
        sums[_k + truth] += 1;
        sums[(2 * _k) + predicted] += 1;
        var rest = sums[(3 * _k)..];
        rest[0] += 1;
        rest[1] -= Math.Log(Math.Max(1e-15, p[truth]));
        rest[2] += Rank(p, truth) < 3 ? 1 : 0;
        rest[3] += scored.Costs[(truth * _k) + predicted];
        CalibrationBins.Add(rest[Rest..], p[predicted], truth == predicted);
    }

    public void Compute(ReadOnlySpan<double> sums, Span<double> values)
    {
        var rest = sums[(3 * _k)..];
        var n = rest[0];
        double right = 0, recall = 0, present = 0, macro = 0, weighted = 0, met = 0;
        for (var k = 0; k < _k; k++)
        {
            var (hits, occurs, predicted) = (sums[k], sums[_k + k], sums[(2 * _k) + k]);
            right += hits;
            recall += occurs > 0 ? hits / occurs : 0;
            present += occurs > 0 ? 1 : 0;
            var f1 = occurs + predicted > 0 ? 2 * hits / (occurs + predicted) : 0;
            macro += f1;
            met += occurs + predicted > 0 ? 1 : 0;
            weighted += f1 * occurs;
        }

        values[7] = Matthews(sums, right, n);
        values[8] = rest[3] / n;
        values[0] = right / n;
        values[1] = recall / present;
        values[2] = macro / met;
        values[3] = weighted / n;
        values[4] = rest[1] / n;
        values[5] = rest[2] / n;
        values[6] = CalibrationBins.Error(rest[Rest..], n);
    }

    public (double Successes, double Trials)? Proportion(string measure, ReadOnlySpan<double> sums)
    {
        var rest = sums[(3 * _k)..];
        switch (measure)
        {
            case "top3_accuracy":
                return (rest[2], rest[0]);
            case "accuracy":
                var right = 0.0;
                for (var k = 0; k < _k; k++)
                {
                    right += sums[k];
                }

                return (right, rest[0]);
            default:
                return null;
        }
    }

    // Gorodkin 2004; zero when all rows have, or all predictions are, one class.
    private double Matthews(ReadOnlySpan<double> sums, double right, double n)
    {
        double both = 0, truth = 0, predicted = 0;
        for (var k = 0; k < _k; k++)
        {
            var (t, p) = (sums[_k + k], sums[(2 * _k) + k]);
            both += t * p;
            truth += t * t;
            predicted += p * p;
        }

        var scale = Math.Sqrt(((n * n) - truth) * ((n * n) - predicted));
        return scale == 0 ? 0 : ((right * n) - both) / scale;
    }

    // How many classes are more probable than the true one; of equals, those with a smaller number.
    private static int Rank(ReadOnlySpan<double> p, int truth)
    {
        var rank = 0;
        for (var k = 0; k < p.Length; k++)
        {
            rank += p[k] > p[truth] || (p[k] == p[truth] && k < truth) ? 1 : 0;
        }

        return rank;
    }
}
