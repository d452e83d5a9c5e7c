namespace Rondo.Modeling.Metrics;

/// <summary>
/// Computes the measures of scored rows with 95 % intervals: Wilson's for shares and DeLong's for auc when rows are independent, the
/// percentile bootstrap over <see cref="Blocks"/> for everything else.
/// </summary>
internal static class Measuring
{
    // Measures over sorted rows cost rows times resamples: fewer resamples for very large tables.
    private const long RankWork = 50_000_000;
    private const int FewestRankResamples = 200;

    public static IReadOnlyList<Measured> Measure(Scored scored, Blocks blocks, Resamples resamples)
    {
        if (scored.Rows == 0)
        {
            return [];
        }

        return [.. OfSums(scored.Sums(), blocks, resamples), .. scored.Ranks().Select(r => OfRank(r, scored, blocks, resamples))];
    }

    private static IEnumerable<Measured> OfSums(ISumMetrics metrics, Blocks blocks, Resamples resamples)
    {
        var width = metrics.Width;
        var byBlock = new double[blocks.Count * width];
        for (var row = 0; row < blocks.BlockOf.Length; row++)
        {
            metrics.Add(row, byBlock.AsSpan(blocks.BlockOf[row] * width, width));
        }

        var sums = new double[width];
        for (var i = 0; i < byBlock.Length; i++)
        {
            sums[i % width] += byBlock[i];
        }

        var values = new double[metrics.Measures.Count];
        metrics.Compute(sums, values);
        var replicates = Replicates(metrics, byBlock, blocks.Count, resamples);
        for (var m = 0; m < values.Length; m++)
        {
            var name = metrics.Measures[m];
            var interval = !blocks.Dependent && metrics.Proportion(name, sums) is var (hits, trials)
                ? Intervals.Wilson(hits, trials)
                : name is "ece" ? Intervals.Centred(replicates[m], values[m], blocks.BlockOf.Length)
                : Intervals.Percentile(replicates[m], blocks.BlockOf.Length);
            yield return new(name, values[m], replicates[m], interval?.Low, interval?.High);
        }
    }

    private static double[][] Replicates(ISumMetrics metrics, double[] byBlock, int blocks, Resamples resamples)
    {
        var replicates = Array.ConvertAll([.. metrics.Measures], _ => new double[resamples.Count]);
        var sums = new double[metrics.Width];
        var values = new double[replicates.Length];
        for (var b = 0; b < resamples.Count; b++)
        {
            Array.Clear(sums);
            var weights = resamples[b];
            for (var block = 0; block < blocks; block++)
            {
                if (weights[block] > 0)
                {
                    AddWeighted(sums, byBlock.AsSpan(block * sums.Length, sums.Length), weights[block]);
                }
            }

            metrics.Compute(sums, values);
            for (var m = 0; m < values.Length; m++)
            {
                replicates[m][b] = values[m];
            }
        }

        return replicates;
    }

    private static void AddWeighted(double[] sums, ReadOnlySpan<double> row, byte weight)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += weight * row[i];
        }
    }

    private static Measured OfRank(IRankMetric metric, Scored scored, Blocks blocks, Resamples resamples)
    {
        var once = new byte[blocks.Count];
        Array.Fill(once, (byte)1);
        var value = metric.Value(once, blocks.BlockOf);
        var count = (int)Math.Min(resamples.Count, Math.Max(FewestRankResamples, RankWork / scored.Rows));
        var replicates = new double[count];
        for (var b = 0; b < count; b++)
        {
            replicates[b] = metric.Value(resamples[b], blocks.BlockOf);
        }

        var interval = !blocks.Dependent && metric is RocArea && scored is BinaryScored binary
            ? DeLong.Interval(binary)
            : Intervals.Percentile(replicates, scored.Rows);
        return new(metric.Measure, value, replicates, interval?.Low, interval?.High);
    }
}
