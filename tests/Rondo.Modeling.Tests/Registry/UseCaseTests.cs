using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Modeling.Review;
using Rondo.Scoping;

namespace Rondo.Modeling.Tests.Registry;

public sealed class UseCaseTests
{
    private const string Yaml =
        """
        rondo: 1
        project: shop
        charter:
          task: binary
          target: bought
          positive: "yes"
          requirements:
            - auc >= AREA on test
            - recall >= LIMIT on test warn
            - rows >= 100
            - gap(accuracy, color) <= 0.9 on test
        data:
          source: shop.csv
          split: { by: random }
        slices: [color, age < 30]
        train: { search: xgboost, xgboost: { rounds: 20 } }
        """;

    [Fact]
    public async Task A_version_is_listed_shown_promoted_exported_and_imported()
    {
        await using var project = await OpenAsync("0.1");
        await project.RunAsync();

        var version = Assert.Single(await ListModels.RunAsync(project.Workspace, null, CancellationToken.None));
        Assert.Equal("PASS", version.GateOutcome);
        Assert.Contains(version.Measurements, m => m is { Measure: "auc", Subject: { Split: "validation", Role: "model", Slice: "color = 'red'" } });
        Assert.Contains(version.Measurements, m => m is { Measure: "auc", Subject: { Split: "test", Role: "baseline", Slice: "" }, Value: 0.5 });

        var shown = (await ShowModel.RunAsync(project.Workspace, "shop", CancellationToken.None)).Value;
        Assert.Contains("# shop", shown.Card, StringComparison.Ordinal);
        Assert.Equal(1, shown.LooksAtItsTest);
        Assert.Contains(shown.Evidence, e => e.Kind is "latency");

        var promoted = (await PromoteModel.RunAsync(project.Workspace, new("shop@1", "ann"), CancellationToken.None)).Value;
        Assert.Null(promoted.Former);
        Assert.Equal(["champion"], promoted.Version.Aliases);

        var path = (await ExportModel.RunAsync(project.Workspace, "shop@champion", project.Folder, "ann", CancellationToken.None)).Value;
        Assert.Equal("shop-1.rondo", Path.GetFileName(path));
        var bundle = (await BundleReader.OpenAsync(path, CancellationToken.None)).Value;
        Assert.Equal(version.Digest, bundle.Identity);
        Assert.Equal(1, bundle.Evidence!.Version);

        var same = (await ImportModel.RunAsync(project.Workspace, new(path, "bob"), CancellationToken.None)).Value;
        Assert.Equal(1, same.Version);
        var other = (await ImportModel.RunAsync(project.Workspace, new(path, "bob") { Model = "copy" }, CancellationToken.None)).Value;
        Assert.Equal(("copy@1", "imported"), (other.ToString(), other.Origin));
        Assert.True((await project.Workspace.Audit.VerifyAsync(CancellationToken.None)).Intact);
    }

    [Fact]
    public async Task Another_name_unsays_nothing_that_was_measured_here_of_the_same_content()
    {
        await using var project = await OpenAsync("0.1", auc: "0.999");
        await project.RunAsync();
        var own = Assert.Single(await ListModels.RunAsync(project.Workspace, null, CancellationToken.None));
        Assert.Equal(("FAIL", true), (own.GateOutcome, own.Blocked));

        var path = (await ExportModel.RunAsync(project.Workspace, "shop@1", project.Folder, "ann", CancellationToken.None)).Value;
        var other = (await ImportModel.RunAsync(project.Workspace, new(path, "bob") { Model = "copy", Charter = project.Load().Section<Charter>() }, CancellationToken.None)).Value;

        Assert.Equal(("copy@1", own.Digest, "FAIL", true), (other.ToString(), other.Digest, other.GateOutcome, other.Blocked));
        Assert.Equal("model.gate", (await PromoteModel.RunAsync(project.Workspace, new("copy@1", "bob"), CancellationToken.None)).Failures[0].Code);
    }

    [Fact]
    public async Task A_version_whose_requirements_were_left_out_for_its_run_or_came_later_is_held_to_those_of_the_file()
    {
        await using var project = await OpenAsync("0.1", auc: "0.999");
        await project.RunAsync(1, "charter.requirements=[auc >= 0.5 on test]");
        var version = Assert.Single(await ListModels.RunAsync(project.Workspace, null, CancellationToken.None));
        Assert.Equal(("PASS", false), (version.GateOutcome, version.Blocked));
        var here = new ProjectCharter("shop", project.Load().Section<Charter>());

        var refused = (await PromoteModel.RunAsync(project.Workspace, new("shop@1", "bob") { Here = here }, CancellationToken.None)).Failures[0];

        Assert.Equal("model.gate", refused.Code);
        Assert.Contains("FAIL auc >= 0.999 on test", refused.Problem, StringComparison.Ordinal);
        var review = (await OpenReview.RunAsync(project.Workspace, new("shop@1", "bob", here), CancellationToken.None)).Value;
        Assert.Equal((true, "FAIL"), (review.Blocked, (string?)review.Gate["overall"]));
        Assert.True((await PromoteModel.RunAsync(project.Workspace, new("shop@1", "bob") { Here = here, ForceReason = "there is no better one" }, CancellationToken.None)).Ok);
    }

    [Fact]
    public async Task The_champion_is_compared_and_changes_nothing_about_the_bundle()
    {
        await using var project = await OpenAsync("0.1");
        var first = await project.RunAsync();
        await PromoteModel.RunAsync(project.Workspace, new("shop", "ann"), CancellationToken.None);

        var second = await project.RunAsync();
        Assert.Equal(first["register.bundle"].Digest, second["register.bundle"].Digest);
        Assert.Contains("\"champion\"", await File.ReadAllTextAsync(await project.PathOfAsync(second["evaluate.evaluation"])), StringComparison.Ordinal);

        await project.RunAsync(1, "train.xgboost.rounds=5");
        var versions = await ListModels.RunAsync(project.Workspace, "shop", CancellationToken.None);
        Assert.Equal([2, 1], versions.Select(v => v.Version));
        Assert.Contains(versions[0].Measurements, m => m is { Measure: "auc", Subject: { Role: "champion", Split: "test" } });
        Assert.Equal(2, (await ShowModel.RunAsync(project.Workspace, "shop", CancellationToken.None)).Value.LooksAtItsTest);

        var promoted = (await PromoteModel.RunAsync(project.Workspace, new("shop@2", "ann"), CancellationToken.None)).Value;
        Assert.Equal(1, promoted.Former!.Version);
    }

    [Fact]
    public async Task A_version_whose_gate_failed_is_promoted_only_with_a_reason()
    {
        await using var project = await OpenAsync("0.1");
        await project.RunAsync(1, "charter.requirements=[auc >= 0.9999 on test]");

        var refused = await PromoteModel.RunAsync(project.Workspace, new("shop", "ann"), CancellationToken.None);
        Assert.Equal(("model.gate", FailureKind.No), (refused.Failures.Single().Code, refused.Failures.Single().Kind));
        Assert.True((await PromoteModel.RunAsync(project.Workspace, new("shop", "ann") { Alias = "candidate" }, CancellationToken.None)).Ok);

        var forced = await PromoteModel.RunAsync(project.Workspace, new("shop", "ann") { ForceReason = "a demonstration" }, CancellationToken.None);
        Assert.True(forced.Ok);
        var audit = await project.Workspace.Audit.ListAsync("model:shop@1", 10, null, CancellationToken.None);
        Assert.Contains(audit, e => e.Event.Action is "model.promote" && (string?)e.Event.Details["forced"] is "a demonstration");
    }

    [Fact]
    public async Task What_is_not_there_is_said_with_what_is()
    {
        await using var project = await OpenAsync("0.1");
        await project.RunAsync();

        Assert.Contains("'shop'", (await ShowModel.RunAsync(project.Workspace, "shopp", CancellationToken.None)).Failures[0].Remedy, StringComparison.Ordinal);
        Assert.Contains("shop@1", (await ShowModel.RunAsync(project.Workspace, "shop@7", CancellationToken.None)).Failures[0].Remedy, StringComparison.Ordinal);
        Assert.Equal("model.bad-reference", (await ShowModel.RunAsync(project.Workspace, "shop@@", CancellationToken.None)).Failures[0].Code);
    }

    private static async Task<TestProject> OpenAsync(string recall, string auc = "0.8")
    {
        var project = await TestProject.OpenAsync(Yaml.Replace("LIMIT", recall, StringComparison.Ordinal).Replace("AREA", auc, StringComparison.Ordinal));
        var random = new SplitMix64(4);
        string[] colors = ["red", "green", "blue"];
        var lines = Enumerable.Range(0, 1500).Select(_ =>
        {
            var (age, color, noise) = (18 + random.Below(60), colors[random.Below(3)], random.Below(20));
            return FormattableString.Invariant($"{age},{color},{(age + noise + (color is "red" ? 15 : 0) > 65 ? "yes" : "no")}");
        });
        await File.WriteAllLinesAsync(Path.Combine(project.Folder, "shop.csv"), lines.Prepend("age,color,bought"));
        return project;
    }
}
