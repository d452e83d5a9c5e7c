namespace Rondo.Deployment.Drift;

/// <summary>What two samples over the same cells differ by.</summary>
/// <param name="Distance">Squared Jensen-Shannon distance with base 2: the divergence, from 0 to 1.</param>
/// <param name="Shape">The likelihood ratio of homogeneity (G), chi-square with cells - 1 degrees in large samples.</param>
/// <param name="Ranks">Location and scale: the squared standardised sums of Wilcoxon's and (made orthogonal to it) Mood's scores, chi-square with <paramref name="RankDegrees"/> degrees; after Lepage 1971.</param>
/// <param name="RankDegrees">2, less where the cells cannot tell.</param>
/// <param name="Unseen">Rows of the traffic in cells where the reference has none.</param>
internal readonly record struct CellStatistics(double Distance, double Shape, double Ranks, int RankDegrees, long Unseen)
{
    private static readonly double[] Cached = [.. Enumerable.Range(0, 4096).Select(x => x == 0 ? 0 : x * Math.Log(x))];

    public static CellStatistics Of(long[] reference, long[] current, int ordered)
    {
        long n = 0, m = 0, unseen = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            n += reference[i];
            m += current[i];
            unseen += reference[i] == 0 ? current[i] : 0;
        }

        if (n == 0 || m == 0)
        {
            return new(0, 0, 0, 0, 0);
        }

        double shape = 0, divergence = 0;
        for (var i = 0; i < reference.Length; i++)
        {
            var (r, c) = (reference[i], current[i]);
            shape += Entropy(r) + Entropy(c) - Entropy(r + c);
            divergence += Share(r / (double)n, c / (double)m);
        }

        shape = 2 * (shape - Entropy(n) - Entropy(m) + Entropy(n + m));
        var (ranks, degrees) = ordered > 1 ? OfRanks(reference.AsSpan(0, ordered), current.AsSpan(0, ordered), n, m) : (0, 0);
        return new(Math.Clamp(divergence / (2 * Math.Log(2)), 0, 1), Math.Max(0, shape), ranks, degrees, unseen);
    }

    private static double Entropy(long x) => x < Cached.Length ? Cached[x] : x * Math.Log(x);

    private static double Share(double p, double q)
    {
        var middle = (p + q) / 2;
        return (p > 0 ? p * Math.Log(p / middle) : 0) + (q > 0 ? q * Math.Log(q / middle) : 0);
    }

    // Scores have mean 0 over the ordered cells of both samples; a missing value scores 0, the same under both.
    private static (double Statistic, int Degrees) OfRanks(ReadOnlySpan<long> reference, ReadOnlySpan<long> current, double n, double m)
    {
        Span<double> weights = reference.Length <= 256 ? stackalloc double[reference.Length] : new double[reference.Length];
        Span<double> place = reference.Length <= 256 ? stackalloc double[reference.Length] : new double[reference.Length];
        Span<double> spread = reference.Length <= 256 ? stackalloc double[reference.Length] : new double[reference.Length];
        double total = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = reference[i] + current[i];
            place[i] = total + (weights[i] / 2);
            total += weights[i];
        }

        for (var i = 0; i < place.Length; i++)
        {
            place[i] = (place[i] / total) - 0.5;
            spread[i] = place[i] * place[i];
        }

        Centre(spread, weights, total);
        var slope = Product(spread, place, weights) / Math.Max(1e-300, Product(place, place, weights));
        for (var i = 0; i < spread.Length; i++)
        {
            spread[i] -= slope * place[i];
        }

        var all = n + m;
        var factor = n * m / (all * (all - 1));
        var location = Standardised(place, weights, current, factor, m / all);
        var scale = Standardised(spread, weights, current, factor, m / all);
        return (location.GetValueOrDefault() + scale.GetValueOrDefault(), (location is null ? 0 : 1) + (scale is null ? 0 : 1));
    }

    private static void Centre(Span<double> scores, ReadOnlySpan<double> weights, double total)
    {
        double mean = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            mean += scores[i] * weights[i] / total;
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] -= mean;
        }
    }

    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> weights)
    {
        double sum = 0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i] * weights[i];
        }

        return sum;
    }

    private static double? Standardised(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights, ReadOnlySpan<long> current, double factor, double share)
    {
        var variance = factor * Product(scores, scores, weights);
        if (variance < 1e-9)
        {
            return null;
        }

        double sum = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            sum += scores[i] * (current[i] - (share * weights[i]));
        }

        return sum * sum / variance;
    }
}
