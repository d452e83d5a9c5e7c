namespace Rondo.Deployment.Drift;

/// <summary>Tail probabilities. Relative error below 1e-12 where the tests compare them with SciPy's.</summary>
internal static class SpecialFunctions
{
    private const double Tiny = 1e-300;

    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>The logarithm of the gamma function of a positive number (Lanczos 1964, g = 7; Stirling's series from 15 upwards).</summary>
    public static double LogGamma(double x)
    {
        if (x >= 15)
        {
            var inverse = 1 / x;
            var square = inverse * inverse;
            return ((x - 0.5) * Math.Log(x)) - x + 0.91893853320467274178
                + (inverse * ((1 / 12.0) - (square * ((1 / 360.0) - (square * ((1 / 1260.0) - (square * ((1 / 1680.0) - (square / 1188.0)))))))));
        }

        var y = x - 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (y + i);
        }

        var t = y + 7.5;
        return 0.91893853320467274178 + ((y + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>P(X &gt; x) of a gamma distribution with this shape and scale 1: the regularised upper incomplete gamma function (series and continued fraction, DiDonato and Morris 1986).</summary>
    public static double GammaTail(double shape, double x)
    {
        if (x <= 0)
        {
            return 1;
        }

        var front = Math.Exp((shape * Math.Log(x)) - x - LogGamma(shape));
        return x < shape + 1 ? 1 - (front * LowerSeries(shape, x)) : front * UpperFraction(shape, x);
    }

    /// <summary>P(X &gt; x) of the chi-square distribution.</summary>
    public static double ChiSquareTail(double x, double degrees) => degrees <= 0 ? 1 : GammaTail(degrees / 2, x / 2);

    /// <summary>P(|Z| &gt; z) of the standard normal distribution.</summary>
    public static double NormalTwoSided(double z) => GammaTail(0.5, z * z / 2);

    /// <summary>P(Z &gt; z) of the standard normal distribution.</summary>
    public static double NormalTail(double z) => z >= 0 ? NormalTwoSided(z) / 2 : 1 - (NormalTwoSided(z) / 2);

    /// <summary>P(D &gt; d) of the two-sample Kolmogorov-Smirnov statistic in the limit (Kolmogorov 1933), at lambda = d sqrt(nm / (n + m)).</summary>
    public static double KolmogorovTail(double lambda)
    {
        if (lambda < 0.2)
        {
            return 1;
        }

        double sum = 0;
        for (var j = 1; j <= 100; j++)
        {
            var term = Math.Exp(-2 * lambda * lambda * j * j);
            sum += (j % 2 == 1 ? 2 : -2) * term;
            if (term < 1e-18)
            {
                break;
            }
        }

        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>P(X &lt;= x) of a beta distribution: the regularised incomplete beta function (continued fraction by Lentz's method).</summary>
    public static double BetaBelow(double a, double b, double x)
    {
        if (x <= 0 || x >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * BetaFraction(a, b, x) / a : 1 - (front * BetaFraction(b, a, 1 - x) / b);
    }

    /// <summary>The exact upper confidence bound of a proportion (Clopper and Pearson 1934), one-sided at this confidence.</summary>
    public static double UpperBound(long successes, long trials, double confidence = 0.95) =>
        successes >= trials ? 1 : Bisect(p => BetaBelow(successes + 1, trials - successes, p) - confidence);

    /// <summary>The exact lower confidence bound of a proportion, one-sided.</summary>
    public static double LowerBound(long successes, long trials, double confidence = 0.95) =>
        successes <= 0 ? 0 : Bisect(p => BetaBelow(successes, trials - successes + 1, p) - (1 - confidence));

    private static double Bisect(Func<double, double> increasing)
    {
        var (low, high) = (0.0, 1.0);
        for (var i = 0; i < 100; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = increasing(middle) < 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    private static double LowerSeries(double shape, double x)
    {
        var term = 1 / shape;
        var sum = term;
        for (var i = 1; i < 100_000 && term > sum * 1e-17; i++)
        {
            term *= x / (shape + i);
            sum += term;
        }

        return sum;
    }

    private static double UpperFraction(double shape, double x)
    {
        var b = x + 1 - shape;
        var c = 1 / Tiny;
        var d = 1 / b;
        var h = d;
        for (var i = 1; i < 100_000; i++)
        {
            var a = -i * (i - shape);
            b += 2;
            d = 1 / Away((a * d) + b);
            c = Away(b + (a / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
            {
                break;
            }
        }

        return h;
    }

    private static double BetaFraction(double a, double b, double x)
    {
        double c = 1;
        var d = 1 / Away(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m < 100_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d));
            c = Away(1 + (even / c));
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d));
            c = Away(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-15)
            {
                break;
            }
        }

        return h;
    }

    private static double Away(double x) => Math.Abs(x) < Tiny ? Tiny : x;
}
