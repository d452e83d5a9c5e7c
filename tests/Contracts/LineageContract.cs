using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Contracts;

/// <summary>What every lineage store promises.</summary>
public abstract class LineageContract : StoreContract
{
    private static readonly Digest Table = Digest.OfText("table");
    private static readonly Digest Model = Digest.OfText("model");

    private ILineageStore Lineage => Workspace.Lineage;

    [Fact]
    public async Task Who_made_a_content_and_who_used_it_is_known_newest_first()
    {
        var import = await BeginRunAsync("import");
        await Task.Delay(5);
        var train = await BeginRunAsync("train");
        await Task.Delay(5);
        var retrain = await BeginRunAsync("retrain");
        await RecordAsync(import, new RunArtifact("out", "table", "table", Table));
        await RecordAsync(train, new("in", "table", "table", Table), new("in", "again", "table", Table));
        await RecordAsync(train, new RunArtifact("out", "model", "model", Model));
        await RecordAsync(retrain, new("in", "table", "table", Table), new("out", "model", "model", Model));

        Assert.Equal([import], await Lineage.ProducersAsync(Table, default));
        Assert.Equal([retrain, train], await Lineage.ConsumersAsync(Table, default));
        Assert.Equal([retrain, train], await Lineage.ProducersAsync(Model, default));
        Assert.Empty(await Lineage.ConsumersAsync(Model, default));
        Assert.Equal([new("in", "table", "table", Table), new("in", "again", "table", Table), new("out", "model", "model", Model)], await Lineage.OfRunAsync(train, default));
    }

    [Fact]
    public async Task One_port_may_carry_several_artifacts()
    {
        var run = await BeginRunAsync();
        await RecordAsync(run, new("out", "files", "file", Table), new("out", "files", "file", Model), new("out", "files", "file", Table));
        Assert.Equal([Table, Model, Table], (await Lineage.OfRunAsync(run, default)).Select(a => a.Digest));
    }

    [Fact]
    public async Task Reachable_is_what_runs_pins_and_recorded_patches_name()
    {
        var run = await BeginRunAsync();
        await RecordAsync(run, new RunArtifact("in", "table", "table", Table));
        var patch = Digest.OfText("patch");
        await Workspace.WriteAsync(
            async (t, ct) =>
            {
                await Workspace.Runs.BeginAsync(t, [new(RunId.New(TimeProvider.System), "p", "manual", "n", null, "u", TimeProvider.System.GetUtcNow()) { Code = new("c0ffee", patch) }], ct);
                await Lineage.PinAsync(t, "modeling", "bike@1", Model, ct);
                await Lineage.PinAsync(t, "modeling", "bike@1", Model, ct);
            },
            default);
        Assert.Equal(new HashSet<Digest> { Table, Model, patch }, (await Lineage.ReachableAsync(default)).ToHashSet());

        await Workspace.WriteAsync((t, ct) => Lineage.UnpinAsync(t, "modeling", "bike@1", ct), default);
        Assert.Equal(new HashSet<Digest> { Table, patch }, (await Lineage.ReachableAsync(default)).ToHashSet());
    }

    private Task RecordAsync(RunId run, params RunArtifact[] artifacts) => Workspace.WriteAsync((t, ct) => Lineage.RecordAsync(t, run, artifacts, ct), default);
}
