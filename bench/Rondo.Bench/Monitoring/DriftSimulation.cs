using Rondo.Deployment.Drift;

namespace Rondo.Bench.Monitoring;

/// <summary>How often each rule alarmed in trials of one setting.</summary>
internal sealed class AlarmCounts
{
    public int Trials { get; set; }

    /// <summary>Any column of the first window, before persistence.</summary>
    public int Rondo { get; set; }

    /// <summary>The same column in two windows in a row.</summary>
    public int Persisted { get; set; }

    public int KolmogorovSmirnov { get; set; }

    public int PopulationStability { get; set; }

    public int JensenShannon { get; set; }
}

/// <summary>Draws references and windows, and asks every rule. Each trial has a reference of its own, so that trials are independent.</summary>
internal sealed class DriftSimulation(IReadOnlyList<SimulatedColumn> columns, double alarmRate, double threshold, bool naive = true)
{
    public AlarmCounts Run(int referenceRows, int windowRows, int trials, Drifted drifted, ulong seed)
    {
        var counts = new AlarmCounts { Trials = trials };
        Parallel.For(0, trials, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(2, Environment.ProcessorCount) }, trial =>
        {
            var found = Trial(new RandomDraws(seed + ((ulong)trial * 7919)), referenceRows, windowRows, drifted);
            lock (counts)
            {
                counts.Rondo += found.Rondo;
                counts.Persisted += found.Persisted;
                counts.KolmogorovSmirnov += found.KolmogorovSmirnov;
                counts.PopulationStability += found.PopulationStability;
                counts.JensenShannon += found.JensenShannon;
            }
        });
        return counts;
    }

    private AlarmCounts Trial(RandomDraws random, int referenceRows, int windowRows, Drifted drifted)
    {
        var counts = new AlarmCounts();
        var references = columns.Select(c => c.Sample(random, referenceRows, Drifted.Not)).ToList();
        var cells = columns.Select((c, i) => c.Reference(references[i])).ToList();
        var first = Window(random, cells, windowRows, drifted, references, counts);
        var second = first.Any(d => d) ? Window(random, cells, windowRows, drifted, null, counts) : first;
        counts.Rondo = first.Any(d => d) ? 1 : 0;
        counts.Persisted = first.Zip(second, (a, b) => a && b).Any(d => d) ? 1 : 0;
        return counts;
    }

    private List<bool> Window(RandomDraws random, List<ReferenceColumn> cells, int rows, Drifted drifted, List<double[]>? references, AlarmCounts counts)
    {
        var level = DriftFamily.Level(alarmRate);
        var findings = new List<(string, DriftFinding)>();
        for (var i = 0; i < columns.Count; i++)
        {
            var sample = columns[i].Sample(random, rows, drifted);
            var table = CellTable.Of(cells[i], SimulatedColumn.Count(cells[i], sample));
            findings.Add((columns[i].Name, DriftTest.Run(table, cells[i].Kind, new(level, columns.Count, random.Next()))));
            if (naive && references is not null)
            {
                counts.KolmogorovSmirnov |= columns[i].IsNumber && NaiveRules.KolmogorovSmirnov(references[i], sample) ? 1 : 0;
                counts.PopulationStability |= NaiveRules.PopulationStability(table) ? 1 : 0;
                counts.JensenShannon |= NaiveRules.JensenShannon(table) ? 1 : 0;
            }
        }

        return [.. DriftFamily.Judge(findings, level, threshold).Select(j => j.Drifted)];
    }
}
