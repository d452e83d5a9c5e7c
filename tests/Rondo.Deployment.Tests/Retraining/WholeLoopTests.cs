using Rondo.Deployment.Alerts;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Monitoring;
using Rondo.Deployment.Retraining;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Modeling.Review;
using Rondo.Scoping;

namespace Rondo.Deployment.Tests.Retraining;

/// <summary>Everything together, as the server's heartbeats drive it: requests, captures, truths, monitor, alert, retraining, endpoint.</summary>
public sealed class WholeLoopTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Worse_answers_raise_an_alert_that_trains_a_version_that_answers_better()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [performance], promote: automatic, cooldown: 7d, fewest: 300 }", ", requirements: [mae <= 1000 on test]");
        await project.DeployFirstAsync();
        var errors = new List<double>();
        for (var week = 0; week < 8; week++)
        {
            errors.Add(await project.LiveAsync(168, drifted: week >= 2));
            await project.BeatAsync();
        }

        var made = (await project.Retrainings.ThatMadeAsync("demand", 2, None))!;
        Assert.Equal((RetrainingState.Promoted, "alert"), (made.State, made.Kind));
        Assert.Equal(project.Deployed(), (long)(await project.AskAsync(1300))["version"]!);
        Assert.True(project.Deployed() >= 2);
        Assert.True(errors[2] > 2 * errors[1] && errors[^1] < 0.5 * errors[2], string.Join(' ', errors));

        // Nothing was retrained before the drift, and every alert that set something off can be followed to its end.
        Assert.All(await project.Retrainings.ListAsync("demand", 100, null, None), r => Assert.True(r.StartedAt > new DateTimeOffset(2026, 3, 6, 0, 0, 0, TimeSpan.Zero), r.Reason));
        var alert = (await new AlertStore(project.Workspace).FindAsync(made.Alert!, None))!;
        Assert.Contains(alert.Rule, new[] { "performance", "concept" });
        Assert.DoesNotContain(await project.AlertsAsync(), a => a.State is AlertState.Firing);

        var why = (await ExplainPrediction.RunAsync(project.Workspace, "p002500", null, None)).Value;
        Assert.Equal((made.Id, alert.Id, "deploy"), (why.Retraining!.Id, why.Alert!.Id, (string?)why.Change!["action"]));
        Assert.StartsWith("Retraining ", (string?)why.Change["reason"], StringComparison.Ordinal);
        Assert.NotNull(why.Truth);
        Assert.True((await project.Workspace.Audit.VerifyAsync(None)).Intact);

        var life = await ProjectLife.ReadAsync(project.Read(), project.Workspace, None);
        Assert.True(life.Edges.Single(e => (e.From, e.To) == ("monitor", "data-define")) is { IsBack: true, Count: >= 1, Reason.Length: > 0 });
        Assert.Equal(life.Themes.Single(t => t.Id == "deploy").Text, $"demand serves version {project.Deployed()}");
        Assert.Equal(Outcome.Pass, life.Live.Single(j => j.Requirement.Measure == "mae").Outcome);
    }

    [Fact]
    public async Task After_a_rollback_the_challenger_is_compared_with_the_version_that_answers()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [performance], promote: automatic, fewest: 300 }", ", requirements: [mae <= 1000 on test]");
        await project.DeployFirstAsync();
        await project.LiveAsync(400, drifted: true);
        await AskedAsync();
        Assert.Equal((2L, "demand@2"), (project.Deployed(), (await ShowModel.RunAsync(project.Workspace, "demand@champion", None)).Value.Version.ToString()));

        await project.Server.RollbackAsync("demand", "ann", "the pager rang", null, None);
        var life = await ProjectLife.ReadAsync(project.Read(), project.Workspace, None);
        Assert.Equal((ThemeState.Attention, "demand serves version 1, and the champion is version 2"), life.Themes.Where(t => t.Id == "deploy").Select(t => (t.State, t.Text)).Single());
        var error = await project.LiveAsync(400, drifted: true);
        var row = await AskedAsync();

        Assert.Equal(1, row.Champion);
        Assert.InRange((double)row.Evidence["comparison"]!["champion"]!, 0.5 * error, 2 * error);
        Assert.Equal("better", (string?)row.Evidence["comparison"]!["verdict"]);

        async Task<RetrainingRecord> AskedAsync()
        {
            await project.BeatAsync();
            await RetrainingLoop.AskAsync(project.Workspace, "demand", "ann", "the habits are other ones", None);
            await project.BeatAsync();
            return (await project.Retrainings.ListAsync("demand", 1, null, None)).Single();
        }
    }

    [Fact]
    public async Task Captures_that_are_gone_are_named_and_a_retraining_goes_on_without_them()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [weekly], promote: automatic, fewest: 100 }");
        await project.DeployFirstAsync();
        await project.LiveAsync(200, drifted: true);
        await project.LiveAsync(300, drifted: true);
        var files = await new CaptureStore(project.Workspace).FilesAfterAsync("demand", 0, 10, None);
        Assert.True((await VerifyCaptures.RunAsync(project.Workspace, None)) is { Files: 2, Intact: true });
        File.Delete(files[0].Path);
        await File.AppendAllTextAsync(files[1].Path, " ");

        var found = await VerifyCaptures.RunAsync(project.Workspace, None);
        Assert.Equal((files[0].Path, files[1].Path), (found.Missing.Single().Path, found.Damaged.Single().Path));
        using (var cut = File.OpenWrite(files[1].Path))
        {
            cut.SetLength(cut.Length - 1);
        }

        var refused = await Assert.ThrowsAsync<Kernel.FailureException>(() => ExplainPrediction.RunAsync(project.Workspace, "p001250", null, None));
        Assert.Equal("1 files of captured predictions are not there; what stood in them cannot be looked up.", refused.Failures[0].Problem);
        await RetrainingLoop.AskAsync(project.Workspace, "demand", "ann", "let us see", None);
        await project.BeatAsync();
        var row = (await project.Retrainings.ListAsync("demand", 1, null, None)).Single();
        Assert.Equal((RetrainingState.Promoted, 300), (row.State, row.Labels));
        Assert.Equal("1 of 2 files of captured predictions are not there, and their predictions are left out.", (string?)row.Evidence["comparison"]!["notes"]![0]);
    }

    /// <summary>Names that queries use themselves, or that a database has for its own.</summary>
    private static readonly string[] Hostile =
        ["n", "r", "c", "t", "s", "g", "k", "v", "id", "part", "labelled", "given", "answered", "original", "truth", "joined", "parted", "rowid", "filename", "rows", "select", "a b", "it's", "\"", "值"];

    [Fact]
    public async Task Columns_may_be_called_anything_and_everything_comes_out_the_same()
    {
        var plain = await LivedAsync([.. Hostile.Select((_, i) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"col{i}"))]);
        var named = await LivedAsync(Hostile);

        Assert.Equal(plain, named);

        static async Task<IReadOnlyList<string>> LivedAsync(IReadOnlyList<string> names)
        {
            await using var project = await LoopProject.OpenAsync("{ when: [weekly], promote: automatic }", monitor: "{ every: 1h, window: 7d }", more: [.. names]);
            await project.DeployFirstAsync();
            await project.LiveAsync(300, drifted: true);
            await project.BeatAsync();
            await project.AskAgainAsync(100, drifted: true);
            await project.BeatAsync();
            await RetrainingLoop.AskAsync(project.Workspace, "demand", "ann", "let us see", None);
            await project.BeatAsync();
            var row = (await project.Retrainings.ListAsync("demand", 1, null, None)).Single();
            var windows = await new MonitorStore(project.Workspace).HistoryAsync("demand", 100, None);
            var (comparison, replay) = (row.Evidence["comparison"]!, row.Evidence["replay"]!);
            return
            [
                $"{row.State} {row.Labels} {comparison["challenger"]} {comparison["champion"]} {comparison["low"]} {comparison["high"]} {comparison["rows"]} {replay["changed"]} {replay["correlation"]}",
                .. windows.SelectMany(w => w.Columns.Select(c => (Index: names.ToList().IndexOf(c.Name), c)).Where(c => c.Index >= 0).OrderBy(c => c.Index)
                    .Select(c => $"{w.Rows} {c.Index} {c.c.State} {c.c.Effect:R} {c.c.Q:R} {c.c.Missing} {c.c.OutOfRange}")),
            ];
        }
    }

    [Fact]
    public async Task What_went_back_by_itself_is_told_at_once_and_not_at_the_monitor_s_next_time()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [performance], promote: automatic, fewest: 300 }", monitor: "{ every: 30d }");
        await project.DeployFirstAsync();
        await project.LiveAsync(400, drifted: true);
        await RetrainingLoop.AskAsync(project.Workspace, "demand", "ann", "the habits are other ones", None);
        await project.BeatAsync();
        Assert.Equal(2, project.Deployed());
        await project.BeatAsync();

        project.Clock.Now += TimeSpan.FromSeconds(10);
        await project.Server.RollbackAsync("demand", "rondo", "20 of the first 20 requests took longer than 20 ms; at most 5 % may.", null, None);
        project.Clock.Now += TimeSpan.FromSeconds(1);
        await project.BeatAsync();

        Assert.Contains(await project.AlertsAsync(), a => a is { Rule: "rollback", State: AlertState.Firing });
    }

    [Fact]
    public async Task A_version_that_waits_for_people_answers_when_they_have_said_yes()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [performance], fewest: 300 }");
        await project.DeployFirstAsync();
        for (var week = 0; week < 3; week++)
        {
            await project.LiveAsync(168, drifted: true);
            await project.BeatAsync();
        }

        var waits = (await project.Retrainings.RunningAsync("demand", None))!;
        Assert.Equal((RetrainingState.Reviewing, 1L), (waits.State, project.Deployed()));
        var life = await ProjectLife.ReadAsync(project.Read(), project.Workspace, None);
        Assert.Contains(life.Next.Code, new[] { "alert.firing", "review.open" });
        Assert.Equal((ThemeState.Attention, "demand@2 waits for a review"), life.Themes.Where(t => t.Id == "deploy").Select(t => (t.State, t.Text)).Single());
        await DecideReview.RunAsync(project.Workspace, new(waits.Review!, "rob", true, "it has learned the new habits"), None);
        await project.BeatAsync();

        Assert.Equal(2, (long)(await project.AskAsync(1300))["version"]!);
        Assert.Equal(RetrainingState.Promoted, (await project.Retrainings.FindAsync(waits.Id, None))!.State);
    }

    [Fact]
    public async Task An_approval_without_any_retraining_makes_the_endpoint_that_the_project_names()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [drift] }");
        await project.TrainAsync();
        var charter = new Charter(TaskKind.Regression, "y");
        var review = (await OpenReview.RunAsync(project.Workspace, new("demand@1", "ann", new("demand", charter)), None)).Value;
        await DecideReview.RunAsync(project.Workspace, new(review.Id, "rob", true, "good enough to begin with"), None);
        await project.BeatAsync();

        Assert.Equal(1, (long)(await project.AskAsync(1300))["version"]!);
        Assert.Equal("rob", project.Server.Find("demand")!.Endpoint.ChangedBy);
        Assert.Equal("demand@1", (await ShowModel.RunAsync(project.Workspace, "demand@champion", None)).Value.Version.ToString());
        Assert.Empty(await new ReviewStore(project.Workspace).ToHandOverAsync(None));
    }

    [Fact]
    public async Task A_stopped_endpoint_is_left_alone()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [performance], promote: automatic }");
        await project.DeployFirstAsync();
        await project.LiveAsync(400, drifted: true);
        await project.RaiseAsync("performance", "mae has doubled");
        await project.Server.SetStateAsync("demand", EndpointStatus.Stopped, "ann", "the season is over", null, None);

        Assert.Null(await project.Loop().TickAsync("demand", None));
        Assert.Empty(await project.Retrainings.ListAsync("demand", 10, null, None));
    }

    [Fact]
    public async Task A_silenced_alert_sets_nothing_off_and_a_failed_retraining_is_settled_by_the_next_one()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [performance], promote: automatic }");
        await project.DeployFirstAsync();
        await project.LiveAsync(100, drifted: true);
        var alert = await project.RaiseAsync("performance", "mae has doubled");
        await ChangeAlert.RunAsync(project.Workspace, new(alert.Id, AlertAction.Silence, "ann", "known", project.Clock.Now.AddDays(3)), None);
        Assert.Null(await project.Loop().TickAsync("demand", None));

        await project.RaiseAsync("retraining", "A retraining failed: the disk was full.");
        await RetrainingLoop.AskAsync(project.Workspace, "demand", "ann", "again", None);
        Assert.Equal(RetrainingState.Refused, (await project.Loop().TickAsync("demand", None))!.State);
        Assert.Equal(AlertState.Resolved, (await project.AlertsAsync()).Single(a => a.Rule is "retraining").State);
    }
}
