using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Modeling.Review;
using Rondo.Scoping;

namespace Rondo.Modeling.Tests.Review;

public sealed class ReviewTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task At_low_risk_the_author_approves_alone_and_the_version_is_the_champion()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync();
        var review = await OpenAsync(shelf, "loans", RiskTier.Low);

        var decided = (await DecideAsync(shelf, review, "sue@example.org", true)).Value;

        Assert.Equal((ReviewState.Approved, 0), (decided.State, decided.Missing));
        Assert.Equal(1, (await shelf.ChampionAsync())!.Version);
        Assert.Equal([review.Id], (await new ReviewStore(shelf.Workspace).ToHandOverAsync(None)).Select(r => r.Id));
        var actions = (await shelf.Workspace.Audit.ListAsync("model:loans@1", 20, null, None)).Select(e => e.Event.Action);
        Assert.Equal(["model.promote", "review.approved", "review.decide", "review.open", "model.register"], actions);
    }

    [Theory]
    [InlineData(RiskTier.Medium)]
    [InlineData(RiskTier.High)]
    public async Task Above_low_risk_an_author_never_approves_their_own(RiskTier risk)
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync("amy@example.org");
        var review = await OpenAsync(shelf, "loans@1", risk);

        Assert.Equal("review.own", Code(await DecideAsync(shelf, review, "amy@example.org", true)));
        Assert.Equal("review.own", Code(await DecideAsync(shelf, review, "SUE@example.org", true)));
        Assert.Equal("review.not-a-reviewer", Code(await DecideAsync(shelf, review, "eve@example.org", true)));
        Assert.Null(await shelf.ChampionAsync());
    }

    [Theory]
    [InlineData(RiskTier.Medium, "the approval of somebody who did not make it")]
    [InlineData(RiskTier.High, "the approvals of two people who did not make it")]
    public async Task Above_low_risk_nothing_is_promoted_past_a_review_but_with_a_reason(RiskTier risk, string takes)
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync(risk: risk);
        var refused = await PromoteModel.RunAsync(shelf.Workspace, new("loans@1", "olga"), None);
        Assert.Equal(("model.review", FailureKind.No), (refused.Failures[0].Code, refused.Failures[0].Kind));
        Assert.Contains(takes, refused.Failures[0].Problem, StringComparison.Ordinal);
        Assert.True((await PromoteModel.RunAsync(shelf.Workspace, new("loans@1", "olga") { Alias = "candidate" }, None)).Ok);

        var review = await OpenAsync(shelf, "loans@1", risk);
        await DecideAsync(shelf, review, "rob@example.org", true);
        Assert.Equal(risk is RiskTier.Medium, (await PromoteModel.RunAsync(shelf.Workspace, new("loans@1", "olga"), None)).Ok);
        await DecideAsync(shelf, review, "ray@example.org", true);
        Assert.Equal(1, (await shelf.ChampionAsync())!.Version);

        await shelf.RegisterAsync(risk: risk);
        Assert.True((await PromoteModel.RunAsync(shelf.Workspace, new("loans@2", "olga") { ForceReason = "The old one is down." }, None)).Ok);
        Assert.Equal("The old one is down.", (string?)(await shelf.Workspace.Audit.ListAsync("model:loans@2", 1, null, None))[0].Event.Details["forced"]);
        Assert.True((await PromoteModel.RunAsync(shelf.Workspace, new("loans@1", "olga"), None)).Ok, "what was approved once needs no other review");
    }

    [Fact]
    public async Task A_version_that_was_registered_under_a_lower_risk_is_held_to_that_of_its_project_now()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync(risk: RiskTier.Low);
        var charter = Shelf.Charter(RiskTier.High);
        var own = await OpenAsync(shelf, "loans@1", RiskTier.Low);
        await DecideAsync(shelf, own, "sue@example.org", true);
        await shelf.RegisterAsync(risk: RiskTier.Low);
        Assert.True((await PromoteModel.RunAsync(shelf.Workspace, new("loans@2", "olga"), None)).Ok);

        var refused = await PromoteModel.RunAsync(shelf.Workspace, new("loans@1", "olga") { Here = new("loans", charter), Reason = "a note forces nothing" }, None);

        Assert.Equal("model.review", Code(refused));
        Assert.Contains("At high risk loans@1 takes the approvals of two people", refused.Failures[0].Problem, StringComparison.Ordinal);
        await shelf.RegisterAsync(risk: RiskTier.Low);
        var review = await OpenAsync(shelf, "loans@3", RiskTier.High);
        await DecideAsync(shelf, review, "rob@example.org", true);
        await DecideAsync(shelf, review, "ray@example.org", true);
        Assert.True((await PromoteModel.RunAsync(shelf.Workspace, new("loans@3", "olga") { Here = new("loans", charter) }, None)).Ok);
    }

    [Fact]
    public async Task A_champion_of_lower_risk_is_reviewed_before_it_is_taken_into_use_anew_and_stays_the_champion_meanwhile()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync();
        Assert.True((await PromoteModel.RunAsync(shelf.Workspace, new("loans@1", "olga") { Here = Shelf.Loans(RiskTier.Low) }, None)).Ok);
        var missing = await RequiredReview.MissingAsync(shelf.Workspace, (await shelf.ChampionAsync())!, Shelf.Charter(RiskTier.Medium), None);
        Assert.Equal("model.review", missing!.Code);
        Assert.EndsWith("It became the champion when the risk was low.", missing.Problem, StringComparison.Ordinal);
        Assert.Contains("rondo model review loans@1", missing.Remedy, StringComparison.Ordinal);

        var review = await OpenAsync(shelf, "loans@1", RiskTier.Medium);
        Assert.Equal("review.own", Code(await DecideAsync(shelf, review, "sue@example.org", true)));
        Assert.Equal(ReviewState.Approved, (await DecideAsync(shelf, review, "rob@example.org", true)).Value.State);
        Assert.Equal(1, (await shelf.ChampionAsync())!.Version);
        Assert.Null(await RequiredReview.MissingAsync(shelf.Workspace, (await shelf.ChampionAsync())!, Shelf.Charter(RiskTier.Medium), None));
        Assert.Equal("model.review", (await RequiredReview.MissingAsync(shelf.Workspace, (await shelf.ChampionAsync())!, Shelf.Charter(RiskTier.High), None))!.Code);
    }

    [Fact]
    public async Task A_champion_that_was_forced_at_the_risk_of_now_is_in_use_with_its_reason_and_at_a_higher_one_is_not()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync();
        Assert.True((await PromoteModel.RunAsync(shelf.Workspace, new("loans@1", "olga") { Here = Shelf.Loans(RiskTier.Medium), ForceReason = "the old one is down" }, None)).Ok);
        var champion = (await shelf.ChampionAsync())!;
        Assert.Null(await RequiredReview.MissingAsync(shelf.Workspace, champion, Shelf.Charter(RiskTier.Medium), None));
        Assert.NotNull(await RequiredReview.MissingAsync(shelf.Workspace, champion, Shelf.Charter(RiskTier.High), None));
    }

    [Theory]
    [InlineData("imported", "model.review")]
    [InlineData("pushed", null)]
    public async Task A_model_of_another_name_is_held_to_the_project_it_was_imported_into_and_not_to_one_that_only_keeps_its_history(string origin, string? refused)
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync(origin: origin);
        var here = new ProjectCharter("bikes", Shelf.Charter(RiskTier.Medium));

        var promoted = await PromoteModel.RunAsync(shelf.Workspace, new("loans@1", "olga") { Here = here }, None);

        Assert.Equal(refused, promoted.Ok ? null : Code(promoted));
        if (refused is not null)
        {
            Assert.Equal(RiskTier.Medium, (await OpenReview.RunAsync(shelf.Workspace, new("loans@1", "olga", here), None)).Value.Risk);
        }
    }

    [Fact]
    public async Task A_charter_of_lower_risk_than_the_version_s_own_does_not_make_its_review_easier()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync(risk: RiskTier.High);

        var review = await OpenAsync(shelf, "loans@1", RiskTier.Low);

        Assert.Equal((RiskTier.High, 2), (review.Risk, review.Needed));
        Assert.Equal("review.own", Code(await DecideAsync(shelf, review, "sue@example.org", true)));
    }

    [Fact]
    public async Task High_risk_takes_two_different_people()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync();
        var review = await OpenAsync(shelf, "loans", RiskTier.High);

        var first = (await DecideAsync(shelf, review, "rob@example.org", true)).Value;
        Assert.Equal((ReviewState.Open, 1), (first.State, first.Missing));
        Assert.Equal("review.twice", Code(await DecideAsync(shelf, review, "Rob@example.org", true)));
        Assert.Null(await shelf.ChampionAsync());

        var second = (await DecideAsync(shelf, review, "ray@example.org", true)).Value;
        Assert.Equal(ReviewState.Approved, second.State);
        Assert.Equal(1, (await shelf.ChampionAsync())!.Version);
    }

    [Fact]
    public async Task One_no_ends_a_review_with_its_reason()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync();
        var review = await OpenAsync(shelf, "loans", RiskTier.High);
        await DecideAsync(shelf, review, "rob@example.org", true);

        var decided = (await DecideAsync(shelf, review, "ray@example.org", false, "the slice of students is worse")).Value;

        Assert.Equal(ReviewState.Rejected, decided.State);
        Assert.Contains("students", decided.SettledBecause, StringComparison.Ordinal);
        Assert.Equal("review.settled", Code(await DecideAsync(shelf, review, "rob@example.org", true)));
        Assert.Null(await shelf.ChampionAsync());
    }

    [Fact]
    public async Task A_newer_version_takes_the_place_of_an_older_one_that_waits()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync();
        var older = await OpenAsync(shelf, "loans", RiskTier.Low);
        await shelf.RegisterAsync();

        var newer = await OpenAsync(shelf, "loans", RiskTier.Low);
        var again = await OpenAsync(shelf, "loans@2", RiskTier.Low);

        Assert.Equal(newer.Id, again.Id);
        var store = new ReviewStore(shelf.Workspace);
        Assert.Equal(ReviewState.Withdrawn, (await store.FindAsync(older.Id, None))!.State);
        Assert.Equal([newer.Id], (await store.ListAsync(ReviewState.Open, "loans", 10, null, None)).Select(r => r.Id));
    }

    [Fact]
    public async Task A_promotion_by_hand_withdraws_what_it_overtakes()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync();
        var review = await OpenAsync(shelf, "loans", RiskTier.Low);
        await shelf.RegisterAsync();
        await PromoteModel.RunAsync(shelf.Workspace, new("loans@2", "olga"), None);

        Assert.Equal(1, await WithdrawSuperseded.RunAsync(shelf.Workspace, "rondo", None));
        Assert.Equal(0, await WithdrawSuperseded.RunAsync(shelf.Workspace, "rondo", None));
        Assert.Equal("review.settled", Code(await DecideAsync(shelf, review, "rob@example.org", true)));
        Assert.Equal(2, (await shelf.ChampionAsync())!.Version);
        Assert.Equal("review.in-use", Code(await OpenReview.RunAsync(shelf.Workspace, new("loans@2", "olga", Shelf.Loans(RiskTier.Low)), None)));
    }

    [Fact]
    public async Task Against_the_gate_an_approval_has_to_say_so()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync(blocked: true);
        var review = await OpenAsync(shelf, "loans", RiskTier.Low);

        Assert.Equal("model.gate", Code(await DecideAsync(shelf, review, "rob@example.org", true)));
        var forced = await DecideReview.RunAsync(shelf.Workspace, new(review.Id, "rob@example.org", true, "the old one is worse still") { DespiteGate = true }, None);

        Assert.Equal(ReviewState.Approved, forced.Value.State);
        var promoted = (await shelf.Workspace.Audit.ListAsync("model:loans@1", 1, null, None))[0].Event;
        Assert.Equal(("model.promote", "the old one is worse still"), (promoted.Action, (string?)promoted.Details["forced"]));
    }

    [Fact]
    public async Task A_decision_needs_a_reason_and_a_review()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync();
        var review = await OpenAsync(shelf, "loans", RiskTier.Low);

        Assert.Equal("review.no-reason", Code(await DecideAsync(shelf, review, "rob@example.org", true, " ")));
        Assert.Equal("review.none", Code(await DecideAsync(shelf, review with { Id = "nothing" }, "rob@example.org", true)));
        Assert.Equal(ReviewState.Withdrawn, (await DecideReview.WithdrawAsync(shelf.Workspace, review.Id, "sue@example.org", "a mistake", None)).Value.State);
    }

    [Fact]
    public async Task Two_people_who_decide_at_once_are_both_heard()
    {
        await using var shelf = await Shelf.OpenAsync();
        await shelf.RegisterAsync();
        var review = await OpenAsync(shelf, "loans", RiskTier.High);

        await Task.WhenAll(DecideAsync(shelf, review, "rob@example.org", true), DecideAsync(shelf, review, "ray@example.org", true));

        Assert.Equal(ReviewState.Approved, (await new ReviewStore(shelf.Workspace).FindAsync(review.Id, None))!.State);
        Assert.Single(await shelf.Workspace.Audit.ListAsync("model:loans@1", 50, null, None), e => e.Event.Action is "model.promote");
    }

    private static async Task<ModelReview> OpenAsync(Shelf shelf, string model, RiskTier risk) =>
        (await OpenReview.RunAsync(shelf.Workspace, new(model, "sue@example.org", Shelf.Loans(risk)) { Reason = "it is better" }, None)).Value;

    private static Task<Result<ModelReview>> DecideAsync(Shelf shelf, ModelReview review, string person, bool approves, string reason = "looks right") =>
        DecideReview.RunAsync(shelf.Workspace, new(review.Id, person, approves, reason), None);

    private static string Code<T>(Result<T> result) => Assert.Single(result.Failures).Code;
}
