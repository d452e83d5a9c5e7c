using Microsoft.Extensions.DependencyInjection;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Server.Tests;

public sealed class PushTests
{
    private const string Script = """
        rondo: 1
        project: garden
        pipeline:
          steps:
            dig: { run: "echo spade; echo earth > $RONDO_OUTPUT_earth; echo metric depth 3", out: { earth: earth.txt } }
            plant: { run: "echo tree > $RONDO_OUTPUT_tree", in: { earth: dig.earth }, out: { tree: tree.txt } }
        """;

    [Fact]
    public async Task A_laptop_s_history_arrives_whole_and_once()
    {
        await using var laptop = await Laptop.RanAsync(Script);
        await using var server = await RunningServer.StartAsync();
        var first = await PushHistory.RunAsync(laptop.Workspace, server.Http, _ => { }, CancellationToken.None);
        Assert.Equal((3, 2, 0), (first.Runs, first.Objects, first.Left));
        var runs = (await server.GetAsync("/api/v1/runs?project=garden"))["items"]!.AsArray();
        var here = await laptop.Workspace.Runs.ListAsync(new RunFilter(), 10, null, CancellationToken.None);
        Assert.Equal(here.Select(r => r.Start.Id.Value), runs.Select(r => (string)r!["id"]!));
        Assert.All(runs, r => Assert.Equal("ann", (string?)r!["tags"]!["pushed.by"]));
        var tree = here.First(r => string.Equals(r.Start.Name, "plant", StringComparison.Ordinal)).Artifacts.First(a => a.Direction is "out").Digest;
        Assert.Equal("tree\n", await server.Http.GetStringAsync($"/api/v1/artifacts/{tree}"));
        Assert.Equal(2, (await server.GetAsync($"/api/v1/lineage?subject={tree}"))["nodes"]!.AsArray().Count);
        Assert.Contains("garden", (await server.GetAsync("/api/v1/projects"))["items"]!.AsArray().Select(p => (string)p!["name"]!));

        var second = await PushHistory.RunAsync(laptop.Workspace, server.Http, _ => { }, CancellationToken.None);
        Assert.Equal((0, 0), (second.Runs, second.Objects));
        Assert.True((bool)(await server.GetAsync("/api/v1/audit/verify"))["intact"]!);
    }

    [Fact]
    public async Task A_content_that_does_not_hash_to_its_name_is_refused_and_leaves_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var name = Digest.OfText("tree").Hex;
        using var lie = new StringContent("stone");
        using var answer = await server.Http.PutAsync("/api/v1/push/objects/" + name, lie);
        Assert.Equal(422, (int)answer.StatusCode);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, "/api/v1/artifacts/" + name)).Status);
        var work = server.Server.Services.GetRequiredService<Workspace>().Folder;
        Assert.Empty(Directory.EnumerateFiles(work, "content", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_damaged_content_is_named_with_what_it_belongs_to_and_what_brings_it_back()
    {
        await using var laptop = await Laptop.RanAsync(Script);
        var tree = Digest.OfText("tree\n");
        var path = await laptop.Workspace.Artifacts.LocalPathAsync(tree, CancellationToken.None);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await File.WriteAllTextAsync(path, "tref\n");
        await using var server = await RunningServer.StartAsync();
        var failure = (await Assert.ThrowsAsync<FailureException>(() => PushHistory.RunAsync(laptop.Workspace, server.Http, _ => { }, CancellationToken.None))).Failures.Single();
        Assert.Equal(("push.damaged", FailureKind.World), (failure.Code, failure.Kind));
        Assert.Contains(tree.Hex, failure.Problem, StringComparison.Ordinal);
        Assert.Contains("'tree' of step plant", failure.Problem, StringComparison.Ordinal);
        Assert.Contains("rondo verify", failure.Remedy, StringComparison.Ordinal);
    }
}
