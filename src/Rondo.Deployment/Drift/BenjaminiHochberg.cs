namespace Rondo.Deployment.Drift;

/// <summary>Control of the false discovery rate (Benjamini and Hochberg 1995). When nothing has drifted, it is the rate of any alarm at all.</summary>
internal static class BenjaminiHochberg
{
    /// <summary>The adjusted p-values, in the order given: the running minimum from the largest of p(i) K / i.</summary>
    public static double[] Adjust(IReadOnlyList<double> p)
    {
        var order = Enumerable.Range(0, p.Count).OrderByDescending(i => p[i]).ToArray();
        var adjusted = new double[p.Count];
        double least = 1;
        for (var place = 0; place < order.Length; place++)
        {
            least = Math.Min(least, p[order[place]] * p.Count / (p.Count - place));
            adjusted[order[place]] = least;
        }

        return adjusted;
    }
}
