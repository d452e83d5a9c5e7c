namespace Rondo.Modeling.Metrics;

/// <summary>
/// Expected calibration error over ten bins of equal width: the mean distance between the stated probability and the share that came
/// true, weighed by rows (Naeini, Cooper and Hauskrecht 2015).
/// </summary>
internal static class CalibrationBins
{
    public const int Count = 10;

    /// <summary>Rows, sum of probabilities and number of hits for each bin.</summary>
    public const int Width = 3 * Count;

    public static int BinOf(double probability) => Math.Clamp((int)(probability * Count), 0, Count - 1);

    public static void Add(Span<double> sums, double probability, bool hit)
    {
        var bin = 3 * BinOf(probability);
        sums[bin] += 1;
        sums[bin + 1] += probability;
        sums[bin + 2] += hit ? 1 : 0;
    }

    public static double Error(ReadOnlySpan<double> sums, double rows)
    {
        var total = 0.0;
        for (var bin = 0; bin < Width; bin += 3)
        {
            total += Math.Abs(sums[bin + 1] - sums[bin + 2]);
        }

        return total / rows;
    }
}
