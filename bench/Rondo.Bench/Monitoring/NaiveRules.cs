using Rondo.Deployment.Drift;

namespace Rondo.Bench.Monitoring;

/// <summary>The rules in use elsewhere, as they are: one look, no regard to sample sizes or to how many columns are watched.</summary>
internal static class NaiveRules
{
    /// <summary>Kolmogorov-Smirnov with p &lt; 0.05, on the numbers themselves, nulls dropped.</summary>
    public static bool KolmogorovSmirnov(double[] reference, double[] current)
    {
        var (a, b) = (Sorted(reference), Sorted(current));
        if (a.Length == 0 || b.Length == 0)
        {
            return false;
        }

        double worst = 0;
        var (i, j) = (0, 0);
        while (i < a.Length && j < b.Length)
        {
            var at = Math.Min(a[i], b[j]);
            while (i < a.Length && a[i] <= at)
            {
                i++;
            }

            while (j < b.Length && b[j] <= at)
            {
                j++;
            }

            worst = Math.Max(worst, Math.Abs((i / (double)a.Length) - (j / (double)b.Length)));
        }

        return SpecialFunctions.KolmogorovTail(worst * Math.Sqrt(a.Length * (double)b.Length / (a.Length + b.Length))) < 0.05;
    }

    /// <summary>PSI above 0.2, shares of nothing taken as 0.0001.</summary>
    public static bool PopulationStability(CellTable table) => Sum(table, (p, q) => (q - p) * Math.Log(q / p)) > 0.2;

    /// <summary>Jensen-Shannon distance (natural logarithm) above 0.1.</summary>
    public static bool JensenShannon(CellTable table) =>
        Math.Sqrt(CellStatistics.Of(table.Reference, table.Current, 0).Distance * Math.Log(2)) > 0.1;

    private static double Sum(CellTable table, Func<double, double, double> term)
    {
        double n = table.Reference.Sum(), m = table.Current.Sum();
        return n == 0 || m == 0 ? 0 : Enumerable.Range(0, table.Count).Sum(i => term(Math.Max(1e-4, table.Reference[i] / n), Math.Max(1e-4, table.Current[i] / m)));
    }

    private static double[] Sorted(double[] values)
    {
        var present = Array.FindAll(values, v => !double.IsNaN(v));
        Array.Sort(present);
        return present;
    }
}
