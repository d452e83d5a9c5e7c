using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Modeling.Review;
using Rondo.Scoping;

namespace Rondo.Modeling.Tests.Registry;

/// <summary>A bundle of a project of high risk, taken to one of low risk.</summary>
public sealed class CarriedRiskTests
{
    private const string High =
        """
          problem: Nobody knows what to stock.
          objective: Stock what is asked for.
          unit: one customer
          risk: high
          people: { owner: olga, scientist: ben, reviewers: [eve, joe], operators: [oz] }
          use: { how: nightly batch }
          sensitivity: internal
          kpi: { name: unsold, baseline: 10, target: 5 }
        """;

    private const string Size = "size <= 20 MB";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(null, "shop@1")]
    [InlineData("other", "other@1")]
    public async Task It_is_held_to_the_tier_that_it_was_registered_under_under_whatever_name(string? name, string registered)
    {
        await using var home = await TrainedAsync();
        var path = (await ExportModel.RunAsync(home.Workspace, "shop@1", home.Folder, "ann", None)).Value;
        Assert.Equal("high", (await BundleReader.OpenAsync(path, None)).Value.Evidence!.Risk);
        await using var away = await TestProject.OpenAsync(Yaml(""));
        var here = new ProjectCharter("shop", away.Load().Section<Charter>());

        var version = (await ImportModel.RunAsync(away.Workspace, new(path, "bob") { Model = name, Charter = here.Charter }, None)).Value;

        Assert.Equal((registered, "PASS", RiskTier.High), (version.ToString(), version.GateOutcome, version.Risk));
        Assert.Equal(["model.review"], (await PromoteModel.RunAsync(away.Workspace, new(registered, "bob") { Here = here }, None)).Failures.Select(f => f.Code));
        Assert.Equal("model.review", (await RequiredReview.MissingAsync(away.Workspace, version, here.Charter, None))!.Code);
        Assert.Equal((RiskTier.High, 2), (await OpenReview.RunAsync(away.Workspace, new(registered, "bob", here), None)).Value is var review ? (review.Risk, review.Needed) : default);
    }

    [Fact]
    public async Task What_was_not_measured_here_holds_it_up_as_it_does_at_its_own_tier()
    {
        await using var home = await TrainedAsync();
        var path = (await ExportModel.RunAsync(home.Workspace, "shop@1", home.Folder, "ann", None)).Value;
        await using var away = await TestProject.OpenAsync(Yaml("", "mae <= 1000 on test"));

        var version = (await ImportModel.RunAsync(away.Workspace, new(path, "bob") { Charter = away.Load().Section<Charter>() }, None)).Value;

        Assert.Equal(("UNKNOWN", true), (version.GateOutcome, version.Blocked));
    }

    [Fact]
    public async Task Without_its_evidence_it_has_the_tier_of_the_same_content_here_and_where_that_is_unknown_the_project_s()
    {
        await using var home = await TrainedAsync();
        var path = (await ExportModel.RunAsync(home.Workspace, "shop@1", home.Folder, "ann", None)).Value;
        var bare = Path.Combine(home.Folder, "bare.rondo");
        Assert.Null(await BundleWriter.WriteAsync((await BundleReader.OpenAsync(path, None)).Value.With(null), bare, None));
        await using var away = await TestProject.OpenAsync(Yaml(""));

        Assert.Equal(RiskTier.High, (await ImportModel.RunAsync(home.Workspace, new(bare, "bob") { Model = "other", Charter = away.Load().Section<Charter>() }, None)).Value.Risk);
        Assert.Equal(RiskTier.Low, (await ImportModel.RunAsync(away.Workspace, new(bare, "bob") { Charter = away.Load().Section<Charter>() }, None)).Value.Risk);
    }

    [Fact]
    public async Task What_its_gate_forbade_here_it_forbids_under_another_name_after_the_requirement_was_left_out()
    {
        await using var home = await TrainedAsync("mae <= 0.0001 on test");
        var path = (await ExportModel.RunAsync(home.Workspace, "shop@1", home.Folder, "ann", None)).Value;
        await using var lax = await TestProject.OpenAsync(Yaml(""));

        var other = (await ImportModel.RunAsync(home.Workspace, new(path, "bob") { Model = "other", Charter = lax.Load().Section<Charter>() }, None)).Value;

        Assert.Equal(("FAIL", true, RiskTier.High), (other.GateOutcome, other.Blocked, other.Risk));
    }

    [Fact]
    public async Task Neither_who_imported_it_nor_who_registered_it_there_approves_it_here()
    {
        await using var home = await TrainedAsync();
        var path = (await ExportModel.RunAsync(home.Workspace, "shop@1", home.Folder, "ann", None)).Value;
        await using var away = await TestProject.OpenAsync(Yaml(High));
        var here = new ProjectCharter("shop", away.Load().Section<Charter>());
        await ImportModel.RunAsync(away.Workspace, new(path, "eve") { Charter = here.Charter }, None);

        var review = (await OpenReview.RunAsync(away.Workspace, new("shop@1", "bob", here), None)).Value;

        Assert.Equal(["eve", "ann", "ben"], review.Authors);
        Assert.Equal(["joe"], review.Reviewers);
        Assert.Equal("review.own", Assert.Single((await DecideReview.RunAsync(away.Workspace, new(review.Id, "Eve", true, "it holds"), None)).Failures).Code);
        Assert.Equal("review.own", Assert.Single((await DecideReview.RunAsync(away.Workspace, new(review.Id, "ann", true, "it holds"), None)).Failures).Code);
    }

    [Fact]
    public async Task Who_made_it_here_does_not_approve_it_under_another_name_either()
    {
        await using var home = await TrainedAsync();
        var here = new ProjectCharter("shop", home.Load().Section<Charter>());
        var path = (await ExportModel.RunAsync(home.Workspace, "shop@1", home.Folder, "ann", None)).Value;
        await ImportModel.RunAsync(home.Workspace, new(path, "bob") { Model = "other", Charter = here.Charter }, None);

        Assert.Equal(["bob", "ann", "ben"], (await OpenReview.RunAsync(home.Workspace, new("other@1", "bob", here), None)).Value.Authors);
        Assert.Equal(["ann", "ben"], (await OpenReview.RunAsync(home.Workspace, new("shop@1", "bob", here), None)).Value.Authors);
    }

    private static async Task<TestProject> TrainedAsync(string requirement = Size)
    {
        var project = await TestProject.OpenAsync(Yaml(High, requirement));
        var random = new SplitMix64(4);
        var rows = Enumerable.Range(0, 300).Select(_ => 18 + random.Below(60)).Select(age => FormattableString.Invariant($"{age},{age + random.Below(20)}"));
        await File.WriteAllLinesAsync(Path.Combine(project.Folder, "shop.csv"), rows.Prepend("age,paid"));
        await project.RunAsync();
        return project;
    }

    private static string Yaml(string more, string requirement = Size) => $$"""
        rondo: 1
        project: shop
        charter:
          task: regression
          target: paid
          requirements: [{{requirement}}]
        {{more}}
        data: { source: shop.csv, split: { by: random } }
        train: { search: xgboost, xgboost: { rounds: 3 } }
        """;
}
