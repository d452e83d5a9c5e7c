namespace Rondo.Data.Profiling;

/// <summary>Statistics of numbers from their sorted values: independent of the order in which rows were read.</summary>
internal static class NumberStatistics
{
    private const int TopValues = 100;
    private const int DrawnBins = 40;
    private const double Huge = 1e100;

    /// <summary>Sorts <paramref name="values"/> (no NaN, at least one) and describes them.</summary>
    public static (NumberProfile Profile, long Distinct, IReadOnlyList<ValueCount>? Top) Of(Span<double> values, Func<double, string> text)
    {
        NumberSort.Ascending(values);
        var unit = Unit(values);
        var middle = Sum(values, v => v / unit) / values.Length;
        var second = Sum(values, v => ((v / unit) - middle) * ((v / unit) - middle));
        var (mean, deviation) = (middle * unit, values.Length > 1 ? Math.Min(double.MaxValue, Math.Sqrt(second / (values.Length - 1)) * unit) : 0);
        var spread = Math.Sqrt(second / values.Length);
        var third = spread > 0 ? Sum(values, v => Cube(((v / unit) - middle) / spread)) / values.Length : 0;
        var percentiles = Percentiles(values);
        var edges = Enumerable.Range(1, 9).Select(i => percentiles[i * 10]).Distinct().ToArray();
        var (distinct, top) = Runs(values, text);
        return (new(values[0], values[^1], mean, deviation)
        {
            Skewness = third,
            Zeros = UpperBound(values, 0) - LowerBound(values, 0),
            Negatives = LowerBound(values, 0),
            Whole = AreWhole(values),
            Percentiles = percentiles,
            Edges = edges,
            Counts = Counts(values, edges),
            Histogram = Histogram(values),
        }, distinct, top);
    }

    // Sums and squares of what is near the end of all numbers would be infinite: those are counted in units of the largest.
    private static double Unit(ReadOnlySpan<double> sorted) => Math.Max(Math.Abs(sorted[0]), Math.Abs(sorted[^1])) is > Huge and var largest ? largest : 1;

    /// <summary>The number of the frozen bin that a value belongs to.</summary>
    public static int Bin(IReadOnlyList<double> edges, double value)
    {
        var bin = 0;
        while (bin < edges.Count && value > edges[bin])
        {
            bin++;
        }

        return bin;
    }

    /// <summary>Compensated summation (Neumaier 1974).</summary>
    public static double Sum(ReadOnlySpan<double> values, Func<double, double> of)
    {
        double sum = 0, lost = 0;
        foreach (var value in values)
        {
            var x = of(value);
            var next = sum + x;
            lost += Math.Abs(sum) >= Math.Abs(x) ? sum - next + x : x - next + sum;
            sum = next;
        }

        return double.IsFinite(lost) ? sum + lost : sum;
    }

    private static bool AreWhole(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsInteger(value))
            {
                return false;
            }
        }

        return true;
    }

    private static double Cube(double x) => x * x * x;

    private static double[] Percentiles(ReadOnlySpan<double> sorted)
    {
        var found = new double[101];
        for (var i = 0; i <= 100; i++)
        {
            var position = (sorted.Length - 1) * (i / 100.0);
            var below = (int)position;
            var above = Math.Min(below + 1, sorted.Length - 1);
            var share = position - below;
            found[i] = share <= 0 || sorted[below].Equals(sorted[above]) ? sorted[below] : (sorted[below] * (1 - share)) + (sorted[above] * share);
        }

        return found;
    }

    private static (long Distinct, IReadOnlyList<ValueCount>? Top) Runs(ReadOnlySpan<double> sorted, Func<double, string> text)
    {
        var runs = new List<(double Value, long Count)>();
        long distinct = 0;
        for (var i = 0; i < sorted.Length;)
        {
            var end = i + 1;
            while (end < sorted.Length && sorted[end].Equals(sorted[i]))
            {
                end++;
            }

            if (++distinct <= TopValues)
            {
                runs.Add((sorted[i], end - i));
            }

            i = end;
        }

        return (distinct, distinct > TopValues ? null : [.. runs.OrderByDescending(r => r.Count).ThenBy(r => r.Value).Select(r => new ValueCount(text(r.Value), r.Count))]);
    }

    private static long[] Counts(ReadOnlySpan<double> sorted, double[] edges)
    {
        var counts = new long[edges.Length + 1];
        var before = 0;
        for (var i = 0; i < edges.Length; i++)
        {
            var upTo = UpperBound(sorted, edges[i]);
            counts[i] = upTo - before;
            before = upTo;
        }

        counts[^1] = sorted.Length - before;
        return counts;
    }

    private static long[] Histogram(ReadOnlySpan<double> sorted)
    {
        var (minimum, maximum) = (sorted[0], sorted[^1]);
        var width = maximum - minimum;
        if (width <= 0 || !double.IsFinite(width))
        {
            return [sorted.Length];
        }

        var whole = width < DrawnBins && AreWhole(sorted);
        var counts = new long[whole ? (int)width + 1 : DrawnBins];
        foreach (var value in sorted)
        {
            counts[Math.Min(counts.Length - 1, (int)((value - minimum) / width * counts.Length))]++;
        }

        return counts;
    }

    private static int LowerBound(ReadOnlySpan<double> sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static int UpperBound(ReadOnlySpan<double> sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] <= value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
