using System.Runtime.InteropServices;
using Rondo.Bundles;
using Rondo.Scoping;

namespace Rondo.Modeling.Registry;

/// <summary>How long a model takes for one row, in this process, on this machine.</summary>
internal static class LatencyProbe
{
    private const int WarmUp = 200;
    private const int Calls = 2000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>The machine, for people.</summary>
    public static string Hardware()
    {
        const string CpuInfo = "/proc/cpuinfo";
        var model = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[^1].Trim()
            : null;
        return $"{model ?? RuntimeInformation.ProcessArchitecture.ToString()}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription.Split('#')[0].Trim()}";
    }

    /// <summary>Measures p50, p95 and p99 over two thousand single rows taken from the bundle's samples (fewer, where that takes more than five seconds).</summary>
    public static IReadOnlyList<Measurement> Measure(Bundle bundle, TimeProvider clock, CancellationToken ct)
    {
        using var predictor = Predictor.Load(bundle).Value;
        using var row = predictor.Rent();
        var samples = bundle.Samples.Expected.Count;
        var seconds = new List<double>();
        var start = clock.GetTimestamp();
        for (var i = 0; i < WarmUp + Calls && (seconds.Count < 20 || clock.GetElapsedTime(start) < Longest); i++)
        {
            ct.ThrowIfCancellationRequested();
            var before = clock.GetTimestamp();
            row.Set(bundle, i % samples);
            _ = row.Predict(ct).Value;
            if (i >= WarmUp)
            {
                seconds.Add(clock.GetElapsedTime(before).TotalSeconds);
            }
        }

        var sorted = seconds.Order().ToArray();
        return [Quantile("latency.p50", 0.5), Quantile("latency.p95", 0.95), Quantile("latency.p99", 0.99)];

        Measurement Quantile(string name, double share)
        {
            // distribution-free interval of a quantile, by the binomial distribution's normal approximation
            var (n, half) = (sorted.Length, Metrics.Intervals.Z * Math.Sqrt(share * (1 - share) / sorted.Length));
            return new(name, Metrics.Intervals.Quantile(sorted, share), "s", new("model", ""))
            {
                Low = Metrics.Intervals.Quantile(sorted, Math.Max(0, share - half)),
                High = Metrics.Intervals.Quantile(sorted, Math.Min(1, share + half)),
                Count = n,
                Origin = Hardware(),
            };
        }
    }
}
