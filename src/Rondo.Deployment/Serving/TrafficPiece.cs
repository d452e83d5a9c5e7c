using System.Globalization;
using System.Text;

namespace Rondo.Deployment.Serving;

/// <summary>Requests of a piece of time, counted by many threads: by status, and the latencies of those answered.</summary>
internal sealed class TrafficPiece
{
    private readonly long[] _counts = new long[Enum.GetValues<PredictionStatus>().Length];
    private readonly int[] _bins = new int[LatencyBins.Count];
    private readonly Lock _lock = new();
    private long _number = -1;

    /// <summary>Which piece of time it counts; -1 for none.</summary>
    public long Number => Volatile.Read(ref _number);

    public long Count(PredictionStatus status) => Volatile.Read(ref _counts[(int)status]);

    public int CountIn(int bin) => Volatile.Read(ref _bins[bin]);

    public static TrafficPiece Of(long number) => new() { _number = number };

    /// <summary>Counts a later piece of time from here on.</summary>
    public void Begin(long number)
    {
        lock (_lock)
        {
            if (_number < number)
            {
                Array.Clear(_counts);
                Array.Clear(_bins);
                Volatile.Write(ref _number, number);
            }
        }
    }

    public void Add(PredictionStatus status, long latency)
    {
        Interlocked.Increment(ref _counts[(int)status]);
        if (status == PredictionStatus.Ok)
        {
            Interlocked.Increment(ref _bins[LatencyBins.Of(latency)]);
        }
    }

    public void Add(TrafficPiece other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            Interlocked.Add(ref _counts[i], Volatile.Read(ref other._counts[i]));
        }

        for (var i = 0; i < _bins.Length; i++)
        {
            Interlocked.Add(ref _bins[i], Volatile.Read(ref other._bins[i]));
        }
    }

    public void Add(PredictionStatus status, long count, string bins)
    {
        Interlocked.Add(ref _counts[(int)status], count);
        foreach (var range in bins.AsSpan().Split(' '))
        {
            var one = bins.AsSpan()[range];
            if (one.IndexOf(':') is var colon and > 0)
            {
                Interlocked.Add(ref _bins[int.Parse(one[..colon], CultureInfo.InvariantCulture)], int.Parse(one[(colon + 1)..], CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>The latencies as text: <c>bin:count</c> where there are any.</summary>
    public string Bins()
    {
        var text = new StringBuilder();
        for (var bin = 0; bin < _bins.Length; bin++)
        {
            if (CountIn(bin) is var count and > 0)
            {
                text.Append(text.Length > 0 ? " " : "").Append(CultureInfo.InvariantCulture, $"{bin}:{count}");
            }
        }

        return text.ToString();
    }

    public TrafficBucket ToBucket(DateTimeOffset at) => new(
        at, _counts[0], _counts[1], _counts[2], _counts[3], LatencyBins.Quantile(_bins, 0.5), LatencyBins.Quantile(_bins, 0.95), LatencyBins.Quantile(_bins, 0.99));
}
