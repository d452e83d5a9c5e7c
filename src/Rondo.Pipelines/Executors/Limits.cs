using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Pipelines.Executors;

/// <summary>What is said when a step is stopped at a limit.</summary>
internal static class Limits
{
    public static Failure Memory(long limit, long used) => new("step.out-of-memory",
        $"It used {Bytes(used)} of memory; the limit is {Bytes(limit)}.", "Raise resources: { memory: … }, or let the step read its data in pieces.")
    {
        Kind = FailureKind.World,
        Arguments = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["limit"] = limit.ToString(CultureInfo.InvariantCulture),
            ["used"] = used.ToString(CultureInfo.InvariantCulture),
        },
    };

    public static Failure Time(TimeSpan limit) => new("step.out-of-time",
        $"It ran longer than its limit of {Duration(limit)}.", "Raise resources: { time: … }, or give the step less to do.")
    { Kind = FailureKind.World };

    public static string Bytes(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
    };

    private static string Duration(TimeSpan time) => time.TotalSeconds < 120
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min");
}
