namespace Rondo.Deployment.Drift;

/// <summary>Exact probabilities for counts, summed term by term.</summary>
internal static class ExactTails
{
    /// <summary>P(X &gt;= found) when <paramref name="drawn"/> of <paramref name="marked"/> + <paramref name="others"/> are drawn without replacement: Fisher's exact test, one-sided.</summary>
    public static double Hypergeometric(long found, long marked, long others, long drawn)
    {
        var (least, most) = (Math.Max(0, drawn - others), Math.Min(drawn, marked));
        if (found <= least || found > most)
        {
            return found <= least ? 1 : 0;
        }

        var start = Math.Exp(LogChoose(marked, found) + LogChoose(others, drawn - found) - LogChoose(marked + others, drawn));
        return Sum(start, found, most, x => (double)(marked - x) * (drawn - x) / ((x + 1.0) * (others - drawn + x + 1)));
    }

    /// <summary>
    /// P(X &gt;= found): how many of <paramref name="drawn"/> values fall outside the smallest and largest of a sample of <paramref name="sample"/>
    /// of the same continuous distribution (two of its n + 1 gaps: a beta-binomial). Fewer do where values are tied.
    /// </summary>
    public static double OutsideRange(long found, long drawn, long sample)
    {
        if (found <= 0 || sample < 2)
        {
            return 1;
        }

        // P(X = x) = (x + 1) C(drawn - x + sample - 2, sample - 2) / C(drawn + sample, sample).
        var start = Math.Exp(Math.Log(found + 1.0) + LogChoose(drawn - found + sample - 2, sample - 2) - LogChoose(drawn + sample, sample));
        return Sum(start, found, drawn, x => (x + 2.0) / (x + 1.0) * (drawn - x) / (drawn - x + sample - 2));
    }

    /// <summary>P(X &gt;= found) of a binomial distribution.</summary>
    public static double Binomial(long found, long trials, double p) => found <= 0 ? 1 : found > trials ? 0 : SpecialFunctions.BetaBelow(found, trials - found + 1, p);

    private static double Sum(double term, long from, long to, Func<long, double> ratio)
    {
        var sum = term;
        for (var x = from; x < to; x++)
        {
            term *= ratio(x);
            sum += term;
            if (term < sum * 1e-17)
            {
                break;
            }
        }

        return Math.Min(1, sum);
    }

    private static double LogChoose(long n, long k) =>
        SpecialFunctions.LogGamma(n + 1) - SpecialFunctions.LogGamma(k + 1) - SpecialFunctions.LogGamma(n - k + 1);
}
