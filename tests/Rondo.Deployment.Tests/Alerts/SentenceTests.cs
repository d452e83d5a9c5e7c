using System.Text.Encodings.Web;
using System.Text.Json;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Drift;
using Rondo.Deployment.Monitoring;
using Rondo.Deployment.Tests.Monitoring;
using Rondo.Scoping;

namespace Rondo.Deployment.Tests.Alerts;

/// <summary>
/// Every form of sentence that an alert, or a step in its life, can be: written where the pages' tests read it, so that no sentence is added
/// that they cannot say in Chinese. <c>APPROVE=1</c> writes it.
/// </summary>
public sealed class SentenceTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task The_pages_know_every_sentence_of_an_alert()
    {
        string[] sentences =
        [
            .. Windows(), .. Answers(), .. await LivesAsync(),
            "A retraining failed: history.csv",
            "city@3 was approved and cannot be deployed: 12 of the first 80 requests failed in the model; at most 1.0 % may.",
            "The endpoint went back to version 1 by itself: 12 of the first 80 requests failed in the model; at most 1.0 % may.",
            "The endpoint went back to version 1 by itself: 12 of the first 80 requests took longer than 20 ms; at most 5 % may.",
        ];
        var text = JsonSerializer.Serialize(sentences.Distinct(StringComparer.Ordinal), Indented) + "\n";
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Rondo.slnx")))
        {
            folder = folder.Parent!;
        }

        var path = Path.Combine(folder.FullName, "web", "src", "shared", "i18n", "alert-sentences.json");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            await File.WriteAllTextAsync(path, text);
        }

        Assert.Equal(await File.ReadAllTextAsync(path), text);
    }

    private static IEnumerable<string> Windows()
    {
        var judge = new WindowJudge(new(), Garden.Version(1));
        var (calm, far) = (Counts(0), Counts(0));
        var drifted = Counts(9);
        drifted.Statuses["error"] = drifted.Statuses["shed"] = drifted.Statuses["invalid"] = 60;
        var poor = Counts(5);
        foreach (var cells in poor.Columns.Values)
        {
            cells.Missing = 150;
            cells.OutOfRange = 90;
        }

        for (var i = 0; i < calm.Values.Items.Count; i++)
        {
            far.Values.Items[i] = (calm.Values.Items[i].Hash, calm.Values.Items[i].Value + 100);
        }

        return new[] { (drifted, calm), (poor, calm), (OneColumn(), calm), (far, calm) }
            .SelectMany(c => judge.Judge("bikes", 0, c.Item1, c.Item2).Violations.Select(v => v.Sentence));
    }

    private static WindowCounts OneColumn()
    {
        var counts = Counts(0);
        (counts.Columns["x"].Cells[0], counts.Columns["x"].Cells[9]) = (0, 60);
        (counts.Columns["x"].Cells[1], counts.Columns["x"].Cells[8]) = (0, 60);
        return counts;
    }

    // 300 answers as in the reference; some cells of every column are emptied into its last one, and values nobody knew are among them.
    private static WindowCounts Counts(int emptied)
    {
        var counts = new WindowCounts { Statuses = new(StringComparer.Ordinal) { ["ok"] = 300 } };
        foreach (var column in Garden.Version(1).Columns)
        {
            var cells = CellCounts.For(column);
            for (var i = 0; i < cells.Cells.Length; i++)
            {
                cells.Cells[i < Math.Min(emptied, cells.Cells.Length - 1) ? cells.Cells.Length - 1 : i] += 300 / cells.Cells.Length;
            }

            if (emptied > 0 && column.Kind == CellKind.Values)
            {
                cells.AddUnseen("violet", 60);
            }

            counts.Columns.Add(column.Name, cells);
        }

        for (var i = 0; i < 300; i++)
        {
            counts.Values.Items.Add(((ulong)i, i));
        }

        return counts;
    }

    private static IEnumerable<string> Answers()
    {
        var version = Garden.Version(1);
        yield return Degradation.Judge(version, [Live("mae", 9, 8.5, 9.5, "")], new())!.Violation.Sentence;
        foreach (var (requirement, measured) in new[]
                 {
                     ("mae <= 6", Live("mae", 9, 8.5, 9.5, "")), ("mae < 6", Live("mae", 9, 8.5, 9.5, "")), ("r2 >= 0.5", Live("r2", 0.1, 0, 0.2, "")), ("r2 > 0.5", Live("r2", 0.1, 0, 0.2, "")),
                     ("latency.p95 <= 20 ms", Live("latency.p95", 0.1, 0.09, 0.11, "s")), ("missing(x) <= 1%", Live("missing(x)", 0.2, null, null, "") with { Subject = new("data", "production") }),
                 })
        {
            var charter = new Charter(TaskKind.Regression, "y") { Requirements = [Requirement.Parse(requirement, new("rondo.yaml")).Value!] };
            yield return LiveMeasurements.Judge(charter, [measured]).Single().Sentence;
        }
    }

    private static Measurement Live(string measure, double value, double? low, double? high, string unit) => new(measure, value, unit, new("model", "production")) { Low = low, High = high, Count = 500 };

    // Errors that grow, shrink, a deployment, and windows that are kept again.
    private static async Task<IReadOnlyList<string>> LivesAsync()
    {
        await using var garden = await Garden.OpenAsync();
        for (var day = 0; day < 9; day++)
        {
            await garden.FeedbackAsync(await garden.CaptureAsync(day, 400, shift: day is 1 or 2 ? 1 : 0), day is 3 or 4 ? 20 : 5);
            garden.Clock.Now = Garden.Begin.AddDays(day + 1.1);
            await garden.PassAsync();
        }

        await garden.FeedbackAsync(await garden.CaptureAsync(9, 400), 40);
        await garden.PassAsync();
        await garden.SqlAsync("INSERT INTO endpoint_changes (endpoint, revision, action, version, former_version, changed_at, changed_by, reason, evidence) VALUES ('bikes', 2, 'deploy', 2, 1, 0, 'ann', '', '{}')");
        await garden.PassAsync();
        var alerts = new AlertStore(garden.Workspace);
        var said = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var alert in await alerts.ListAsync(new(), 50, null, default))
        {
            said.UnionWith((await alerts.HistoryAsync(alert.Id, default)).Select(h => h.Comment));
        }

        Assert.Contains(said, s => s.StartsWith("The errors shrank again", StringComparison.Ordinal));
        Assert.Contains(said, s => s.StartsWith("Kept ", StringComparison.Ordinal));
        Assert.Contains("Version 2 answers now.", said);
        return [.. said];
    }
}
