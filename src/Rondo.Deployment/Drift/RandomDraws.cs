using Rondo.Kernel;

namespace Rondo.Deployment.Drift;

/// <summary>Random numbers whose sequence is fixed by the seed for ever: what is made of <see cref="SplitMix64"/>.</summary>
internal sealed class RandomDraws(ulong seed)
{
    private readonly SplitMix64 _bits = new(seed);

    public ulong Next() => _bits.Next();

    /// <summary>A whole number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit) => _bits.Below(limit);

    /// <summary>A number above 0 and below 1.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>Gamma with this shape and scale 1 (Marsaglia and Tsang 2000).</summary>
    public double Gamma(double shape)
    {
        if (shape < 1)
        {
            return shape <= 0 ? 0 : Gamma(shape + 1) * Math.Pow(Uniform(), 1 / shape);
        }

        var d = shape - (1 / 3.0);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = Normal();
            var v = 1 + (c * x);
            v = v * v * v;
            if (v > 0 && Math.Log(Uniform()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    /// <summary>How many of <paramref name="trials"/> succeed: inversion for few, transformed rejection (Hörmann 1993, BTRS) otherwise.</summary>
    public long Binomial(long trials, double p)
    {
        if (p > 0.5)
        {
            return trials - Binomial(trials, 1 - p);
        }

        return trials == 0 || p <= 0 ? 0 : trials * p < 10 ? InvertBinomial(trials, p) : RejectBinomial(trials, p);
    }

    /// <summary>
    /// How many marked ones are among <paramref name="drawn"/> of <paramref name="marked"/> + <paramref name="others"/>, without replacement:
    /// inversion for few, the ratio of uniforms otherwise (Stadlober 1990, HRUA).
    /// </summary>
    public long Hypergeometric(long marked, long others, long drawn)
    {
        var total = marked + others;
        var (few, many) = marked < others ? (marked, others) : (others, marked);
        var least = Math.Min(drawn, total - drawn);
        if (few == 0 || least == 0)
        {
            return drawn == 0 || marked == 0 ? 0 : others == 0 ? drawn : marked;
        }

        // Draws of the rarer kind in the smaller part, turned back by symmetry.
        var found = least * (double)few / total < 10 ? InvertHypergeometric(few, many, least) : RejectHypergeometric(few, many, least);
        var ofMarked = marked < others ? found : least - found;
        return least < drawn ? marked - ofMarked : ofMarked;
    }

    private long InvertBinomial(long trials, double p)
    {
        var odds = p / (1 - p);
        var mass = Math.Exp(trials * Math.Log(1 - p));
        var u = Uniform();
        long x = 0;
        while (u > mass && x < trials)
        {
            u -= mass;
            x++;
            mass *= (trials - x + 1) * odds / x;
        }

        return x;
    }

    private long RejectBinomial(long trials, double p)
    {
        var spread = Math.Sqrt(trials * p * (1 - p));
        var b = 1.15 + (2.53 * spread);
        var a = -0.0873 + (0.0248 * b) + (0.01 * p);
        var c = (trials * p) + 0.5;
        var alpha = (2.83 + (5.1 / b)) * spread;
        var mode = Math.Floor((trials + 1) * p);
        var logOdds = Math.Log(p / (1 - p));
        var atMode = SpecialFunctions.LogGamma(mode + 1) + SpecialFunctions.LogGamma(trials - mode + 1);
        while (true)
        {
            var u = Uniform() - 0.5;
            var v = Uniform();
            var us = 0.5 - Math.Abs(u);
            var x = Math.Floor((((2 * a / us) + b) * u) + c);
            if (x < 0 || x > trials)
            {
                continue;
            }

            var log = Math.Log(v * alpha / ((a / (us * us)) + b));
            if (log <= atMode - SpecialFunctions.LogGamma(x + 1) - SpecialFunctions.LogGamma(trials - x + 1) + ((x - mode) * logOdds))
            {
                return (long)x;
            }
        }
    }

    private long InvertHypergeometric(long marked, long others, long drawn)
    {
        // P(0) = C(others, drawn) / C(total, drawn); drawn never exceeds others here.
        var mass = Math.Exp(SpecialFunctions.LogGamma(others + 1) - SpecialFunctions.LogGamma(others - drawn + 1)
            + SpecialFunctions.LogGamma(marked + others - drawn + 1) - SpecialFunctions.LogGamma(marked + others + 1));
        var u = Uniform();
        var most = Math.Min(marked, drawn);
        long x = 0;
        while (u > mass && x < most)
        {
            u -= mass;
            mass *= (double)(marked - x) * (drawn - x) / ((x + 1.0) * (others - drawn + x + 1));
            x++;
        }

        return x;
    }

    private long RejectHypergeometric(long marked, long others, long drawn)
    {
        double total = marked + others;
        var share = marked / total;
        var mean = drawn * share;
        var spread = Math.Sqrt((total - drawn) * drawn * share * (1 - share) / (total - 1) + 0.5);
        var width = (1.7155277699214135 * spread) + 0.8989161620588988;
        var mode = Math.Floor((drawn + 1.0) * (marked + 1.0) / (total + 2));
        var atMode = Density(mode);
        var most = Math.Min(Math.Min(drawn, marked) + 1.0, Math.Floor(mean + 0.5 + (16 * spread)));
        while (true)
        {
            var u = Uniform();
            var v = Uniform();
            var w = mean + 0.5 + (width * (v - 0.5) / u);
            if (w < 0 || w >= most)
            {
                continue;
            }

            var x = Math.Floor(w);
            if (2 * Math.Log(u) <= atMode - Density(x))
            {
                return (long)x;
            }
        }

        double Density(double x) => SpecialFunctions.LogGamma(x + 1) + SpecialFunctions.LogGamma(marked - x + 1)
            + SpecialFunctions.LogGamma(drawn - x + 1) + SpecialFunctions.LogGamma(others - drawn + x + 1);
    }
}
