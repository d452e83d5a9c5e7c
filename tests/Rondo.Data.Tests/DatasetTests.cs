using Rondo.Data.Datasets;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Data.Tests;

public sealed class DatasetTests
{
    [Fact]
    public async Task An_import_makes_a_version_once_and_references_find_it()
    {
        using var bench = new Bench();
        await using var workspace = await Workspace.OpenAsync(new(Path.Combine(bench.Folder, ".rondo"), TimeProvider.System, [DataStage.Migrations]), CancellationToken.None);
        var (first, second) = (Digest.OfText("one"), Digest.OfText("two"));
        foreach (var digest in new[] { first, first, second, second })
        {
            await RecordVersion.RunAsync(Completion(workspace, digest), CancellationToken.None);
        }

        var store = new DatasetStore(workspace);
        Assert.Equal(["bike@2", "bike@1"], (await store.VersionsAsync("bike", CancellationToken.None)).Select(v => v.ToString()));
        Assert.Equal("bike", Assert.Single(await store.ListAsync(CancellationToken.None)).Name);
        var resolver = new DatasetResolver();
        var place = new Place("rondo.yaml", 3);
        var today = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(second, (await resolver.ResolveAsync("bike", place, workspace, CancellationToken.None)).Value!.Digest);
        Assert.Equal(first, (await resolver.ResolveAsync("bike@1", place, workspace, CancellationToken.None)).Value!.Digest);
        Assert.Equal(second, (await resolver.ResolveAsync("bike@" + today, place, workspace, CancellationToken.None)).Value!.Digest);
        Assert.Contains("Did you mean 'bike'?", (await resolver.ResolveAsync("bikee@1", place, workspace, CancellationToken.None)).Failures[0].Remedy, StringComparison.Ordinal);
        Assert.Equal("data.no-version", (await resolver.ResolveAsync("bike@2011-01-01", place, workspace, CancellationToken.None)).Failures[0].Code);
        Assert.Equal("data.bad-selector", (await resolver.ResolveAsync("bike@newest", place, workspace, CancellationToken.None)).Failures[0].Code);
    }

    private static StepCompletion Completion(Workspace workspace, Digest table) => new(
        "import", RunId.New(TimeProvider.System), RunId.New(TimeProvider.System), false, new Dictionary<string, RunArtifact>(StringComparer.Ordinal),
        new Dictionary<string, RunArtifact>(StringComparer.Ordinal) { ["table"] = new("out", "table", ArtifactKinds.Table, table) },
        new Project("bike", "", "rondo.yaml", new YamlMap([], new Place("rondo.yaml")), new Dictionary<string, object>(StringComparer.Ordinal)), workspace, "me");
}
