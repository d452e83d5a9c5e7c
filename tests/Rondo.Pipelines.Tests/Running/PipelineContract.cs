using Rondo.Contracts;
using Rondo.Pipelines.Triggers;
using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Running;

[CollectionDefinition(Name)]
public sealed class PostgreSqlCollection : ICollectionFixture<PostgreSqlServer>
{
    public const string Name = "PostgreSQL";
}

public sealed class Sqlite_keeps_the_pipeline_contract : PipelineContract
{
    protected override Task<string?> ConnectionAsync() => Task.FromResult<string?>(null);
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_keeps_the_pipeline_contract(PostgreSqlServer server) : PipelineContract
{
    protected override async Task<string?> ConnectionAsync() => await server.NewSchemaAsync();
}

/// <summary>What pipelines ask of a database: every statement of theirs runs here, on each that there is.</summary>
public abstract class PipelineContract
{
    private static readonly CancellationToken None = CancellationToken.None;

    private const string Two = """
        clean: { run: 'head -1 "$RONDO_INPUT_raw" > out.txt', in: { raw: "file:in.txt" }, out: { out: out.txt }, with: { seed: 7, token: $TOKEN } }
        train: { run: 'cat "$RONDO_INPUT_data" > model.bin; echo end >> model.bin', in: { data: clean.out }, out: { model: model.bin } }
        """;

    protected abstract Task<string?> ConnectionAsync();

    [Fact]
    public async Task A_run_is_recorded_cached_and_explained()
    {
        await using var project = await ReadyAsync();
        var first = await project.RunAsync();
        Assert.All(first.Steps, s => Assert.Equal((StepStatus.Succeeded, "never ran"), (s.Status, Assert.Single(s.Reasons))));
        Assert.All((await project.RunAsync()).Steps, s => Assert.Equal(StepStatus.Cached, s.Status));
        project.Set("TOKEN", "another");
        var changed = await project.RunAsync();
        Assert.Equal("param clean.token \"$TOKEN\" → \"$TOKEN\" (its value changed)", Assert.Single(changed["clean"].Reasons));
        Assert.Equal(StepStatus.Cached, changed["train"].Status);

        await using var workspace = await project.OpenAsync();
        Assert.Equal(3, (await workspace.Runs.ListAsync(new(Kind: "pipeline", Status: RunStatus.Succeeded), 10, null, None)).Count);
        var events = await RunEvents.AfterAsync(workspace, first.Run, 0, 100, None);
        Assert.Equal(("run.started", "run.finished"), (events[0].Kind, events[^1].Kind));
        Assert.Equal(events.Where(e => e.Kind is not "step.metric"), await RunEvents.StateAsync(workspace, first.Run, None), SameEvent);
        Assert.NotEmpty(await RunEvents.SinceAsync(workspace, events[^1].At, 100, None));
        Assert.True((await workspace.Artifacts.VerifyAsync(null, None)).Intact);
    }

    [Fact]
    public async Task Many_runs_at_once_do_each_step_once()
    {
        await using var project = await ReadyAsync(string.Join('\n', Enumerable.Range(0, 6).Select(i => $"s{i}: {{ run: 'echo x >> {{M}}/s{i}; sleep 0.2; echo {i} > out.txt', out: {{ out: out.txt }} }}")));
        await using var first = await project.OpenAsync();
        await using var second = await project.OpenAsync();
        var reports = await Task.WhenAll(project.RunInAsync(first), project.RunInAsync(second), project.RunInAsync(second));
        Assert.All(reports, r => Assert.Equal(RunStatus.Succeeded, r.Value.Status));
        Assert.All(Directory.EnumerateFiles(Path.Combine(project.Root, "marks")), f => Assert.Equal("x\n", File.ReadAllText(f)));
        Assert.Equal(6, reports.SelectMany(r => r.Value.Steps).Count(s => s.Status == StepStatus.Succeeded));
    }

    [Fact]
    public async Task A_dead_holder_is_not_waited_for_and_a_replaced_one_publishes_nothing()
    {
        await using var project = await ReadyAsync("a: { run: 'echo mine > out.txt; touch {M}/there; while [ ! -e {M}/go ]; do sleep 0.05; done', out: { out: out.txt } }");
        await using var workspace = await project.OpenAsync();
        await using var other = await project.OpenAsync();
        var running = project.RunInAsync(workspace);
        await UntilAsync(() => File.Exists(Path.Combine(project.Root, "marks", "there")));
        await other.WriteAsync((t, ct) => t.ExecuteSqlAsync("UPDATE leases SET owner = 'elsewhere', token = token + 1, expires_at = expires_at + 5000 WHERE name LIKE 'step:%'", [], ct), None);
        File.WriteAllText(Path.Combine(project.Root, "marks", "go"), "");
        await UntilAsync(() => project.Events.OfType<StepFinished>().Any());
        Assert.Contains("owned by another process now: nothing was published", Assert.Single(project.Events.OfType<StepFinished>()).Message, StringComparison.Ordinal);
        Assert.Equal(0, (await workspace.Artifacts.VerifyAsync(null, None)).Objects);

        await other.WriteAsync((t, ct) => t.ExecuteSqlAsync("UPDATE leases SET owner = '', expires_at = 0 WHERE name LIKE 'step:%'", [], ct), None);
        Assert.Equal(StepStatus.Succeeded, (await running).Value["a"].Status);
    }

    [Fact]
    public async Task What_was_computed_from_damage_is_found_and_dropped()
    {
        await using var project = await ReadyAsync();
        var made = (await project.RunAsync())["clean"].Outputs["out"].Digest;
        var path = Path.Combine(project.WorkspaceFolder, "objects", made.Hex[..2], made.Hex[2..]);
        new FileInfo(path).IsReadOnly = false;
        await File.WriteAllTextAsync(path, "some dota\n");
        await using (var workspace = await project.OpenAsync())
        {
            var lost = Assert.Single(await LostContent.ExamineAsync(workspace, await workspace.Artifacts.VerifyAsync(null, None), None));
            Assert.Equal("train", Assert.Single(lost.ComputedFromIt).Start.Name);
        }

        Assert.All((await project.RunAsync()).Steps, s => Assert.Equal(StepStatus.Succeeded, s.Status));
    }

    [Fact]
    public async Task A_cause_fires_once_and_is_settled_once()
    {
        await using var project = await ReadyAsync();
        await using var workspace = await project.OpenAsync();
        var request = new FireRequest("retrain/bikes", "bikes", "alert", "alert:7", "rondo");
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => FireTrigger.RunAsync(workspace, request, None)));
        Assert.Single(await new FiringStore(workspace).WaitingAsync("retrain/bikes", None));
        Assert.True((await workspace.Audit.VerifyAsync(None)).Intact);
    }

    private async Task<TestProject> ReadyAsync(string steps = Two)
    {
        var project = new TestProject("a: { run: 'true' }") { PostgreSql = await ConnectionAsync() };
        project.Steps(steps.Replace("{M}", Directory.CreateDirectory(Path.Combine(project.Root, "marks")).FullName, StringComparison.Ordinal));
        project.Write("in.txt", "some data\nmore\n");
        project.Set("TOKEN", "a secret");
        return project;
    }

    private static bool SameEvent(StoredRunEvent one, StoredRunEvent other) => one.Number == other.Number && string.Equals(one.Kind, other.Kind, StringComparison.Ordinal);

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var turn = 0; turn < 600 && !holds(); turn++)
        {
            await Task.Delay(50);
        }

        Assert.True(holds(), "It did not come to be within 30 s.");
    }
}
