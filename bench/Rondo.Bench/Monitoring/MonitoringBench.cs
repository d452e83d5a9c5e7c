using System.Globalization;
using Rondo.Deployment.Drift;

namespace Rondo.Bench.Monitoring;

/// <summary>False alarms without drift and power with drift of known size, as Markdown.</summary>
internal static class MonitoringBench
{
    private const double AlarmRate = 0.01;
    private const double Threshold = 0.1;

    public static bool Run(double effort)
    {
        Console.WriteLine("# Drift: false alarms and power");
        Console.WriteLine();
        Console.WriteLine($"Stated alarm rate {AlarmRate:P0} a window, threshold {Threshold} above noise. 12 columns watched together: {string.Join("; ", Traffic.Mixed.Select(c => c.Name))}.");
        Console.WriteLine("Each trial draws a reference of its own. *upper* is the upper 95 % bound (Clopper-Pearson, one-sided) of Rondo's rate without persistence; *2 windows* is with it, as alerts are raised.");
        var honest = FalseAlarms("Without drift: share of windows in which any column alarms", AlarmRate, Threshold, effort);
        honest &= FalseAlarms("Without drift and without a practical threshold: the tests alone, at a stated 5 %", 0.05, 0, effort / 2);
        Power(effort);
        return honest;
    }

    private static bool FalseAlarms(string title, double rate, double threshold, double effort)
    {
        Console.WriteLine($"\n## {title}\n");
        Console.WriteLine("| reference rows | window rows | trials | Rondo | upper | stated | 2 windows | KS p<0.05 | PSI>0.2 | JS>0.1 |");
        Console.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        var honest = true;
        foreach (var (n, m, trials) in new[] { (50, 50, 2000), (50, 1000, 2000), (200, 50, 2000), (1000, 50, 2000), (1000, 1000, 2000), (10_000, 50, 2000), (10_000, 1000, 1500), (1000, 20_000, 1000), (50, 100_000, 800), (100_000, 50, 800), (100_000, 100_000, 800) })
        {
            var counts = new DriftSimulation(Traffic.Mixed, rate, threshold).Run(n, m, Math.Max(50, (int)(trials * effort)), Drifted.Not, (ulong)((n * 31) + m));
            var upper = SpecialFunctions.UpperBound(counts.Rondo, counts.Trials);
            honest &= upper <= rate;
            Console.WriteLine($"| {Traffic.Rows(n)} | {Traffic.Rows(m)} | {counts.Trials} | {Share(counts.Rondo, counts)} | {Percent(upper)} | {Percent(rate)} | {Share(counts.Persisted, counts)} | {Share(counts.KolmogorovSmirnov, counts)} | {Share(counts.PopulationStability, counts)} | {Share(counts.JensenShannon, counts)} |");
        }

        return honest;
    }

    private static void Power(double effort)
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
                    Line(name, size, m, make(size), Math.Max(50, (int)(150 * effort)));
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
