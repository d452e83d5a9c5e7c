using Rondo.Bundles;
using Rondo.Deployment;
using Rondo.Deployment.Drift;
using Rondo.Deployment.Monitoring;

namespace Rondo.Bench.Monitoring;

/// <summary>How often each rule alarmed in trials of one setting.</summary>
internal sealed class AlarmCounts
{
    public int Trials { get; set; }

    /// <summary>Any violation of the first window, before persistence: drift of any column, or data quality.</summary>
    public int Rondo { get; set; }

    /// <summary>An alert would fire: the same column drifted, or quality was violated, in two windows in a row.</summary>
    public int Persisted { get; set; }

    public int KolmogorovSmirnov { get; set; }

    public int PopulationStability { get; set; }

    public int JensenShannon { get; set; }

    public AlarmCounts Add(AlarmCounts more)
    {
        Trials += more.Trials;
        Rondo += more.Rondo;
        Persisted += more.Persisted;
        KolmogorovSmirnov += more.KolmogorovSmirnov;
        PopulationStability += more.PopulationStability;
        JensenShannon += more.JensenShannon;
        return this;
    }
}

/// <summary>
/// Draws references and windows, and asks every rule; Rondo's is the judge of windows itself, whole. Each trial has a reference of its
/// own, so that trials are independent.
/// </summary>
internal sealed class DriftSimulation(IReadOnlyList<SimulatedColumn> columns, double alarmRate, double threshold, bool naive = true)
{
    private readonly MonitorSettings _settings = new() { AlarmRate = alarmRate, Threshold = threshold };

    public AlarmCounts Run(int referenceRows, int windowRows, int trials, Drifted drifted, ulong seed)
    {
        var counts = new AlarmCounts();
        Parallel.For(0, trials, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount) }, trial =>
        {
            var found = Trial(new RandomDraws(seed + ((ulong)trial * 7919)), referenceRows, windowRows, drifted);
            lock (counts)
            {
                counts.Add(found);
            }
        });
        return counts;
    }

    private AlarmCounts Trial(RandomDraws random, int referenceRows, int windowRows, Drifted drifted)
    {
        var counts = new AlarmCounts { Trials = 1 };
        var references = columns.Select(c => c.Sample(random, referenceRows, Drifted.Not)).ToList();
        var version = new WatchedVersion(1, new(Signature.Regression, [], []), [.. columns.Select((c, i) => c.Reference(references[i]))], new Dictionary<string, string>(StringComparer.Ordinal), []);
        var first = Window(random, version, windowRows, drifted, references, counts);
        if (first.Count > 0)
        {
            counts.Rondo = 1;
            counts.Persisted = first.Overlaps(Window(random, version, windowRows, drifted, null, counts)) ? 1 : 0;
        }

        return counts;
    }

    // What is broken, as alerts count it in a row: drift by column, quality as a whole.
    private HashSet<string> Window(RandomDraws random, WatchedVersion version, int rows, Drifted drifted, List<double[]>? references, AlarmCounts counts)
    {
        var window = new WindowCounts { Statuses = { ["ok"] = rows } };
        for (var i = 0; i < columns.Count; i++)
        {
            var reference = version.Columns[i];
            var sample = columns[i].Sample(random, rows, drifted);
            window.Columns[reference.Name] = SimulatedColumn.Count(reference, sample);
            if (naive && references is not null)
            {
                var table = CellTable.Of(reference, window.Columns[reference.Name]);
                counts.KolmogorovSmirnov |= columns[i].IsNumber && NaiveRules.KolmogorovSmirnov(references[i], sample) ? 1 : 0;
                counts.PopulationStability |= NaiveRules.PopulationStability(table) ? 1 : 0;
                counts.JensenShannon |= NaiveRules.JensenShannon(table) ? 1 : 0;
            }
        }

        var result = new WindowJudge(_settings, version).Judge("simulated", (long)(random.Next() % 1_600_000_000_000_000), window, null);
        return [.. result.Violations.SelectMany(v => v.Rule == "drift" ? v.Columns.Select(c => "drift:" + c) : [v.Rule])];
    }
}
