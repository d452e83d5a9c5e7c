namespace Rondo.Data.Profiling;

/// <summary>How a column goes with the target. Sums run in the order of the rows.</summary>
internal static class Relations
{
    /// <summary>A column of numbers against the target.</summary>
    public static TargetRelation Of(double[] values, IReadOnlyList<double> edges, TargetValues target)
    {
        var bins = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            bins[i] = double.IsNaN(values[i]) ? edges.Count + 1 : NumberStatistics.Bin(edges, values[i]);
        }

        return new(target.Numbers is null ? null : Pearson(values, target.Numbers), OfCodes(bins, edges.Count + 2, target));
    }

    /// <summary>Codes of a column (from 0, a code of its own for null) against the target.</summary>
    public static double? OfCodes(int[] codes, int count, TargetValues target) =>
        target.Classes is { } classes ? CramersV(codes, count, classes, target.ClassCount) : CorrelationRatio(codes, count, target.Numbers!);

    private static double? Pearson(double[] x, double[] y)
    {
        double n = 0, meanX = 0, meanY = 0, xx = 0, yy = 0, xy = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (double.IsNaN(x[i]) || double.IsNaN(y[i]))
            {
                continue;
            }

            n++;
            var dx = x[i] - meanX;
            var dy = y[i] - meanY;
            meanX += dx / n;
            meanY += dy / n;
            xx += dx * (x[i] - meanX);
            yy += dy * (y[i] - meanY);
            xy += dx * (y[i] - meanY);
        }

        return Finite(n < 3 || xx <= 0 || yy <= 0 ? null : Math.Clamp(xy / Math.Sqrt(xx) / Math.Sqrt(yy), -1, 1));
    }

    private static double? CorrelationRatio(int[] codes, int count, double[] y)
    {
        var n = new double[count];
        var mean = new double[count];
        double total = 0, grand = 0, squares = 0;
        for (var i = 0; i < y.Length; i++)
        {
            if (double.IsNaN(y[i]))
            {
                continue;
            }

            var c = codes[i];
            n[c]++;
            mean[c] += (y[i] - mean[c]) / n[c];
            total++;
            var d = y[i] - grand;
            grand += d / total;
            squares += d * (y[i] - grand);
        }

        double between = 0;
        for (var c = 0; c < count; c++)
        {
            between += n[c] * (mean[c] - grand) * (mean[c] - grand);
        }

        return Finite(squares <= 0 ? null : Math.Sqrt(Math.Min(1, between / squares)));
    }

    private static double? CramersV(int[] codes, int count, int[] classes, int classCount)
    {
        var table = new double[count, classCount];
        var rows = new double[count];
        var columns = new double[classCount];
        double n = 0;
        for (var i = 0; i < classes.Length; i++)
        {
            if (classes[i] >= 0)
            {
                table[codes[i], classes[i]]++;
                rows[codes[i]]++;
                columns[classes[i]]++;
                n++;
            }
        }

        double phi = 0;
        for (var r = 0; r < count; r++)
        {
            for (var c = 0; c < classCount; c++)
            {
                var expected = rows[r] * columns[c] / n;
                phi += expected > 0 ? (table[r, c] - expected) * (table[r, c] - expected) / expected / n : 0;
            }
        }

        return Corrected(phi, rows.Count(x => x > 0), columns.Count(x => x > 0), n);
    }

    private static double? Corrected(double phi, int rows, int columns, double n)
    {
        if (rows < 2 || columns < 2 || n < 3)
        {
            return null;
        }

        var corrected = Math.Max(0, phi - ((rows - 1) * (columns - 1) / (n - 1)));
        var r = rows - ((rows - 1) * (rows - 1) / (n - 1));
        var c = columns - ((columns - 1) * (columns - 1) / (n - 1));
        var least = Math.Min(r, c) - 1;
        return Finite(least > 0 ? Math.Sqrt(Math.Min(1, corrected / least)) : null);
    }

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;
}
