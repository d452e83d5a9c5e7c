using System.Globalization;
using Rondo.Cli.Output;
using Rondo.Deployment;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Monitoring;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Scoping;

namespace Rondo.Cli.Demo;

/// <summary>What became of the endpoint week by week, as the workspace has it: rows, error with its interval, drift, and what happened.</summary>
internal sealed class DemoTimeline(ProjectSession session, string endpoint)
{
    private const double ErrorOfACell = 2;
    private const int Most = 200;
    private const int Last = 3;

    private static readonly string[] Told = ["comparison", "replay"];

    /// <summary>The head of the table.</summary>
    public static void PrintHead() =>
        Terminal.Out.WriteLine(Terminal.Faint(string.Create(CultureInfo.InvariantCulture, $"week  begins      model           known  mae (95 %)            drift            █ is {ErrorOfACell} rentals an hour")));

    /// <summary>A week, from 0: a line for each version that answered in it, and what happened.</summary>
    public async Task PrintAsync(int week, CancellationToken ct)
    {
        var (from, to) = (DemoLife.Begin.AddDays(week * 7), DemoLife.Begin.AddDays((week + 1) * 7));
        var events = (await EventsAsync(ct)).OrderBy(e => e.At).ToList();
        Print(week == 0 ? events.Where(e => e.At < from) : []);
        var store = new MonitorStore(session.Workspace);
        var windows = (await store.HistoryAsync(endpoint, Most, ct)).Where(w => w.Start == from).ToDictionary(w => w.Version);
        foreach (var one in (await store.PerformanceAsync(endpoint, Most, ct)).Where(p => p.Start == from).OrderBy(p => p.Version))
        {
            var mae = one.Metrics.First(m => m.Measure is "mae");
            var drift = windows.GetValueOrDefault(one.Version)?.Columns.Where(c => c.State is ColumnState.Drift).MaxBy(c => c.Excess);
            Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{week + 1,4}  {from:yyyy-MM-dd}  {session.Project.Name + "@" + one.Version,-15} {one.Labelled,5}  {Interval(mae),-20}  {(drift is null ? "-" : $"{drift.Name} {drift.Effect:0.00}"),-15}  {Bar(mae.Value)}"));
        }

        Print(events.Where(e => e.At >= from && e.At < to));
    }

    /// <summary>What the loop was good for: the error before the change, in its worst week and at the end, and what the first version would have answered there.</summary>
    public async Task SumUpAsync(CancellationToken ct)
    {
        var all = (await new MonitorStore(session.Workspace).PerformanceAsync(endpoint, Most, ct)).GroupBy(p => p.Start)
            .Select(g => (Start: g.Key, Error: g.Sum(p => p.Labelled * p.Metrics.First(m => m.Measure is "mae").Value) / g.Sum(p => p.Labelled))).OrderBy(w => w.Start).ToList();
        var before = all.Where(w => w.Start < DemoProject.DriftsFrom).Average(w => w.Error);
        var worst = all.Max(w => w.Error);
        var last = all.TakeLast(Last).Average(w => w.Error);
        var alone = await AloneAsync(ct);
        Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"The mean absolute error was {before:0.0} rentals an hour before the metro closed, {worst:0.0} in the worst week, and {last:0.0} in the last {Last} weeks."));
        Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Without the loop {session.Project.Name}@1 would still answer: with an error of {alone:0.0} in those {Last} weeks."));
    }

    // The first version answers the last weeks again.
    private async Task<double> AloneAsync(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("rondo-demo-").FullName;
        try
        {
            var (asked, answered) = (Path.Combine(folder, "asked.csv"), Path.Combine(folder, "answered.csv"));
            var hours = DemoLife.LastHours(Last * 7 * 24);
            await File.WriteAllLinesAsync(asked, [string.Join(',', CityBikes.Columns), .. hours], ct);
            var bundle = (await FindBundle.RunAsync(session.Project.Name + "@1", session.Workspace, ct)).Value;
            _ = (await PredictFile.RunAsync(new(bundle, asked, answered) { Keep = ["rentals"] }, progress: null, ct)).Value;
            var lines = await File.ReadAllLinesAsync(answered, ct);
            var prediction = Array.IndexOf(lines[0].Split(','), "prediction");
            var truth = Array.IndexOf(lines[0].Split(','), "rentals");
            return lines.Skip(1).Select(l => l.Split(',')).Average(f => Math.Abs(double.Parse(f[prediction], CultureInfo.InvariantCulture) - double.Parse(f[truth], CultureInfo.InvariantCulture)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(IEnumerable<(DateTimeOffset At, string Text)> events)
    {
        foreach (var (at, text) in events)
        {
            Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"      {at:yyyy-MM-dd}  {text}"));
        }
    }

    private async Task<IReadOnlyList<(DateTimeOffset At, string Text)>> EventsAsync(CancellationToken ct)
    {
        var events = new List<(DateTimeOffset, string)> { (DemoProject.DriftsFrom, Terminal.Yellow("(in the city: the metro closes for repairs, and its commuters take bikes)")) };
        events.AddRange((await new EndpointStore(session.Workspace).ChangesAsync(endpoint, Most, null, ct)).Select(c => (c.At, $"{Terminal.Bold("deployed")} {session.Project.Name}@{c.Version}")));
        foreach (var alert in await new AlertStore(session.Workspace).ListAsync(new(endpoint), Most, null, ct))
        {
            if (alert.FiredAt is { } fired)
            {
                events.Add((fired, $"{Terminal.Red("alert")} {alert.Rule}: {First(await new AlertStore(session.Workspace).HistoryAsync(alert.Id, ct), alert)}"));
            }

            if (alert is { FiredAt: not null, ResolvedAt: { } over })
            {
                events.Add((over, $"{Terminal.Green("alert over")} {alert.Rule}"));
            }
        }

        foreach (var one in await new RetrainingStore(session.Workspace).ListAsync(endpoint, Most, null, ct))
        {
            events.Add((one.StartedAt, $"{Terminal.Bold("retraining")} set off by {one.Kind}: {one.Labels} labelled answers gathered"));
            if (one.EndedAt is { } ended)
            {
                events.AddRange(Told.Select(s => (string?)one.Evidence[s]?["sentence"]).OfType<string>().Select(s => (ended.AddTicks(-1), "  " + s)));
                events.Add((ended, $"{(one.State is RetrainingState.Promoted ? Terminal.Green("promoted") : Terminal.Yellow(RetrainingRecord.Word(one.State)))}: {one.Outcome}"));
            }
        }

        return events;
    }

    private static string First(IReadOnlyList<AlertEvent> history, Alert alert) => history.FirstOrDefault(h => h.State is AlertState.Firing)?.Comment ?? alert.Sentence;

    private static string Interval(Measurement mae) => string.Create(CultureInfo.InvariantCulture, $"{mae.Value:0.0} ({mae.Low:0.0} to {mae.High:0.0})");

    private static string Bar(double error)
    {
        var halves = (int)Math.Round(error / ErrorOfACell * 2, MidpointRounding.AwayFromZero);
        return new string('█', halves / 2) + (halves % 2 == 1 ? "▌" : "");
    }
}
