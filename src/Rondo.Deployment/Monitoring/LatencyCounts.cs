namespace Rondo.Deployment.Monitoring;

/// <summary>Latencies by buckets that grow by 2 %: any quantile to 1 %, and counts that add up (DDSketch, Masson et al. 2019).</summary>
internal sealed record LatencyCounts
{
    private static readonly double Growth = Math.Log(1.02);

    public SortedDictionary<int, long> Buckets { get; init; } = [];

    public long Count => Buckets.Values.Sum();

    public static int Bucket(long microseconds) => (int)Math.Ceiling(Math.Log(Math.Max(1, microseconds)) / Growth);

    public void Add(long microseconds, long count = 1)
    {
        var bucket = Bucket(microseconds);
        Buckets[bucket] = Buckets.GetValueOrDefault(bucket) + count;
    }

    public void Add(LatencyCounts more)
    {
        foreach (var (bucket, count) in more.Buckets)
        {
            Buckets[bucket] = Buckets.GetValueOrDefault(bucket) + count;
        }
    }

    /// <summary>A quantile in seconds; null without calls.</summary>
    public double? Quantile(double share) => AtRank((long)Math.Ceiling(share * Count));

    /// <summary>The 95 % interval of a quantile, from the binomial distribution of its rank; null where there are too few calls.</summary>
    public (double Low, double High)? Interval(double share)
    {
        var spread = 1.96 * Math.Sqrt(Count * share * (1 - share));
        var (low, high) = ((long)Math.Floor((share * Count) - spread), (long)Math.Ceiling((share * Count) + spread) + 1);
        return low >= 1 && high <= Count ? (AtRank(low)!.Value, AtRank(high)!.Value) : null;
    }

    private double? AtRank(long rank)
    {
        long before = 0;
        foreach (var (bucket, count) in Buckets)
        {
            before += count;
            if (before >= Math.Max(1, rank))
            {
                // The middle of a bucket, in relative terms.
                return Math.Exp(bucket * Growth) * 2 / (1 + Math.Exp(Growth)) / 1e6;
            }
        }

        return null;
    }
}
