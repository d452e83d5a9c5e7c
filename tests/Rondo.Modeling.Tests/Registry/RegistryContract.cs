using Rondo.Contracts;
using Rondo.Modeling.Registry;
using Rondo.Modeling.Review;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Tests.Registry;

[CollectionDefinition(Name)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlServer>
{
    public const string Name = "PostgreSQL";
}

public sealed class Sqlite_keeps_the_registry_contract : RegistryContract
{
    protected override Task<string?> ConnectionAsync() => Task.FromResult<string?>(null);
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_registry_contract(PostgreSqlServer server) : RegistryContract
{
    protected override async Task<string?> ConnectionAsync() => await server.NewSchemaAsync();
}

/// <summary>What the registry, reviews, lineage and reproduction ask of a database: their statements run here, on each that there is.</summary>
public abstract class RegistryContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    protected abstract Task<string?> ConnectionAsync();

    [Fact]
    public async Task A_line_of_versions_lives_its_whole_life()
    {
        await using var project = await TestProject.OpenAsync(TamperedRegistryTests.Yaml.Replace("mae <= 0.0001", "mae <= 1000", StringComparison.Ordinal), await ConnectionAsync());
        await TamperedRegistryTests.WriteDataAsync(project);
        await project.RunAsync();
        await project.RunAsync(1, "train.xgboost.rounds=4");
        var versions = await ListModels.RunAsync(project.Workspace, "shop", None);
        Assert.Equal([2, 1], versions.Select(v => v.Version));

        Assert.Null((await PromoteModel.RunAsync(project.Workspace, new("shop@1", "ann"), None)).Value.Former);
        Assert.Equal(1, (await PromoteModel.RunAsync(project.Workspace, new("shop@2", "ann"), None)).Value.Former!.Version);
        await PromoteModel.RunAsync(project.Workspace, new("shop@1", "ann") { Alias = "old" }, None);
        Assert.Equal(1, (await PromoteModel.RemoveAsync(project.Workspace, "shop", "old", "ann", None)).Value.Version);
        var shown = (await ShowModel.RunAsync(project.Workspace, "shop@champion", None)).Value;
        Assert.Equal((2, 2), (shown.Version.Version, shown.LooksAtItsTest));
        Assert.Contains(shown.Evidence, e => e.Kind is "promotion");

        var path = (await ExportModel.RunAsync(project.Workspace, "shop@1", project.Folder, "ann", None)).Value;
        var imported = (await ImportModel.RunAsync(project.Workspace, new(path, "bob") { Model = "bought" }, None)).Value;
        Assert.Equal(("bought@1", "imported"), (imported.ToString(), imported.Origin));

        var why = (await ExplainAncestry.RunAsync("shop@2", project.Workspace, None)).Value;
        Assert.Contains(why.Decisions, d => d.Event.Action is "model.promote");
        var status = await ProjectStatus.ReadAsync(project.Load(), project.Workspace, [], None);
        Assert.NotEmpty(status.Themes);
        var audit = await VerifyAudit.RunAsync(project.Workspace, None);
        Assert.True(audit.Intact, audit.Finding);

        await project.Workspace.WriteAsync((t, ct) => t.ExecuteSqlAsync("UPDATE model_aliases SET version = 1", [], ct), None);
        Assert.Contains("shop@champion names version 1", (await VerifyAudit.RunAsync(project.Workspace, None)).Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_review_is_opened_decided_and_withdrawn()
    {
        await using var project = await TestProject.OpenAsync(TamperedRegistryTests.Yaml.Replace("mae <= 0.0001", "mae <= 1000", StringComparison.Ordinal), await ConnectionAsync());
        await TamperedRegistryTests.WriteDataAsync(project);
        await project.RunAsync();
        var charter = project.Load().Section<Charter>();
        var store = new ReviewStore(project.Workspace);
        var first = (await OpenReview.RunAsync(project.Workspace, new("shop@1", "ann", new("shop", charter)), None)).Value;
        Assert.Equal(ReviewState.Withdrawn, (await DecideReview.WithdrawAsync(project.Workspace, first.Id, "ann", "too early", None)).Value.State);
        var refused = (await OpenReview.RunAsync(project.Workspace, new("shop@1", "ann", new("shop", charter)), None)).Value;
        await DecideReview.RunAsync(project.Workspace, new(refused.Id, "ann", false, "too few shops"), None);
        var next = (await ProjectStatus.ReadAsync(project.Load(), project.Workspace, [], None)).Next;
        Assert.Equal(("review.rejected", "shop@1 was rejected by ann: too few shops. Improve data or model, and run again: rondo run."), (next.Code, next.Text));
        var second = (await OpenReview.RunAsync(project.Workspace, new("shop@1", "ann", new("shop", charter)), None)).Value;
        Assert.Equal(ReviewState.Approved, (await DecideReview.RunAsync(project.Workspace, new(second.Id, "ann", true, "good enough"), None)).Value.State);
        Assert.Equal(3, (await store.ListAsync(null, null, 10, null, None)).Count);
        Assert.Equal(second.Id, Assert.Single(await store.ToHandOverAsync(None)).Id);
        Assert.Equal(["champion"], Assert.Single(await ListModels.RunAsync(project.Workspace, "shop", None)).Aliases);
    }
}
