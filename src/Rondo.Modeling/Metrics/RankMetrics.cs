namespace Rondo.Modeling.Metrics;

/// <summary>medae: the median of the absolute errors; the mean of the two middle ones for an even number of rows.</summary>
internal sealed class MedianError : IRankMetric
{
    private readonly int[] _order;
    private readonly double[] _errors;

    public MedianError(RegressionScored scored)
    {
        _order = [.. Enumerable.Range(0, scored.Rows)];
        _errors = Array.ConvertAll(_order, i => Math.Abs(scored.Prediction[i] - scored.Truth[i]));
        Array.Sort((double[])_errors.Clone(), _order);
    }

    public string Measure => "medae";

    public double Value(ReadOnlySpan<byte> weights, ReadOnlySpan<int> blockOf)
    {
        long total = 0;
        foreach (var block in blockOf)
        {
            total += weights[block];
        }

        if (total == 0)
        {
            return double.NaN;
        }

        var (lower, upper, seen) = ((total - 1) / 2, total / 2, 0L);
        var low = double.NaN;
        foreach (var row in _order)
        {
            seen += weights[blockOf[row]];
            low = double.IsNaN(low) && seen > lower ? _errors[row] : low;
            if (seen > upper)
            {
                return (low + _errors[row]) / 2;
            }
        }

        return double.NaN;
    }
}

/// <summary>auc: the area under the ROC curve; equal scores count half.</summary>
internal sealed class RocArea(BinaryScored scored) : IRankMetric
{
    private readonly DescendingScores _rows = new(scored);

    public string Measure => "auc";

    public double Value(ReadOnlySpan<byte> weights, ReadOnlySpan<int> blockOf)
    {
        double positives = 0, negatives = 0, area = 0;
        for (var start = 0; start < _rows.Order.Length;)
        {
            var (p, n, end) = _rows.Group(start, weights, blockOf);
            area += (n * positives) + (n * p / 2);
            positives += p;
            negatives += n;
            start = end;
        }

        return area / (positives * negatives);
    }
}

/// <summary>pr_auc: average precision, the sum of precision times the step in recall over the distinct scores (no interpolation).</summary>
internal sealed class AveragePrecision(BinaryScored scored) : IRankMetric
{
    private readonly DescendingScores _rows = new(scored);

    public string Measure => "pr_auc";

    public double Value(ReadOnlySpan<byte> weights, ReadOnlySpan<int> blockOf)
    {
        double positives = 0, all = 0, sum = 0;
        for (var start = 0; start < _rows.Order.Length;)
        {
            var (p, n, end) = _rows.Group(start, weights, blockOf);
            positives += p;
            all += p + n;
            sum += p > 0 ? p * positives / all : 0;
            start = end;
        }

        return sum / positives;
    }
}

/// <summary>Rows from the highest probability to the lowest.</summary>
internal sealed class DescendingScores
{
    private readonly BinaryScored _scored;

    public DescendingScores(BinaryScored scored)
    {
        _scored = scored;
        Order = [.. Enumerable.Range(0, scored.Rows)];
        Array.Sort(Array.ConvertAll(scored.Probability, p => -p), Order);
    }

    public int[] Order { get; }

    /// <summary>The weight of positives and negatives that share the score at <paramref name="start"/>, and where the next score begins.</summary>
    public (double Positives, double Negatives, int End) Group(int start, ReadOnlySpan<byte> weights, ReadOnlySpan<int> blockOf)
    {
        var score = _scored.Probability[Order[start]];
        double positives = 0, negatives = 0;
        var end = start;
        for (; end < Order.Length && _scored.Probability[Order[end]] == score; end++)
        {
            var row = Order[end];
            var weight = weights[blockOf[row]];
            if (_scored.Truth[row])
            {
                positives += weight;
            }
            else
            {
                negatives += weight;
            }
        }

        return (positives, negatives, end);
    }
}
