using System.Text.Json.Nodes;
using Rondo.Data;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Retraining;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Modeling.Review;
using Rondo.Pipelines;

namespace Rondo.Deployment.Tests.Retraining;

public sealed class RetrainingTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task What_changed_in_use_is_learned_and_takes_over_by_rule_with_all_its_evidence()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [performance], promote: automatic, cooldown: 1d }");
        await project.DeployFirstAsync();
        await project.LiveAsync(600, drifted: true);
        await project.RaiseAsync("performance", "mae has doubled");

        var done = (await project.Loop().TickAsync("demand", None))!;

        Assert.True(done.State == RetrainingState.Promoted, done.Outcome);
        Assert.Equal((2, 2), ((int)done.Challenger!.Value, (int)project.Deployed()));
        Assert.Equal(("better", "mae", 120), ((string)done.Evidence["comparison"]!["verdict"]!, (string)done.Evidence["comparison"]!["measure"]!, (int)done.Evidence["comparison"]!["rows"]!));
        Assert.True((double)done.Evidence["comparison"]!["challenger"]! < 0.5 * (double)done.Evidence["comparison"]!["champion"]!);
        var replay = done.Evidence["replay"]!;
        Assert.Equal((600, 0), ((int)replay["rows"]!, (int)replay["failures"]!));
        Assert.InRange((double)replay["changed"]!, 0.15, 0.6);
        Assert.True((double)Slice(replay, "kind = a")["changed"]! > (double)Slice(replay, "kind = b")["changed"]!);
        Assert.True((double)replay["latency"]!["challengerP95"]! > 0);
        Assert.Equal(["retraining.start", "retraining.traffic", "retraining.training", "retraining.comparison", "retraining.replay", "retraining.decision", "retraining.promoted"], await project.AuditAsync());
        Assert.Equal("demand@2", (await ShowModel.RunAsync(project.Workspace, "demand@champion", None)).Value.Version.ToString());
        Assert.Equal(done.Id, (await project.Retrainings.ThatMadeAsync("demand", 2, None))!.Id);

        // The rows of the traffic can be traced from the version to the captures.
        var why = (await ExplainAncestry.RunAsync("demand@2", project.Workspace, None)).Value.Root.ToJson().ToJsonString();
        Assert.Contains("dataset:demand.traffic@1", why, StringComparison.Ordinal);
        Assert.Contains("capture:demand/", why, StringComparison.Ordinal);
        Assert.True((await project.Workspace.Audit.VerifyAsync(None)).Intact);

        var prediction = (await ExplainPrediction.RunAsync(project.Workspace, "p001500", null, None)).Value;
        Assert.Equal(("demand", "demand@1", "ok"), (prediction.Endpoint, prediction.Version, prediction.Status));
        Assert.Equal(["at", "kind", "x"], prediction.Request.Select(i => i.Key));
        Assert.NotNull(prediction.Truth);
        Assert.Equal("demand@1", prediction.Ancestry!.Subject);
        Assert.Equal("prediction.unknown", Assert.Single((await ExplainPrediction.RunAsync(project.Workspace, "nothing", null, None)).Failures).Code);
    }

    [Fact]
    public async Task A_challenger_that_is_not_shown_to_be_better_is_kept_out_with_the_reason()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [weekly], promote: automatic }", ", requirements: [mae <= 1000 on test]");
        await project.DeployFirstAsync();
        await project.LiveAsync(400, drifted: false);
        await RetrainingLoop.AskAsync(project.Workspace, "demand", "ann", "let us see", None);

        var done = (await project.Loop().TickAsync("demand", None))!;

        Assert.Equal((RetrainingState.KeptOut, 1L), (done.State, project.Deployed()));
        Assert.Contains("the challenger is", done.Outcome, StringComparison.Ordinal);
        Assert.Equal(("hand", "ann", "let us see"), (done.Kind, done.RequestedBy, done.Reason));
        Assert.Equal("demand@1", (await ShowModel.RunAsync(project.Workspace, "demand@champion", None)).Value.Version.ToString());

        // Nobody is asked to take it into use after all, and the requirements shown are of the version that stands.
        var life = await ProjectLife.ReadAsync(project.Read(), project.Workspace, None);
        Assert.Equal(("endpoint.use", "demand@1"), (life.Next.Code, life.Status.Latest!.ToString()));
        Assert.Equal("demand@1, gate PASS; demand@2 was not taken", life.Themes.Single(t => t.Id == "model-train").Text);
    }

    [Fact]
    public async Task What_was_asked_again_under_another_id_counts_once_and_never_judges_what_has_learned_it()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [weekly], promote: automatic }");
        await project.DeployFirstAsync();
        await project.LiveAsync(400, drifted: true);
        await project.AskAgainAsync(300, drifted: true);
        await RetrainingLoop.AskAsync(project.Workspace, "demand", "ann", "let us see", None);

        var done = (await project.Loop().TickAsync("demand", None))!;

        // the newest fifth of the 400 records that differ
        Assert.Equal((400L, 80), (done.Labels, (int)done.Evidence["comparison"]!["rows"]!));
        Assert.Equal(["300 labelled predictions repeat earlier ones, equal in every input and the truth, and count once."], done.Evidence["comparison"]!["notes"]!.AsArray().Select(n => (string)n!));
    }

    [Fact]
    public async Task A_retraining_that_lacks_rows_because_they_repeat_says_so()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [weekly], promote: automatic }");
        await project.DeployFirstAsync();
        await project.LiveAsync(150, drifted: true);
        await project.AskAgainAsync(100, drifted: true);
        await RetrainingLoop.AskAsync(project.Workspace, "demand", "ann", "let us see", None);

        var done = (await project.Loop().TickAsync("demand", None))!;

        Assert.Equal(RetrainingState.Refused, done.State);
        Assert.Equal("There are 150 labelled predictions, and a retraining needs 200. 100 labelled predictions repeat earlier ones, equal in every input and the truth, and count once.", done.Outcome);
    }

    [Fact]
    public async Task A_review_decides_and_the_next_look_deploys_what_it_approved()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [drift] }");
        await project.DeployFirstAsync();
        await project.LiveAsync(600, drifted: true);
        await project.RaiseAsync("drift", "x has drifted");

        var waits = (await project.Loop().TickAsync("demand", None))!;
        Assert.Equal((RetrainingState.Reviewing, 1L), (waits.State, project.Deployed()));
        var review = (await new ReviewStore(project.Workspace).FindAsync(waits.Review!, None))!;
        Assert.Equal("better", (string?)review.Evidence["comparison"]!["verdict"]);
        Assert.Equal(RetrainingState.Reviewing, (await project.Loop().TickAsync("demand", None))!.State);

        await DecideReview.RunAsync(project.Workspace, new(review.Id, "rob", true, "the newest weeks speak for it"), None);
        await project.Loop().TickAsync(None);

        var done = (await project.Retrainings.FindAsync(waits.Id, None))!;
        Assert.Equal((RetrainingState.Promoted, 2L), (done.State, project.Deployed()));
        Assert.Empty(await new ReviewStore(project.Workspace).ToHandOverAsync(None));
    }

    [Fact]
    public async Task A_review_that_says_no_leaves_everything_as_it_was()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [drift] }");
        await project.DeployFirstAsync();
        await project.LiveAsync(600, drifted: true);
        await project.RaiseAsync("drift", "x has drifted");
        var waits = (await project.Loop().TickAsync("demand", None))!;

        await DecideReview.RunAsync(project.Workspace, new(waits.Review!, "rob", false, "wait for the new sensor"), None);
        var done = (await project.Loop().TickAsync("demand", None))!;

        Assert.Equal((RetrainingState.Rejected, "rob: wait for the new sensor", 1L), (done.State, done.Outcome, project.Deployed()));
        Assert.Equal("demand@1", (await ProjectLife.ReadAsync(project.Read(), project.Workspace, None)).Status.Latest!.ToString());
    }

    [Fact]
    public async Task An_alert_that_stays_on_is_no_storm()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [drift], cooldown: 2d, fewest: 50, promote: automatic }");
        await project.DeployFirstAsync();
        await project.LiveAsync(20, drifted: true);
        await project.RaiseAsync("drift", "x has drifted");
        var loop = project.Loop();

        // Too little to learn from; the alert does not ask again while nothing new has come, nor within the cool-down.
        Assert.Equal(RetrainingState.Refused, (await loop.TickAsync("demand", None))!.State);
        for (var hour = 0; hour < 100; hour++)
        {
            project.Clock.Now += TimeSpan.FromHours(1);
            await loop.TickAsync("demand", None);
        }

        Assert.Single(await project.Retrainings.ListAsync("demand", 100, null, None));

        // New rows come, but the cool-down holds it until they have waited.
        project.Clock.Now -= TimeSpan.FromHours(100);
        await project.LiveAsync(24, drifted: true);
        Assert.Single(await project.Retrainings.ListAsync("demand", 100, null, None));
    }

    [Fact]
    public async Task The_budget_holds_what_is_not_asked_by_a_person_and_says_so()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [daily], cooldown: 1m, budget: 2, fewest: 50 }");
        await project.DeployFirstAsync();
        var loop = project.Loop();
        for (var day = 0; day < 10; day++)
        {
            await loop.TickAsync("demand", None);
            project.Clock.Now += TimeSpan.FromDays(1);
        }

        Assert.Equal(2, (await project.Retrainings.ListAsync("demand", 100, null, None)).Count);
        var waiting = await new FiringStore(project.Workspace).WaitingAsync("retrain/demand", None);
        Assert.All(waiting, f => Assert.Equal("The budget of 2 retrainings in 30 days is spent.", f.Note));

        await RetrainingLoop.AskAsync(project.Workspace, "demand", "ann", "", None);
        var byHand = (await loop.TickAsync("demand", None))!;
        Assert.Equal(("hand", RetrainingState.Refused), (byHand.Kind, byHand.State));
        Assert.Empty(await new FiringStore(project.Workspace).WaitingAsync("retrain/demand", None));
    }

    [Fact]
    public async Task A_broken_pipeline_ends_the_retraining_and_raises_an_alert()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [400 labels], promote: automatic }");
        await project.DeployFirstAsync();
        await project.LiveAsync(400, drifted: true);
        project.Spoil();

        var done = (await project.Loop().TickAsync("demand", None))!;

        Assert.Equal(("labels", RetrainingState.Failed, 1L), (done.Kind, done.State, project.Deployed()));
        var alert = Assert.Single(await project.AlertsAsync());
        Assert.Equal(("retraining", AlertState.Firing), (alert.Rule, alert.State));
        Assert.StartsWith("A retraining failed:", alert.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_cut_off_anywhere_goes_on_and_ends_as_if_nothing_had_been()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [performance], promote: automatic }");
        await project.DeployFirstAsync();
        await project.LiveAsync(600, drifted: true);
        await project.RaiseAsync("performance", "mae has doubled");
        using (var stop = new CancellationTokenSource())
        {
            var running = project.Loop().TickAsync("demand", stop.Token);
            while (await project.Retrainings.RunningAsync("demand", None) is not { State: RetrainingState.Training })
            {
                await Task.Delay(5);
            }

            await stop.CancelAsync();
            await Record.ExceptionAsync(() => running);
        }

        Assert.Equal(RetrainingState.Training, (await project.Retrainings.RunningAsync("demand", None))!.State);
        project.Server.Changed = _ => throw new OperationCanceledException();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => project.Loop().TickAsync("demand", None));
        Assert.Equal(RetrainingState.Deploying, (await project.Retrainings.RunningAsync("demand", None))!.State);

        Assert.Equal(2, project.Deployed());
        project.Server.Changed = null;
        var done = (await project.Loop().TickAsync("demand", None))!;

        Assert.Equal((RetrainingState.Promoted, 2L), (done.State, project.Deployed()));
        Assert.Equal(2, (await ListModels.RunAsync(project.Workspace, "demand", None)).Count);
        Assert.Single(await new DatasetStore(project.Workspace).VersionsAsync("demand.traffic", None));
        Assert.Single(await project.AuditAsync(), a => a is "retraining.promoted");
    }

    [Fact]
    public async Task The_next_comparison_begins_after_what_the_version_in_use_has_learned()
    {
        await using var project = await LoopProject.OpenAsync("{ when: [performance], promote: automatic, cooldown: 1h, fewest: 100 }");
        await project.DeployFirstAsync();
        await project.LiveAsync(600, drifted: true);
        await project.RaiseAsync("performance", "mae has doubled");
        var first = (await project.Loop().TickAsync("demand", None))!;
        Assert.Equal(RetrainingState.Promoted, first.State);

        await project.LiveAsync(300, drifted: false);
        var second = (await project.Loop().TickAsync("demand", None))!;

        Assert.NotEqual(first.Id, second.Id);
        var learned = (string)first.Evidence["traffic"]!["trainedUntil"]!;
        Assert.True(string.CompareOrdinal(learned, (string)second.Evidence["traffic"]!["from"]!) < 0);
        Assert.Equal("demand.traffic@2", (string)second.Evidence["traffic"]!["dataset"]!);
    }

    private static JsonNode Slice(JsonNode replay, string slice) => replay["slices"]!.AsArray().Single(s => string.Equals((string?)s!["slice"], slice, StringComparison.Ordinal))!;
}
