using Rondo.Scoping;

namespace Rondo.Modeling.Metrics;

/// <summary>
/// mae, rmse, r2, bias (mean of prediction minus truth), mape (rows whose truth is 0 left out; a share, not percent) and smape
/// (2|e| / (|truth| + |prediction|), 0 where both are 0), and within(x).
/// </summary>
internal sealed class RegressionSums : ISumMetrics
{
    private const int N = 0, Absolute = 1, Squared = 2, Signed = 3, Truth = 4, TruthSquared = 5, Relative = 6, RelativeRows = 7, Symmetric = 8, Within = 9;

    private readonly RegressionScored _scored;
    private readonly double _centre;

    public RegressionSums(RegressionScored scored)
    {
        _scored = scored;
        Measures = ["mae", "rmse", "r2", "bias", "mape", "smape", .. scored.Distances.Select(MeasureCatalogue.Within)];
        _centre = scored.Rows == 0 ? 0 : scored.Truth.Average();      // keeps the sum of squares exact enough for r2
    }

    public IReadOnlyList<string> Measures { get; }

    public int Width => Within + _scored.Distances.Count;

    public void Add(int row, Span<double> sums)
    {
        var (y, p) = (_scored.Truth[row], _scored.Prediction[row]);
        var e = p - y;
        sums[N] += 1;
        sums[Absolute] += Math.Abs(e);
        sums[Squared] += e * e;
        sums[Signed] += e;
        sums[Truth] += y - _centre;
        sums[TruthSquared] += (y - _centre) * (y - _centre);
        if (y != 0)
        {
            sums[Relative] += Math.Abs(e / y);
            sums[RelativeRows] += 1;
        }

        var scale = Math.Abs(y) + Math.Abs(p);
        sums[Symmetric] += scale == 0 ? 0 : 2 * Math.Abs(e) / scale;
        for (var i = 0; i < _scored.Distances.Count; i++)
        {
            sums[Within + i] += Math.Abs(e) <= _scored.Distances[i] ? 1 : 0;
        }
    }

    public void Compute(ReadOnlySpan<double> sums, Span<double> values)
    {
        var n = sums[N];
        var spread = sums[TruthSquared] - (sums[Truth] * sums[Truth] / n);
        values[0] = sums[Absolute] / n;
        values[1] = Math.Sqrt(sums[Squared] / n);
        values[2] = n >= 2 && spread > 0 ? 1 - (sums[Squared] / spread) : double.NaN;
        values[3] = sums[Signed] / n;
        values[4] = sums[Relative] / sums[RelativeRows];
        values[5] = sums[Symmetric] / n;
        for (var i = 0; i < _scored.Distances.Count; i++)
        {
            values[6 + i] = sums[Within + i] / n;
        }
    }

    public (double Successes, double Trials)? Proportion(string measure, ReadOnlySpan<double> sums)
    {
        for (var i = 0; i < _scored.Distances.Count; i++)
        {
            if (string.Equals(measure, Measures[6 + i], StringComparison.Ordinal))
            {
                return (sums[Within + i], sums[N]);
            }
        }

        return null;
    }
}
