using System.Globalization;
using Rondo.Deployment.Drift;

namespace Rondo.Bench.Monitoring;

/// <summary>False alarms without drift and power with drift of known size, as Markdown.</summary>
internal static class MonitoringBench
{
    private const double AlarmRate = 0.01;
    private const double Threshold = 0.1;

    // Many of the sizes where small numbers make tests wrong, and of the large ones as many as a bound needs.
    private static readonly (int Reference, int Window, int Trials)[] Sizes =
    [
        (50, 50, 500), (50, 1000, 300), (200, 50, 500), (1000, 50, 400), (1000, 1000, 200), (10_000, 50, 250), (10_000, 1000, 100), (1000, 20_000, 40), (50, 100_000, 50), (100_000, 50, 80), (100_000, 100_000, 30),
    ];

    /// <summary>As the monitor is set by default.</summary>
    public static bool Alarms(double effort)
    {
        Console.WriteLine($"Watched alone and together: {string.Join("; ", Traffic.Mixed.Select(c => c.Name))}.");
        Console.WriteLine("A trial draws a reference and windows of its own, and asks the monitor's own judge: drift and data quality. *upper* is the upper 95 % bound (Clopper-Pearson, one-sided) of the rate before it; *2 windows* is the rate with persistence, as alerts fire.");
        return FalseAlarms("Without drift, as the monitor is set by default", AlarmRate, Threshold, effort);
    }

    /// <summary>Without a practical threshold: a liberal test would show.</summary>
    public static bool Tests(double effort) =>
        FalseAlarms("Without drift and without a practical threshold: the tests alone, at a stated 5 %", 0.05, 0, effort / 5);

    private static bool FalseAlarms(string title, double rate, double threshold, double effort)
    {
        Console.WriteLine($"\n## {title}\n");
        Console.WriteLine($"Share of windows that alarm; stated: at most {Percent(rate)}.\n");
        var found = new List<(string Shape, string Size, AlarmCounts Counts)>();
        foreach (var (name, columns) in Traffic.Shapes)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.CpuUsage.TotalTime.TotalSeconds:0} CPU s: {name}"));
            foreach (var (n, m, trials) in Sizes)
            {
                var counts = new DriftSimulation(columns, rate, threshold).Run(n, m, Math.Max(5, (int)(trials * effort)), Drifted.Not, (ulong)((n * 31L) + m + (1_000_003L * name.Length)));
                found.Add((name, $"{Traffic.Rows(n)} against {Traffic.Rows(m)}", counts));
            }
        }

        var honest = Table("shape", found.Select(f => (f.Shape, f.Counts)), rate);
        honest &= Table("reference rows against window rows, every shape", found.Select(f => (f.Size, f.Counts)), rate);
        return honest & Table("overall", found.Select(f => ("everything", f.Counts)), rate);
    }

    private static bool Table(string what, IEnumerable<(string Name, AlarmCounts Counts)> found, double rate)
    {
        Console.WriteLine($"| {what} | windows | Rondo | upper | 2 windows | upper | KS p<0.05 | PSI>0.2 | JS>0.1 |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var honest = true;
        foreach (var group in found.GroupBy(f => f.Name, f => f.Counts, StringComparer.Ordinal))
        {
            var sum = group.Aggregate(new AlarmCounts(), (a, b) => a.Add(b));
            var (upper, lasting) = (SpecialFunctions.UpperBound(sum.Rondo, sum.Trials), SpecialFunctions.UpperBound(sum.Persisted, sum.Trials));
            honest &= upper <= rate && lasting <= rate;
            Console.WriteLine($"| {group.Key} | {sum.Trials} | {Share(sum.Rondo, sum)} | {Percent(upper)}{(upper <= rate ? "" : SpecialFunctions.LowerBound(sum.Rondo, sum.Trials) > rate ? " **too high**" : " (too few windows to tell)")} | {Share(sum.Persisted, sum)} | {Percent(lasting)} | {Share(sum.KolmogorovSmirnov, sum)} | {Share(sum.PopulationStability, sum)} | {Share(sum.JensenShannon, sum)} |");
        }

        Console.WriteLine();
        return honest;
    }

    /// <summary>With drift of known size.</summary>
    public static void Power(double effort)
    {
        Console.WriteLine("\n## With drift of one of three columns: share of windows that alarm\n");
        Console.WriteLine("Three columns (two normal; 10 values, or 1,000 in the last rows) over 10,000 reference rows; size 0 is each rule's own false-alarm rate.\n");
        Console.WriteLine("| drift | size | window rows | Rondo | 2 windows | KS p<0.05 | PSI>0.2 | JS>0.1 |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (var (name, sizes, make) in new (string, double[], Func<double, Drifted>)[]
        {
            ("shift of a number, in sd", [0, 0.1, 0.2, 0.3, 0.5, 1], s => new(Shift: s)),
            ("spread of a number, factor", [1.2, 1.5, 2], s => new(Scale: s)),
            ("share of rows whose number went missing", [0.02, 0.05, 0.1, 0.2], s => new(Missing: s)),
            ("share of rows moved to one of 10 values", [0.05, 0.1, 0.2, 0.4], s => new(Mix: s)),
            ("share of rows with a new value", [0.01, 0.02, 0.05, 0.1], s => new(New: s)),
            ("share of rows moved to one of 1,000 values", [0, 0.02, 0.05, 0.2], s => new(Mix: s)),
        })
        {
            foreach (var size in sizes)
            {
                foreach (var m in new[] { 50, 200, 1000, 10_000 })
                {
                    Line(name, size, m, make(size), Math.Max(20, (int)(40 * effort)));
                }
            }
        }
    }

    private static void Line(string name, double size, int rows, Drifted drifted, int trials)
    {
        var counts = new DriftSimulation(One(name, drifted), AlarmRate, Threshold).Run(10_000, rows, trials, drifted, (ulong)rows + (ulong)(size * 1000));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {size} | {Traffic.Rows(rows)} | {Share(counts.Rondo, counts)} | {Share(counts.Persisted, counts)} | {Share(counts.KolmogorovSmirnov, counts)} | {Share(counts.PopulationStability, counts)} | {Share(counts.JensenShannon, counts)} |"));
    }

    // The column that drifts, among others that do not.
    private static IReadOnlyList<SimulatedColumn> One(string name, Drifted drifted)
    {
        SimulatedColumn[] columns =
        [
            Traffic.Number("a", r => r.Normal()), Traffic.Number("b", r => r.Normal()),
            name.Contains("1,000", StringComparison.Ordinal) ? Traffic.Category("thousand", r => r.Below(1000)) : Traffic.Category("ten", r => r.Below(10)),
        ];
        var which = drifted.Shift > 0 || drifted.Scale > 1 || drifted.Missing > 0 ? 0 : 2;
        return [.. columns.Select((c, i) => i == which ? c : c.Steady())];
    }

    private static string Share(int alarms, AlarmCounts counts) => Percent(alarms / (double)counts.Trials);

    private static string Percent(double share) => (100 * share).ToString("0.0#", CultureInfo.InvariantCulture) + " %";
}
