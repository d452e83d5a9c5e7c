using Rondo.Contracts;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Monitoring;
using Rondo.Deployment.Tests.Alerts;
using Rondo.Kernel;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Tests.Monitoring;

public sealed class Sqlite_keeps_the_watch_contract : WatchContract
{
    protected override Task<string?> ConnectionAsync() => Task.FromResult<string?>(null);
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_watch_contract(PostgreSqlServer server) : WatchContract
{
    protected override async Task<string?> ConnectionAsync() => await server.NewSchemaAsync();
}

public abstract class WatchContract
{
    protected abstract Task<string?> ConnectionAsync();

    [Fact]
    public async Task A_quiet_week_raises_nothing()
    {
        await using var garden = await OpenAsync();
        for (var day = 0; day < 7; day++)
        {
            await garden.CaptureAsync(day, 300);
        }

        var report = await PassAsync(garden, 8);
        Assert.Equal((7, 2100L, 7), (report.Files, report.Rows, report.Judged.Count));
        Assert.All(report.Judged, w => Assert.Empty(w.Violations));
        Assert.All(report.Judged.SelectMany(w => w.Columns), c => Assert.Equal(ColumnState.Ok, c.State));
        Assert.Empty(await new AlertStore(garden.Workspace).ListAsync(new(), 10, null, default));
    }

    [Fact]
    public async Task Drift_is_pending_at_first_fires_when_it_lasts_and_is_over_when_it_ends()
    {
        await using var garden = await OpenAsync();
        var states = new List<AlertState?>();
        foreach (var (day, shift) in new[] { (0, 0.0), (1, 1), (2, 1), (3, 0), (4, 0) })
        {
            await garden.CaptureAsync(day, 300, shift);
            await PassAsync(garden, day + 1.1);
            states.Add((await AlertAsync(garden, "drift"))?.State);
        }

        Assert.Equal([null, AlertState.Pending, AlertState.Firing, AlertState.Firing, AlertState.Resolved], states);
        var alert = (await AlertAsync(garden, "drift"))!;
        Assert.Equal("x", (string?)alert.Evidence["columns"]![0]!["name"]);
        Assert.Contains("x drifted", alert.Sentence, StringComparison.Ordinal);
        Assert.Equal((2, 2), ((int)alert.Evidence["columns"]![0]!["persisted"]!, (int)alert.Evidence["windows"]!));
        // The part of the column that moved most: what lies above the reference's highest decile.
        var moved = alert.Evidence["columns"]![0]!["moved"]![0]!;
        Assert.StartsWith("> ", (string?)moved["label"], StringComparison.Ordinal);
        Assert.True((double)moved["current"]! > 2 * (double)moved["reference"]!);
    }

    [Fact]
    public async Task Missing_values_and_invalid_requests_are_a_matter_of_quality()
    {
        await using var garden = await OpenAsync();
        for (var day = 0; day < 2; day++)
        {
            await garden.CaptureAsync(day, 300, invalid: 60, missing: 0.2);
        }

        await PassAsync(garden, 3);
        Assert.Contains("x has", (await AlertAsync(garden, "quality"))!.Sentence, StringComparison.Ordinal);
        Assert.Contains("60 of 360 requests", (await AlertAsync(garden, "quality:requests"))!.Sentence, StringComparison.Ordinal);
        Assert.Equal(AlertState.Firing, (await AlertAsync(garden, "quality"))!.State);
    }

    [Fact]
    public async Task Late_rows_and_late_feedback_find_their_own_window()
    {
        await using var garden = await OpenAsync();
        var first = await garden.CaptureAsync(0, 200);
        await garden.CaptureAsync(1, 200);
        await PassAsync(garden, 2.5);
        var late = await garden.CaptureAsync(0, 100);
        await garden.FeedbackAsync(first.Concat(late), 5);
        var report = await PassAsync(garden, 2.6);
        Assert.Equal((1, 300), (report.Files, report.Feedback));
        var window = Assert.Single(report.Judged);
        Assert.Equal((Garden.Begin, 300L), (window.Start, window.Rows));
        var performance = Assert.Single(await new MonitorStore(garden.Workspace).PerformanceAsync(Garden.Name, 10, default));
        Assert.Equal((Garden.Begin, 300L, 300L), (performance.Start, performance.Rows, performance.Labelled));
        var mae = performance.Metrics.Single(m => m.Measure == "mae");
        Assert.InRange(mae.Value, 3.4, 4.6);
        Assert.True(mae.Low < mae.Value && mae.Value < mae.High);
    }

    [Fact]
    public async Task A_truth_that_is_replaced_counts_once_and_as_it_is_now()
    {
        await using var garden = await OpenAsync();
        var answers = await garden.CaptureAsync(0, 100);
        await garden.FeedbackAsync(answers, 50);
        await PassAsync(garden, 0.5);
        await garden.ReplaceAsync(answers.Take(60), 0);
        await garden.ReplaceAsync(answers.Skip(60), 0);
        Assert.Equal(100, (await PassAsync(garden, 0.6)).Feedback);
        var performance = Assert.Single(await new MonitorStore(garden.Workspace).PerformanceAsync(Garden.Name, 10, default));
        Assert.Equal((100L, 0.0), (performance.Labelled, performance.Metrics.Single(m => m.Measure == "mae").Value));
        Assert.Equal(100, (await new MonitorStore(garden.Workspace).ReadAsync(Garden.Name, default)).Value!.Concept!.Truths);
    }

    [Fact]
    public async Task A_pass_reads_what_is_new_and_nothing_of_the_history()
    {
        await using var garden = await OpenAsync();
        for (var day = 0; day < 10; day++)
        {
            await garden.FeedbackAsync(await garden.CaptureAsync(day, 60), 5);
        }

        await PassAsync(garden, 10.1);
        foreach (var old in Directory.GetFiles(Path.Combine(garden.Folder, "captures", Garden.Name)))
        {
            await File.WriteAllTextAsync(old, "Whoever opens this fails.");
        }

        await garden.FeedbackAsync(await garden.CaptureAsync(10, 60), 5);
        var report = await PassAsync(garden, 11.1);
        Assert.Equal((1, 60L, 60, 1), (report.Files, report.Rows, report.Feedback, report.Judged.Count));
        Assert.Equal((0, 0L, 0, 0), (await PassAsync(garden, 11.2)) is var idle ? (idle.Files, idle.Rows, idle.Feedback, idle.Judged.Count) : default);
    }

    [Fact]
    public async Task Feedback_that_comes_before_its_capture_waits_for_it()
    {
        await using var garden = await OpenAsync();
        var answers = await garden.CaptureAsync(0, 100);
        await garden.SqlAsync("UPDATE capture_files SET number = 1000");
        await garden.SqlAsync("INSERT INTO monitor_progress (endpoint, capture_number, feedback_sequence, change_revision, memory, ran_at) VALUES ('bikes', 1000, 0, 0, '{}', 0)");
        await garden.FeedbackAsync(answers, 5);
        Assert.Equal(0, (await PassAsync(garden, 0.5)).Feedback);
        await garden.SqlAsync("UPDATE capture_files SET number = 1001");
        Assert.Equal(100, (await PassAsync(garden, 0.6)).Feedback);
        Assert.Equal(0, (await PassAsync(garden, 0.7)).Feedback);
    }

    [Fact]
    public async Task What_was_taken_in_is_not_taken_in_again_and_a_pass_that_dies_leaves_no_half()
    {
        await using var garden = await OpenAsync();
        await garden.CaptureAsync(0, 100);
        await garden.CaptureAsync(0, 100);
        // The second file cannot be read: the pass ends there, and what it took in of the first stays.
        var second = Path.Combine(garden.Folder, "captures", Garden.Name, "00000002.parquet");
        var content = await File.ReadAllBytesAsync(second);
        await File.WriteAllTextAsync(second, "no parquet");
        Assert.Equal("monitor.unreadable", (await Assert.ThrowsAsync<FailureException>(() => PassAsync(garden, 0.5))).Failures[0].Code);
        await File.WriteAllBytesAsync(second, content);
        Assert.Equal((1, 100L), ((await PassAsync(garden, 0.6)) is var again ? (again.Files, again.Rows) : default));
        var window = Assert.Single((await PassAsync(garden, 1.1)).Judged);
        Assert.Equal(200, window.Rows);
    }

    [Fact]
    public async Task Requirements_are_judged_by_what_a_pass_measured_that_died_before_it_judged_them()
    {
        await using var garden = await OpenAsync();
        garden.Charter = garden.Charter with { Requirements = [Requirement.Parse("mae <= 6", new("rondo.yaml")).Value] };
        await garden.FeedbackAsync(await garden.CaptureAsync(0, 200), 15);
        await garden.SqlAsync("ALTER TABLE monitor_live RENAME TO away");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => PassAsync(garden, 1.1));
        Assert.Null(await AlertAsync(garden, "requirement:mae <= 6 on test"));
        await garden.SqlAsync("ALTER TABLE away RENAME TO monitor_live");
        Assert.Empty((await PassAsync(garden, 1.2)).Judged);
        await PassAsync(garden, 1.3);
        var alert = (await AlertAsync(garden, "requirement:mae <= 6 on test"))!;
        Assert.Equal((AlertState.Pending, 1), (alert.State, (int)alert.Evidence["windows"]!));
    }

    [Fact]
    public async Task Two_processes_do_not_look_at_once()
    {
        await using var garden = await OpenAsync();
        Assert.NotNull(await garden.Workspace.Leases.TryAcquireAsync("monitor:bikes", "other", TimeSpan.FromMinutes(1), default));
        var busy = await new WatchEndpoint(garden.Workspace).RunAsync(new(garden.Endpoint, garden.Settings, garden.Charter), default);
        Assert.Equal("monitor.busy", busy.Failures[0].Code);
    }

    [Fact]
    public async Task Requirements_are_judged_live_and_worse_answers_alarm()
    {
        await using var garden = await OpenAsync();
        garden.Charter = garden.Charter with
        {
            Requirements = [Requirement.Parse("mae <= 6", new("rondo.yaml")).Value, Requirement.Parse("latency.p95 <= 20 ms", new("rondo.yaml")).Value, Requirement.Parse("drift(x) <= 0.2", new("rondo.yaml")).Value],
        };
        for (var day = 0; day < 2; day++)
        {
            await garden.FeedbackAsync(await garden.CaptureAsync(day, 400), 15);
            await PassAsync(garden, day + 1.1);
        }

        var live = await LiveMeasurements.ReadAsync(garden.Workspace, "city", default);
        var judged = LiveMeasurements.Judge(garden.Charter, live);
        Assert.Equal([Outcome.Fail, Outcome.Pass, Outcome.Pass], judged.Select(j => j.Outcome));
        Assert.All(live, m => Assert.Equal("production", m.Subject.Split));
        Assert.Equal((AlertState.Firing, AlertSeverity.Critical), (await AlertAsync(garden, "requirement:mae <= 6 on test")) is { } failed ? (failed.State, failed.Severity) : default);
        Assert.Equal(AlertState.Firing, (await AlertAsync(garden, "performance"))!.State);
    }

    [Fact]
    public async Task Every_sentence_about_production_that_is_accepted_is_measured()
    {
        await using var garden = await OpenAsync();
        string[] sentences =
        [
            .. MeasureCatalogue.All.Where(m => m.IsFor(TaskKind.Regression) && MeasuringPlace.Find(m, "production") is not null).Select(m =>
                $"{m.Name}{m.Arguments switch { MeasureArguments.Column => "(x)", MeasureArguments.Number => "(10)", _ => "" }} {(m.Better == Better.Higher ? ">=" : "<=")} 0.5 {m.Unit} on production"),
        ];
        garden.Charter = garden.Charter with { Requirements = [.. sentences.Select(s => Requirement.Parse(s, new("rondo.yaml"), TaskKind.Regression).Value)] };
        await garden.FeedbackAsync(await garden.CaptureAsync(0, 400), 15);
        await PassAsync(garden, 1.1);

        var judged = LiveMeasurements.Judge(garden.Charter, await LiveMeasurements.ReadAsync(garden.Workspace, "city", default));

        Assert.True(sentences.Length > 10, $"{sentences.Length} sentences");
        Assert.Equal(sentences, judged.Where(j => j.Outcome != Outcome.Unknown).Select(j => j.Requirement.Text));
    }

    [Fact]
    public async Task Errors_that_grow_are_noticed_in_their_stream()
    {
        await using var garden = await OpenAsync();
        for (var day = 0; day < 4; day++)
        {
            await garden.FeedbackAsync(await garden.CaptureAsync(day, 400), day < 2 ? 5 : 20);
        }

        await PassAsync(garden, 5);
        var view = (await new MonitorStore(garden.Workspace).ReadAsync(Garden.Name, default)).Value;
        Assert.True(view.Concept!.Worse);
        Assert.InRange(view.Concept.Now / view.Concept.Before, 1.5, 8);
        Assert.Equal(AlertState.Firing, (await AlertAsync(garden, "concept"))!.State);

        // Another version answers: nothing is known of its errors yet.
        await garden.SqlAsync("INSERT INTO endpoint_changes (endpoint, revision, action, version, former_version, changed_at, changed_by, reason, evidence) VALUES ('bikes', 2, 'deploy', 2, 1, 0, 'ann', '', '{}')");
        await PassAsync(garden, 5.1);
        Assert.Equal((AlertState.Resolved, "Version 2 answers now."), (await AlertAsync(garden, "concept")) is { } ended ? (ended.State, (await new AlertStore(garden.Workspace).HistoryAsync(ended.Id, default))[^1].Comment) : default);
    }

    [Fact]
    public async Task An_alert_about_answers_names_the_part_of_them_in_which_errors_grew()
    {
        await using var garden = await OpenAsync();
        garden.Charter = garden.Charter with { Requirements = [Requirement.Parse("mae <= 6", new("rondo.yaml")).Value, Requirement.Parse("latency.p95 <= 1 us", new("rondo.yaml")).Value] };
        garden.Slices = ["colour", "x > 100", "no such column = 1"];
        for (var day = 0; day < 6; day++)
        {
            var answers = await garden.CaptureAsync(day, 600);
            var green = await garden.WhereAsync(day, "colour = 'green'");
            await garden.FeedbackAsync(answers, a => day >= 3 && green.Contains(a) ? 40 : 5);
            await PassAsync(garden, day + 1.1);
        }

        foreach (var rule in new[] { "performance", "concept", "requirement:mae <= 6 on test" })
        {
            var alert = (await AlertAsync(garden, rule))!;
            Assert.Equal(AlertState.Firing, alert.State);
            var slice = Assert.Single(alert.Evidence["slices"]!.AsArray())!;
            Assert.Equal(("colour", "green"), ((string?)slice["column"], (string?)slice["label"]));
            Assert.True((double)slice["low"]! > 2 * (double)slice["others"]! && (double)slice["before"]! < (double)slice["low"]!);
            Assert.StartsWith("Where colour is green: ", AlertExplanation.Of(alert).Text, StringComparison.Ordinal);
        }

        // How long an answer takes has nothing to do with how good it is.
        Assert.Null((await AlertAsync(garden, "requirement:latency.p95 <= 1e-06 s on production"))?.Evidence["slices"]);
        Assert.Contains(await new AlertStore(garden.Workspace).ListAsync(new(), 50, null, default), a => a.Rule.Contains("latency", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rollback_by_guard_is_told()
    {
        await using var garden = await OpenAsync();
        await garden.SqlAsync("INSERT INTO endpoint_changes (endpoint, revision, action, version, former_version, changed_at, changed_by, reason, evidence) VALUES ('bikes', 2, 'rollback', 1, 2, 0, 'rondo', 'errors 12 %', '{}')");
        garden.Settings = garden.Settings with { Notify = [new WebhookChannel(new("http://127.0.0.1:1/"), null)] };
        Assert.Equal("rollback", Assert.Single((await PassAsync(garden, 0.5)).Alerts).Rule);
        Assert.Empty((await PassAsync(garden, 0.6)).Alerts);
        var told = (await garden.Workspace.Audit.ListAsync("alert:" + (await AlertAsync(garden, "rollback"))!.Id, 5, null, default))[0];
        Assert.Equal(("alert.firing", "monitor", "rollback"), (told.Event.Action, told.Event.Actor, (string?)told.Event.Details["rule"]));
        Assert.Equal(1L, await garden.Workspace.Metadata.ReadAsync(
            async (connection, ct) =>
            {
                await using var command = connection.Sql("SELECT count(*) FROM alert_outbox");
                return (await command.ToListAsync(r => r.GetInt64(0), ct))[0];
            },
            default));
    }

    [Fact]
    public async Task Too_few_rows_are_neither_good_nor_bad()
    {
        await using var garden = await OpenAsync();
        await garden.CaptureAsync(0, 20, shift: 3);
        var window = Assert.Single((await PassAsync(garden, 1.1)).Judged);
        Assert.False(window.Sufficient);
        Assert.All(window.Columns, c => Assert.Equal(ColumnState.Insufficient, c.State));
        Assert.Null(await AlertAsync(garden, "drift"));
    }

    private async Task<Garden> OpenAsync() => await Garden.OpenAsync(await ConnectionAsync());

    private static Task<WatchReport> PassAsync(Garden garden, double day)
    {
        garden.Clock.Now = Garden.Begin.AddDays(day);
        return garden.PassAsync();
    }

    private static async Task<Alert?> AlertAsync(Garden garden, string rule) =>
        (await new AlertStore(garden.Workspace).ListAsync(new(Garden.Name), 50, null, default)).FirstOrDefault(a => a.Rule == rule);
}
