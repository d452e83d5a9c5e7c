using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Puts runs side by side.</summary>
internal static class RunComparing
{
    public static async Task<RunComparison> RunAsync(Workspace workspace, IReadOnlyList<RunRecord> runs, CancellationToken ct)
    {
        var parameters = new List<Dictionary<string, string?>>();
        var metrics = new List<Dictionary<string, double?>>();
        var artifacts = new List<Dictionary<string, string?>>();
        foreach (var run in runs)
        {
            var whole = new[] { run }.Concat(await RunReading.ChildrenAsync(workspace, run, ct)).ToList();
            parameters.Add(Last(whole.SelectMany(r => r.Start.Parameters.Select(p => (Name(run, r, p.Key), (string?)CanonicalJson.Text(p.Value))))));
            artifacts.Add(Last(whole.SelectMany(r => r.Artifacts.Select(a => (Name(run, r, $"{a.Direction} {a.Port}"), (string?)a.Digest.Hex)))));
            metrics.Add(Last((await RunReading.MetricsAsync(workspace, run, ct)).Select(m => (m.StepName is null ? m.Key : $"{m.StepName}.{m.Key}", m.Value))));
        }

        return new(
            [.. runs.Select(RunSummary.Of)],
            Table(parameters, (name, differs, values) => new ComparedValue(name, differs, values)),
            Table(metrics, (name, differs, values) => new ComparedMetric(name, differs, values)),
            Table(artifacts, (name, differs, values) => new ComparedValue(name, differs, values)));
    }

    private static string Name(RunRecord whole, RunRecord part, string name) => ReferenceEquals(whole, part) ? name : $"{part.Start.Name}.{name}";

    private static Dictionary<string, T> Last<T>(IEnumerable<(string Name, T Value)> values)
    {
        var last = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            last[name] = value;
        }

        return last;
    }

    // Those that differ first, then by name.
    private static List<TRow> Table<T, TRow>(List<Dictionary<string, T?>> runs, Func<string, bool, IReadOnlyList<T?>, TRow> row) =>
        [.. runs.SelectMany(r => r.Keys).Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Values: runs.Select(r => r.GetValueOrDefault(name)).ToList()))
            .Select(r => (r.Name, r.Values, Differs: r.Values.Distinct().Skip(1).Any()))
            .OrderByDescending(r => r.Differs).ThenBy(r => r.Name, StringComparer.Ordinal)
            .Select(r => row(r.Name, r.Differs, r.Values))];
}
