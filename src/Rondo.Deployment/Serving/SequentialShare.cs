namespace Rondo.Deployment.Serving;

/// <summary>
/// A sequential test of whether a share is above a limit, which may look after every observation. It bets against the hypothesis that the
/// share is at most the limit: capital multiplies by 1 + λ (x − limit), a supermartingale under the hypothesis, so that by Ville's
/// inequality it ever reaches 1/α with probability at most α (Waudby-Smith and Ramdas 2024, "Estimating means of bounded random
/// variables by betting"). Three stakes λ are mixed, for shares little and far above the limit.
/// </summary>
internal sealed class SequentialShare(double limit)
{
    /// <summary>The chance to ever condemn what keeps the limit.</summary>
    public const double Alpha = 0.001;

    /// <summary>Nothing is condemned on fewer observations.</summary>
    public const int Least = 20;

    private static readonly double[] Stakes = [0.1, 0.3, 0.6];
    private readonly double[] _logCapital = new double[Stakes.Length];

    public long Count { get; private set; }

    public long Hits { get; private set; }

    /// <summary>Adds one observation; true when the share is condemned.</summary>
    public bool Add(bool hit)
    {
        Count++;
        Hits += hit ? 1 : 0;
        var mixed = 0.0;
        for (var i = 0; i < Stakes.Length; i++)
        {
            _logCapital[i] += Math.Log(1 + (Stakes[i] / limit * ((hit ? 1 : 0) - limit)));
            mixed += Math.Exp(Math.Min(_logCapital[i], 700)) / Stakes.Length;
        }

        return Count >= Least && mixed >= 1 / Alpha;
    }
}
