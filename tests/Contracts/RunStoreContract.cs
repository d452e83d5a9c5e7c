using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Contracts;

/// <summary>What every run store promises.</summary>
public abstract class RunStoreContract : StoreContract
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, 123, 456, TimeSpan.Zero);

    private IRunStore Runs => Workspace.Runs;

    [Fact]
    public async Task A_run_comes_back_as_it_was_recorded()
    {
        var parent = await BeginRunAsync("pipeline");
        var start = new RunStart(RunId.New(TimeProvider.System), "bikes", "step", "train é", parent, "ann", Noon)
        {
            Attempt = 2,
            Parameters = new JsonObject { ["depth"] = 6, ["rate"] = 0.1, ["name"] = "a\"b" },
            Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "vans" },
            Code = new("c0ffee", Digest.OfText("diff")),
            Environment = new JsonObject { ["os"] = "linux", ["pid"] = 42 },
        };
        var end = new RunEnd(start.Id, RunStatus.Failed, Noon.AddSeconds(90)) { Message = "out of memory", Resources = new(90, 171.5, 3L << 32) };
        await Workspace.WriteAsync(
            async (t, ct) =>
            {
                await Runs.BeginAsync(t, [start], ct);
                await Workspace.Lineage.RecordAsync(t, start.Id, [new("in", "table", "table", Digest.OfText("t")), new("out", "model", "model", Digest.OfText("m"))], ct);
                await Runs.EndAsync(t, end, ct);
            },
            default);

        var found = (await Runs.FindAsync(start.Id.Value, default))!;
        Assert.Equal(start with { Parameters = found.Start.Parameters, Tags = found.Start.Tags, Environment = found.Start.Environment }, found.Start);
        Assert.Equal(CanonicalJson.Text(start.Parameters), CanonicalJson.Text(found.Start.Parameters));
        Assert.Equal(CanonicalJson.Text(start.Environment), CanonicalJson.Text(found.Start.Environment));
        Assert.Equal("vans", found.Start.Tags["team"]);
        Assert.Equal((RunStatus.Failed, end), (found.Status, found.End));
        Assert.Equal([new("in", "table", "table", Digest.OfText("t")), new("out", "model", "model", Digest.OfText("m"))], found.Artifacts);
    }

    [Fact]
    public async Task A_run_that_has_not_ended_has_no_end()
    {
        var id = await BeginRunAsync();
        var found = (await Runs.FindAsync(id.Value, default))!;
        Assert.Equal((RunStatus.Running, null), (found.Status, found.End));
        Assert.Equal("run.unknown", (await FailureOfAsync(() => Workspace.WriteAsync(
            (t, ct) => Runs.EndAsync(t, new(RunId.New(TimeProvider.System), RunStatus.Succeeded, Noon), ct), default))).Code);
    }

    [Fact]
    public async Task A_run_is_found_by_a_unique_prefix_of_its_id()
    {
        var ids = new[] { "0195aaaabbbb7000800000000000000a", "0195aaaabbbb7000800000000000000b", "0195aaaacccc7000800000000000000c" };
        await Workspace.WriteAsync((t, ct) => Runs.BeginAsync(t, [.. ids.Select(i => new RunStart(new(i), "p", "manual", "n", null, "u", Noon))], ct), default);

        Assert.Equal(ids[2], (await Runs.FindAsync("0195aaaac", default))!.Start.Id.Value);
        Assert.Equal(ids[1], (await Runs.FindAsync(ids[1].ToUpperInvariant(), default))!.Start.Id.Value);
        Assert.Equal("run.ambiguous", (await FailureOfAsync(() => Runs.FindAsync("0195aaaab", default))).Code);
        Assert.Null(await Runs.FindAsync("0195a", default));
        Assert.Null(await Runs.FindAsync("0195aaaad", default));
        Assert.Null(await Runs.FindAsync("0195%%%%", default));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_in_pages_and_by_filter()
    {
        var pipeline = await BeginRunAsync("nightly");
        for (var i = 0; i < 5; i++)
        {
            await BeginRunAsync($"step{i}", pipeline);
        }

        var all = await Runs.ListAsync(new(), 10, null, default);
        Assert.Equal(6, all.Count);
        Assert.Equal(all.Select(r => r.Start.Id.Value).OrderDescending(StringComparer.Ordinal), all.Select(r => r.Start.Id.Value));

        var first = await Runs.ListAsync(new(Parent: pipeline), 3, null, default);
        var second = await Runs.ListAsync(new(Parent: pipeline), 3, first[^1].Start.Id, default);
        Assert.Equal((3, 2), (first.Count, second.Count));
        Assert.Empty(first.Select(r => r.Start.Id).Intersect(second.Select(r => r.Start.Id)));
        Assert.Single(await Runs.ListAsync(new(Project: "bikes", Kind: "pipeline", Status: RunStatus.Running), 10, null, default));
        Assert.Empty(await Runs.ListAsync(new(Project: "boats"), 10, null, default));
    }

    [Fact]
    public async Task Metrics_keep_every_double_and_come_in_order_of_key_step_and_time()
    {
        var id = await BeginRunAsync();
        MetricValue[] values =
        [
            new("loss", double.NaN, 2, Noon), new("loss", 0.1 + 0.2, 1, Noon), new("Acc", double.NegativeInfinity, 0, Noon), new("loss", double.PositiveInfinity, 3, Noon),
            new("loss", double.Epsilon, 2, Noon.AddTicks(10)), new("acc", double.MaxValue, long.MaxValue, Noon), new("acc", -1, -5, Noon),
        ];
        await Workspace.WriteAsync((t, ct) => Runs.LogMetricsAsync(t, id, values, ct), default);

        var expected = values.OrderBy(v => v.Key, StringComparer.Ordinal).ThenBy(v => v.Step).ThenBy(v => v.At);
        Assert.Equal(expected, await Runs.MetricsAsync(id, default));
        Assert.Empty(await Runs.MetricsAsync(await BeginRunAsync(), default));
    }

    [Fact]
    public async Task Tags_are_replaced_by_key()
    {
        var id = await BeginRunAsync();
        await Workspace.WriteAsync((t, ct) => Runs.SetTagsAsync(t, id, new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1", ["b"] = "1" }, ct), default);
        await Workspace.WriteAsync((t, ct) => Runs.SetTagsAsync(t, id, new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "2" }, ct), default);
        Assert.Equal(["a=1", "b=2"], (await Runs.FindAsync(id.Value, default))!.Start.Tags.Select(t => $"{t.Key}={t.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Runs_whose_process_is_gone_are_closed_and_the_others_left()
    {
        var gone = await BeginRunAsync("gone");
        var alive = await BeginRunAsync("alive");
        var ended = await BeginRunAsync("ended");
        await Workspace.WriteAsync((t, ct) => Runs.EndAsync(t, new(ended, RunStatus.Succeeded, Noon), ct), default);

        Assert.Equal(1, await Runs.CloseAbandonedAsync(r => r.Start.Name is "alive", default));
        Assert.Equal(RunStatus.Failed, (await Runs.FindAsync(gone.Value, default))!.Status);
        Assert.Equal(RunStatus.Running, (await Runs.FindAsync(alive.Value, default))!.Status);
        Assert.Equal(RunStatus.Succeeded, (await Runs.FindAsync(ended.Value, default))!.Status);
    }
}
