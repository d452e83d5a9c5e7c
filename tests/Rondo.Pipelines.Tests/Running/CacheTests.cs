using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Running;

public sealed class CacheTests
{
    private const string Two = """
        clean: { run: 'sh clean.sh', in: { raw: "file:in.txt" }, out: { out: out.txt }, with: { seed: 7 }, env: 'python 3.11' }
        train: { run: 'cat "$RONDO_INPUT_data" > model.bin', in: { data: clean.out }, out: { model: model.bin } }
        """;

    private static TestProject Ready(string steps = Two)
    {
        var project = new TestProject(steps);
        project.Write("in.txt", "some data\nmore\n");
        project.Write("clean.sh", "head -1 \"$RONDO_INPUT_raw\" > \"$RONDO_OUTPUT_out\"\n");
        return project;
    }

    private static void AllCached(RunReport report) => Assert.All(report.Steps, s => Assert.Equal(StepStatus.Cached, s.Status));

    [Fact]
    public async Task The_first_run_says_never_ran_and_the_second_runs_nothing()
    {
        await using var project = Ready();
        var first = await project.RunAsync();
        Assert.All(first.Steps, s => Assert.Equal("never ran", Assert.Single(s.Reasons)));
        var second = await project.RunAsync();
        AllCached(second);
        Assert.Equal(first["train"].Run, second["train"].Run);
        Assert.Equal(first["train"].Outputs["model"], second["train"].Outputs["model"]);
        Assert.Equal(0, second.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(project.WorkspaceFolder, "logs", second.Run.Value)));
    }

    [Theory]
    [InlineData("with: { seed: 7 }", "with: { seed: 8 }", "param clean.seed 7 → 8")]
    [InlineData("with: { seed: 7 }", "with: { seed: 7, cap: 1 }", "param clean.cap (none) → 1")]
    [InlineData("'sh clean.sh'", "'sh clean.sh '", "its command changed")]
    [InlineData("'python 3.11'", "'python 3.12'", "its environment (env) changed")]
    public async Task A_changed_step_says_what_changed(string before, string after, string reason)
    {
        await using var project = Ready();
        await project.RunAsync();
        project.Steps(Two.Replace(before, after, StringComparison.Ordinal));
        var report = await project.RunAsync();
        Assert.Equal((StepStatus.Succeeded, reason), (report["clean"].Status, Assert.Single(report["clean"].Reasons)));
        Assert.Equal(StepStatus.Cached, report["train"].Status);
    }

    [Fact]
    public async Task Changed_code_and_changed_input_are_named_and_same_bytes_stop_the_wave()
    {
        await using var project = Ready();
        await project.RunAsync();
        project.Write("clean.sh", "# a comment\nhead -1 \"$RONDO_INPUT_raw\" > \"$RONDO_OUTPUT_out\"\n");
        var code = await project.RunAsync();
        Assert.Equal("code file clean.sh changed", Assert.Single(code["clean"].Reasons));
        Assert.Equal(StepStatus.Cached, code["train"].Status);

        project.Write("in.txt", "some data\nother end\n");
        var cutoff = await project.RunAsync();
        Assert.Equal("input raw (file:in.txt) changed", Assert.Single(cutoff["clean"].Reasons));
        Assert.Equal(StepStatus.Cached, cutoff["train"].Status);

        project.Write("in.txt", "new data\n");
        var through = await project.RunAsync();
        Assert.Equal((StepStatus.Succeeded, "input data from 'clean' changed"), (through["train"].Status, Assert.Single(through["train"].Reasons)));
    }

    [Fact]
    public async Task Renaming_the_folder_touching_files_and_another_user_leave_all_cached()
    {
        await using var project = Ready();
        await project.RunAsync();
        project.Rename("elsewhere");
        foreach (var file in Directory.EnumerateFiles(project.Folder))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }

        AllCached(await project.RunAsync(r => r with { User = "somebody-else", Jobs = 1 }));
    }

    [Fact]
    public async Task Renaming_a_step_or_an_input_file_leaves_all_cached()
    {
        await using var project = Ready();
        await project.RunAsync();
        File.Move(Path.Combine(project.Folder, "in.txt"), Path.Combine(project.Folder, "renamed.txt"));
        project.Steps(Two.Replace("in.txt", "renamed.txt", StringComparison.Ordinal).Replace("clean:", "tidy:", StringComparison.Ordinal).Replace("clean.out", "tidy.out", StringComparison.Ordinal));
        AllCached(await project.RunAsync());
    }

    [Fact]
    public async Task A_deleted_object_is_a_miss_with_its_reason_and_what_follows_stays_cached()
    {
        await using var project = Ready();
        var first = await project.RunAsync();
        var digest = first["clean"].Outputs["out"].Digest;
        var path = Directory.EnumerateFiles(Path.Combine(project.WorkspaceFolder, "objects"), digest.Hex[2..], SearchOption.AllDirectories).Single();
        File.Delete(path);
        var report = await project.RunAsync();
        Assert.Equal($"cached object {digest.Abbreviated} (output out) is gone", Assert.Single(report["clean"].Reasons));
        Assert.Equal([StepStatus.Succeeded, StepStatus.Cached], report.Steps.Select(s => s.Status));
        Assert.Equal("some data\n", await project.ReadAsync(report, "clean", "out"));
    }

    [Fact]
    public async Task Going_back_to_an_earlier_state_is_a_hit_and_the_next_change_is_told_from_there()
    {
        await using var project = Ready();
        await project.RunAsync();
        project.Steps(Two.Replace("seed: 7", "seed: 8", StringComparison.Ordinal));
        await project.RunAsync();
        project.Steps(Two);
        AllCached(await project.RunAsync());
        project.Steps(Two.Replace("seed: 7", "seed: 9", StringComparison.Ordinal));
        Assert.Equal("param clean.seed 7 → 9", Assert.Single((await project.RunAsync())["clean"].Reasons));
    }

    [Fact]
    public async Task Force_and_from_run_what_they_name()
    {
        await using var project = Ready();
        await project.RunAsync();
        var from = await project.RunAsync(r => r with { From = "train" });
        Assert.Equal([StepStatus.Cached, StepStatus.Succeeded], from.Steps.Select(s => s.Status));
        Assert.Equal("forced (--from train)", Assert.Single(from["train"].Reasons));
        var force = await project.RunAsync(r => r with { Force = true });
        Assert.All(force.Steps, s => Assert.Equal((StepStatus.Succeeded, "forced (--force)"), (s.Status, Assert.Single(s.Reasons))));
        AllCached(await project.RunAsync());
    }

    [Fact]
    public async Task Asking_for_a_step_runs_it_and_what_it_needs()
    {
        await using var project = Ready(Two + "\nother: { run: 'exit 1' }");
        var report = await project.RunAsync(r => r with { Steps = ["train"] });
        Assert.Equal(["clean", "train"], report.Steps.Select(s => s.Step));
        var failure = Assert.Single((await project.TryRunAsync(r => r with { Steps = ["trian"] })).Failures);
        Assert.Equal("Did you mean 'train'?", failure.Remedy);
    }

    [Fact]
    public async Task An_explanation_runs_and_records_nothing()
    {
        await using var project = Ready();
        await project.RunAsync();
        project.Write("in.txt", "x");
        var report = await project.RunAsync(r => r with { ExplainOnly = true });
        Assert.Equal([StepStatus.WouldRun, StepStatus.MayRun], report.Steps.Select(s => s.Status));
        Assert.Equal("it reads the output of 'clean', which runs", Assert.Single(report["train"].Reasons));
        await using var workspace = await project.OpenAsync();
        Assert.Single(await workspace.Runs.ListAsync(new(Kind: "pipeline"), 10, null, CancellationToken.None));
    }

    [Fact]
    public async Task A_failed_step_is_tried_again()
    {
        await using var project = new TestProject("a: { run: 'sh a.sh', out: { out: out.txt } }");
        project.Write("a.sh", "exit 1");
        await project.RunAsync();
        var again = await project.RunAsync();
        Assert.Equal((StepStatus.Failed, "there is no result of its last run"), (again["a"].Status, Assert.Single(again["a"].Reasons)));
    }

    [Fact]
    public async Task A_changed_secret_is_noticed_without_being_shown()
    {
        await using var project = new TestProject("a: { run: 'true', with: { token: $TOKEN } }");
        project.Set("TOKEN", "first-value");
        await project.RunAsync();
        AllCached(await project.RunAsync());
        project.Set("TOKEN", "second-value");
        Assert.Equal("param a.token \"$TOKEN\" → \"$TOKEN\" (its value changed)", Assert.Single((await project.RunAsync())["a"].Reasons));
    }

    [Fact]
    public async Task Lineage_and_events_are_recorded()
    {
        await using var project = Ready();
        var report = await project.RunAsync();
        await using var workspace = await project.OpenAsync();
        var lineage = await workspace.Lineage.OfRunAsync(report["train"].Run!.Value, CancellationToken.None);
        Assert.Equal([("in", "data", report["clean"].Outputs["out"].Digest), ("out", "model", report["train"].Outputs["model"].Digest)],
            lineage.OrderBy(a => a.Direction, StringComparer.Ordinal).Select(a => (a.Direction, a.Port, a.Digest)));
        Assert.Contains(report["clean"].Run!.Value, await workspace.Lineage.ProducersAsync(report["clean"].Outputs["out"].Digest, CancellationToken.None));
        var step = (await workspace.Runs.FindAsync(report["train"].Run!.Value.Value, CancellationToken.None))!;
        Assert.Equal((RunStatus.Succeeded, report.Run, "step"), (step.Status, step.Start.Parent!.Value, step.Start.Kind));
        Assert.Equal(project.Events.Count, await CountAsync(workspace, "SELECT COUNT(*) FROM run_events WHERE run = @run", report.Run));
        Assert.Equal(Enumerable.Range(1, project.Events.Count).Select(i => (long)i), project.Events.Select(e => e.Number));
        Assert.IsType<RunStarted>(project.Events.First());
        Assert.IsType<RunFinished>(project.Events.Last());
        Assert.True((await workspace.Artifacts.VerifyAsync(null, CancellationToken.None)).Intact);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(Path.Combine(project.WorkspaceFolder, "tmp")), f => !f.Contains("stag", StringComparison.Ordinal));
    }

    private static Task<long> CountAsync(Workspace workspace, string sql, RunId run) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(sql, ("run", run.Value));
            return (long)(await command.ExecuteScalarAsync(token))!;
        },
        CancellationToken.None);
}
