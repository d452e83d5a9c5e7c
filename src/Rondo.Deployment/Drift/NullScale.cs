namespace Rondo.Deployment.Drift;

/// <summary>
/// What the statistics of a table are like if nothing has drifted, from draws: puts them on one scale, so that the most telling one can be
/// chosen. Gamma distributions with the drawn mean and variance stand for the sparse table's statistics; whether they fit decides only the
/// power, since what is chosen is drawn again.
/// </summary>
internal sealed class NullScale
{
    private readonly (double Shape, double Scale) _shape;
    private readonly (double Shape, double Scale) _unseen;

    private NullScale((double Shape, double Scale) shape, (double Shape, double Scale) unseen, double distance) =>
        (_shape, _unseen, MeanDistance) = (shape, unseen, distance);

    /// <summary>Mean squared Jensen-Shannon distance.</summary>
    public double MeanDistance { get; }

    public static NullScale Of(CellStatistics[] draws) =>
        new(Fit(draws, d => d.Shape), Fit(draws, d => d.Unseen), draws.Average(d => d.Distance));

    /// <summary>The least of the approximate p-values: by shape, by ranks, by unseen values.</summary>
    public double Least(CellStatistics found) => Math.Min(
        Math.Min(Tail(_shape, found.Shape), SpecialFunctions.ChiSquareTail(found.Ranks, found.RankDegrees)),
        found.Unseen == 0 ? 1 : Tail(_unseen, found.Unseen));

    private static double Tail((double Shape, double Scale) gamma, double x) => gamma.Scale > 0 ? SpecialFunctions.GammaTail(gamma.Shape, x / gamma.Scale) : x > 0 ? 0 : 1;

    private static (double Shape, double Scale) Fit(CellStatistics[] draws, Func<CellStatistics, double> of)
    {
        var mean = draws.Average(of);
        var variance = draws.Sum(d => (of(d) - mean) * (of(d) - mean)) / (draws.Length - 1);
        return variance > 0 && mean > 0 ? (mean * mean / variance, variance / mean) : (1, 0);
    }
}
