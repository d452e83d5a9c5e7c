using System.Globalization;

namespace Rondo.Data.Validation.Leaks;

/// <summary>A linear relation without a rest, by ridge-stabilised normal equations; columns that it does not need are taken out one by one.</summary>
internal static class LinearRelation
{
    private const double WithoutRest = 0.99999;
    private const int MostRows = 20_000;
    private const int MostColumns = 100;

    public static IEnumerable<Suspect> Find(ColumnProfile target, IReadOnlyList<ColumnProfile> columns, double[] y, double[][] x)
    {
        var used = Enumerable.Range(0, Math.Min(columns.Count, MostColumns)).Where(c => x[c].Count(double.IsNaN) * 20 < y.Length).ToList();
        var complete = Enumerable.Range(0, y.Length).Where(i => !double.IsNaN(y[i]) && used.TrueForAll(c => !double.IsNaN(x[c][i]))).ToArray();
        var step = Math.Max(1, complete.Length / MostRows);
        var rows = complete.Where((_, k) => k % step == 0).ToArray();
        if (used.Count < 2 || rows.Length < 10 * used.Count || rows.Length < 50)
        {
            return [];
        }

        var moments = Moments(used, rows, y, x);
        if (moments is null || Explained(moments, [.. Enumerable.Range(0, used.Count)]) < WithoutRest)
        {
            return [];
        }

        var needed = Enumerable.Range(0, used.Count).ToList();
        for (var k = needed.Count - 1; k >= 0 && needed.Count > 1; k--)
        {
            var without = needed.Where((_, i) => i != k).ToList();
            if (Explained(moments, without) >= WithoutRest)
            {
                needed = without;
            }
        }

        var names = needed.Select(n => columns[used[n]].Name).ToList();
        return names.Count < 2 || names.Count > 12 ? [] :
        [
            new("data.leak-suspect", names, string.Create(CultureInfo.InvariantCulture,
                $"'{target.Name}' is a weighted sum of {string.Join(", ", names.Select(n => $"'{n}'"))}: least squares leaves less than {(1 - WithoutRest) * 100:0.####}% of its variance")),
        ];
    }

    /// <summary>The correlation matrix of columns and target (last).</summary>
    private static double[,]? Moments(List<int> used, int[] rows, double[] y, double[][] x)
    {
        var k = used.Count;
        var mean = new double[k + 1];
        var series = new double[k + 1][];
        for (var c = 0; c <= k; c++)
        {
            var from = c == k ? y : x[used[c]];
            series[c] = [.. rows.Select(i => from[i])];
            mean[c] = series[c].Average();
            var centre = mean[c];
            var norm = Math.Sqrt(series[c].Sum(v => (v - centre) * (v - centre)));
            if (!(norm > 0) || !double.IsFinite(norm))
            {
                return c == k ? null : Moments([.. used.Where((_, i) => i != c)], rows, y, x) is { } rest ? Widen(rest, c) : null;
            }

            series[c] = [.. series[c].Select(v => (v - centre) / norm)];
        }

        var m = new double[k + 1, k + 1];
        for (var a = 0; a <= k; a++)
        {
            for (var b = a; b <= k; b++)
            {
                double sum = 0;
                for (var i = 0; i < rows.Length; i++)
                {
                    sum += series[a][i] * series[b][i];
                }

                m[a, b] = m[b, a] = sum;
            }
        }

        return m;
    }

    /// <summary>Puts a column back that never varies: it goes with nothing.</summary>
    private static double[,] Widen(double[,] m, int at)
    {
        var size = m.GetLength(0) + 1;
        var wide = new double[size, size];
        for (var a = 0; a < size; a++)
        {
            for (var b = 0; b < size; b++)
            {
                wide[a, b] = a == at || b == at ? (a == b ? 1 : 0) : m[a > at ? a - 1 : a, b > at ? b - 1 : b];
            }
        }

        return wide;
    }

    private static double Explained(double[,] m, List<int> chosen)
    {
        var k = chosen.Count;
        var last = m.GetLength(0) - 1;
        var l = new double[k, k];
        var z = new double[k];
        double explained = 0;
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = m[chosen[i], chosen[j]] + (i == j ? 1e-10 : 0);
                for (var t = 0; t < j; t++)
                {
                    sum -= l[i, t] * l[j, t];
                }

                l[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / l[j, j];
            }

            var right = m[chosen[i], last];
            for (var t = 0; t < i; t++)
            {
                right -= l[i, t] * z[t];
            }

            z[i] = right / l[i, i];
            explained += z[i] * z[i];
        }

        return explained;
    }
}
