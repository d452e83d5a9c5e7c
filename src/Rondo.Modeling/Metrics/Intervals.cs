namespace Rondo.Modeling.Metrics;

/// <summary>95 % confidence intervals.</summary>
internal static class Intervals
{
    /// <summary>The 97.5 % point of the normal distribution.</summary>
    public const double Z = 1.959963984540054;

    /// <summary>A share's interval (Wilson 1927); null without trials.</summary>
    public static (double Low, double High)? Wilson(double successes, double trials)
    {
        if (trials <= 0)
        {
            return null;
        }

        var p = successes / trials;
        var z2 = Z * Z / trials;
        var centre = (p + (z2 / 2)) / (1 + z2);
        var half = Z * Math.Sqrt((p * (1 - p) / trials) + (z2 / (4 * trials))) / (1 + z2);
        return (successes <= 0 ? 0 : centre - half, successes >= trials ? 1 : centre + half);
    }

    /// <summary>
    /// The 2.5 % and 97.5 % points of bootstrap replicates (Efron 1979). Null with fewer than two rows, and when the measure was not
    /// defined in more than a tenth of the resamples.
    /// </summary>
    public static (double Low, double High)? Percentile(double[] replicates, int rows)
    {
        var finite = Array.FindAll(replicates, double.IsFinite);
        if (rows < 2 || finite.Length == 0 || finite.Length < 0.9 * replicates.Length)
        {
            return null;
        }

        Array.Sort(finite);
        return (Quantile(finite, 0.025), Quantile(finite, 0.975));
    }

    /// <summary>
    /// The same, moved so that the replicates' mean lies on the value: for measures made of absolute distances, which the noise of a resample
    /// can only make larger (Efron and Tibshirani 1993, chapter 10). Not below zero.
    /// </summary>
    public static (double Low, double High)? Centred(double[] replicates, double value, int rows)
    {
        var finite = Array.FindAll(replicates, double.IsFinite);
        var bias = finite.Length == 0 ? 0 : finite.Average() - value;
        return Percentile(replicates, rows) is var (low, high) ? (Math.Max(0, Math.Min(value, low - bias)), Math.Max(value, high - bias)) : null;
    }

    /// <summary>A quantile of sorted values, linear between neighbours.</summary>
    public static double Quantile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }
}
