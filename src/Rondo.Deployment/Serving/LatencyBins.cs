using System.Numerics;

namespace Rondo.Deployment.Serving;

/// <summary>
/// Bins of a duration in microseconds, eight to an octave: a quantile read from them is at most 12.5 % above the true one. The last bin is
/// everything above a minute.
/// </summary>
internal static class LatencyBins
{
    public const int Count = 26 * Steps;
    private const int Steps = 8;
    private const int StepBits = 3;

    public static int Of(long micros)
    {
        if (micros < Steps)
        {
            return (int)Math.Max(0, micros);
        }

        var octave = BitOperations.Log2((ulong)micros);
        return Math.Min(Count - 1, ((octave - StepBits + 1) * Steps) + (int)((micros >> (octave - StepBits)) & (Steps - 1)));
    }

    /// <summary>The smallest duration above a bin, in microseconds.</summary>
    public static long End(int bin)
    {
        var octave = bin / Steps;
        return octave == 0 ? bin + 1 : (long)(Steps + (bin % Steps) + 1) << (octave - 1);
    }

    /// <summary>The upper end of the bin in which a quantile lies, in seconds; null without observations.</summary>
    public static double? Quantile(ReadOnlySpan<int> bins, double share)
    {
        long total = 0;
        foreach (var count in bins)
        {
            total += count;
        }

        var rank = (long)Math.Ceiling(total * share);
        for (var bin = 0; bin < bins.Length && total > 0; bin++)
        {
            rank -= bins[bin];
            if (rank <= 0)
            {
                return End(bin) / 1e6;
            }
        }

        return null;
    }
}
