namespace Rondo.Modeling.Metrics;

/// <summary>The interval of an area under the ROC curve (DeLong, DeLong and Clarke-Pearson 1988; by mid-ranks, Sun and Xu 2014).</summary>
internal static class DeLong
{
    /// <summary>Normal interval kept within 0 and 1; null when a class has fewer than two rows.</summary>
    public static (double Low, double High)? Interval(BinaryScored scored)
    {
        var positives = Scores(scored, true);
        var negatives = Scores(scored, false);
        if (positives.Length < 2 || negatives.Length < 2)
        {
            return null;
        }

        var all = MidRanks([.. positives, .. negatives]);
        var ofPositives = MidRanks(positives);
        var ofNegatives = MidRanks(negatives);
        var (m, n) = (positives.Length, negatives.Length);
        var v10 = new double[m];
        var v01 = new double[n];
        for (var i = 0; i < m; i++)
        {
            v10[i] = (all[i] - ofPositives[i]) / n;
        }

        for (var j = 0; j < n; j++)
        {
            v01[j] = 1 - ((all[m + j] - ofNegatives[j]) / m);
        }

        var area = v10.Average();
        var half = Intervals.Z * Math.Sqrt((Variance(v10) / m) + (Variance(v01) / n));
        return (Math.Max(0, area - half), Math.Min(1, area + half));
    }

    private static double[] Scores(BinaryScored scored, bool truth) => [.. Enumerable.Range(0, scored.Rows).Where(i => scored.Truth[i] == truth).Select(i => scored.Probability[i])];

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }

    // Ranks from 1; equal values share the mean of theirs.
    private static double[] MidRanks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).ToArray();
        Array.Sort((double[])values.Clone(), order);
        var ranks = new double[values.Length];
        for (var start = 0; start < order.Length;)
        {
            var end = start;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = ((start + end - 1) / 2.0) + 1;
            }

            start = end;
        }

        return ranks;
    }
}
