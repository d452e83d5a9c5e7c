namespace Rondo.Deployment.Drift;

/// <summary>How sure and how fine a test is to be.</summary>
/// <param name="Level">The adjusted p-value below which a difference counts.</param>
/// <param name="Columns">How many columns are judged together.</param>
/// <param name="Seed">Of the draws.</param>
internal sealed record DriftPrecision(double Level, int Columns, ulong Seed)
{
    /// <summary>Draws so that the smallest possible p-value of one column is half of what the adjustment asks for.</summary>
    public int Draws => (int)Math.Clamp(Math.Ceiling(2 * Math.Max(1, Columns) / Level), 999, 99_999);
}

/// <summary>How a column's traffic differs from its reference.</summary>
/// <param name="Effect">Jensen-Shannon distance with base 2, from 0 to 1.</param>
/// <param name="Noise">What it would be on average, in the square, for samples of these sizes if nothing had drifted.</param>
/// <param name="P">Probability of so much difference or more if nothing had drifted.</param>
/// <param name="UnseenP">The same for the number of rows whose value the reference never had.</param>
internal sealed record DriftFinding(double Effect, double Noise, double P, double UnseenP)
{
    /// <summary>The effect above the noise: squared distances add up, so that their difference estimates the true one.</summary>
    public double Excess => Math.Sqrt(Math.Max(0, (Effect * Effect) - (Noise * Noise)));

    public static DriftFinding None { get; } = new(0, 0, 1, 1);
}

/// <summary>
/// Tests whether two samples are of one distribution, by shape (G), by location and scale where cells are ordered (Lepage), and by values
/// that only one of them has; the least of the three p-values is the statistic. Tables of well-filled cells take the large-sample
/// distributions (and three times the least); others draw what chance gives and count (1 + as extreme) / (1 + draws), stopping early where
/// the answer is plain (Besag and Clifford 1991).
/// </summary>
internal static class DriftTest
{
    private const int PilotDraws = 400;
    private const int PlainAfter = 20;
    private const double WellFilled = 20;
    private const long ManyReferenceRows = 2000;

    public static DriftFinding Run(CellTable table, CellKind kind, DriftPrecision precision)
    {
        var observed = CellStatistics.Of(table.Reference, table.Current, table.OrderedCells);
        var (n, m) = (table.Reference.Sum(), table.Current.Sum());
        if (n == 0 || m == 0 || table.Count < 2)
        {
            return DriftFinding.None;
        }

        var fewReference = kind == CellKind.Bins && n < ManyReferenceRows;
        if (!fewReference && LeastExpected(table, n, m) >= WellFilled)
        {
            return LargeSample(table, observed, n, m);
        }

        var found = Drawn(new DealtAnew(table), observed, precision);
        return fewReference ? Larger(found, Drawn(new FallenBetween(table), observed, precision)) : found;
    }

    private static DriftFinding Larger(DriftFinding a, DriftFinding b) =>
        new(a.Effect, Math.Max(a.Noise, b.Noise), Math.Max(a.P, b.P), Math.Max(a.UnseenP, b.UnseenP));

    private static double LeastExpected(CellTable table, long n, long m)
    {
        var least = double.MaxValue;
        for (var i = 0; i < table.Count; i++)
        {
            least = Math.Min(least, table.Reference[i] + table.Current[i]);
        }

        return least * Math.Min(n, m) / (n + m);
    }

    private static DriftFinding LargeSample(CellTable table, CellStatistics observed, long n, long m)
    {
        var shape = SpecialFunctions.ChiSquareTail(observed.Shape, table.Count - 1);
        var ranks = SpecialFunctions.ChiSquareTail(observed.Ranks, observed.RankDegrees);
        var noise = ((1.0 / n) + (1.0 / m)) * (table.Count - 1) / (8 * Math.Log(2));
        return new(Math.Sqrt(observed.Distance), Math.Sqrt(noise), Math.Min(1, Math.Min(shape, ranks) * (observed.RankDegrees > 0 ? 2 : 1)), 1);
    }

    private static DriftFinding Drawn(CellDraws draws, CellStatistics observed, DriftPrecision precision)
    {
        var random = new RandomDraws(precision.Seed);
        var pilot = new CellStatistics[PilotDraws];
        for (var i = 0; i < pilot.Length; i++)
        {
            pilot[i] = One(draws, random);
        }

        var scale = NullScale.Of(pilot);
        var least = scale.Least(observed);
        var (extreme, unseen, count) = (0, 0, 0);
        foreach (var drawn in pilot)
        {
            Count(scale, drawn, observed, least, ref extreme, ref unseen, ref count);
        }

        var effect = Math.Sqrt(observed.Distance);
        if (extreme <= PilotDraws / 10)
        {
            (extreme, unseen, count) = (0, 0, 0);
            while (count < precision.Draws && extreme < PlainAfter)
            {
                Count(scale, One(draws, random), observed, least, ref extreme, ref unseen, ref count);
            }
        }

        return new(effect, Math.Sqrt(scale.MeanDistance), (1.0 + extreme) / (1 + count), (1.0 + unseen) / (1 + count));
    }

    private static void Count(NullScale scale, CellStatistics drawn, CellStatistics observed, double least, ref int extreme, ref int unseen, ref int count)
    {
        extreme += scale.Least(drawn) <= least ? 1 : 0;
        unseen += drawn.Unseen >= observed.Unseen ? 1 : 0;
        count++;
    }

    private static CellStatistics One(CellDraws draws, RandomDraws random)
    {
        draws.Draw(random);
        return CellStatistics.Of(draws.Reference, draws.Current, draws.OrderedCells);
    }
}
