using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Rondo.Contracts;
using Rondo.Kernel;

namespace Rondo.Stores.Tests;

/// <summary>Workspaces written by earlier versions, kept as files. A new one is written by RONDO_FIXTURE=folder.</summary>
public sealed class OlderDatabaseTests : StoreContract
{
    private static readonly DateTimeOffset Then = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly RunId Run = new("019b7c8a2b4870008000000000000001");

    [Fact]
    public async Task A_workspace_of_schema_1_opens_with_all_it_holds()
    {
        CopyFolder(Path.Combine(AppContext.BaseDirectory, "Fixtures", "schema-1"), NewPath("old"));
        await using var old = await Workspace.OpenAsync(new(NewPath("old"), TimeProvider.System, []), default);

        var run = (await old.Runs.FindAsync(Run.Value, default))!;
        Assert.Equal((RunStatus.Succeeded, "train", "vans"), (run.Status, run.Start.Name, run.Start.Tags["team"]));
        Assert.Equal([0.5, double.NaN], (await old.Runs.MetricsAsync(Run, default)).Select(m => m.Value));
        var model = Assert.Single(run.Artifacts).Digest;
        Assert.Equal("a model", await File.ReadAllTextAsync(await old.Artifacts.LocalPathAsync(model, default)));
        var verdict = await old.Audit.VerifyAsync(default);
        Assert.True(verdict.Intact, verdict.Finding);
        Assert.Equal(2, verdict.Length);
        Assert.Equal(2, (await old.Leases.TryAcquireAsync("nightly", "new", TimeSpan.FromMinutes(1), default))!.Token);
        Assert.True((await old.Artifacts.VerifyAsync(null, default)).Intact);
        await old.WriteAsync((t, ct) => old.Audit.AppendAsync(t, new("bob", "gc", "store", []), ct), default);
        Assert.True((await old.Audit.VerifyAsync(default)).Intact);
    }

    [Fact]
    public async Task The_fixture_is_made_by_code()
    {
        var made = Environment.GetEnvironmentVariable("RONDO_FIXTURE") is { Length: > 0 } asked ? asked : NewPath("made");
        await using (var workspace = await Workspace.OpenAsync(new(made, TimeProvider.System, []), default))
        {
            await FillAsync(workspace);
        }

        Directory.Delete(Path.Combine(made, "tmp"), recursive: true);
        Shrink(Path.Combine(made, "rondo.db"));
        Assert.InRange(new FileInfo(Path.Combine(made, "rondo.db")).Length, 1, 60_000);
    }

    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, []));

    private static async Task FillAsync(Workspace workspace)
    {
        var model = await workspace.Artifacts.StageAsync("a model"u8.ToArray(), default);
        await workspace.WriteAsync(
            async (t, ct) =>
            {
                await workspace.Artifacts.PublishAsync(t, [model], ct);
                await workspace.Runs.BeginAsync(t, [new(Run, "bikes", "step", "train", null, "ann", Then) { Parameters = new JsonObject { ["depth"] = 6 } }], ct);
                await workspace.Runs.SetTagsAsync(t, Run, new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "vans" }, ct);
                await workspace.Runs.LogMetricsAsync(t, Run, [new("loss", 0.5, 0, Then), new("loss", double.NaN, 1, Then)], ct);
                await workspace.Lineage.RecordAsync(t, Run, [new("out", "model", "model", model.Digest)], ct);
                await workspace.Lineage.PinAsync(t, "modeling", "bike@1", model.Digest, ct);
                await workspace.Runs.EndAsync(t, new(Run, RunStatus.Succeeded, Then.AddMinutes(1)), ct);
                await workspace.Audit.AppendAsync(t, new("ann", "model.register", "model:bike@1", new JsonObject { ["mae"] = 41.5 }), ct);
            },
            default);
        await workspace.WriteAsync((t, ct) => workspace.Audit.AppendAsync(t, new("bob", "model.promote", "model:bike@1", []), ct), default);
        await workspace.Leases.ReleaseAsync((await workspace.Leases.TryAcquireAsync("nightly", "old", TimeSpan.FromMinutes(1), default))!, default);
    }

    private static void Shrink(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.Sql("PRAGMA journal_mode=DELETE; PRAGMA page_size=1024; VACUUM; PRAGMA journal_mode=WAL");
        command.ExecuteNonQuery();
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
