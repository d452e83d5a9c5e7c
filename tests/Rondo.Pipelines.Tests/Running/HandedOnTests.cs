using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Running;

/// <summary>A small output is handed to the next step before it is on disk. Nothing that came of it is published before it is.</summary>
public sealed class HandedOnTests
{
    private const string Two = """
        a: { run: 'echo from a > out.txt', out: { out: out.txt } }
        b: { run: 'cat "$RONDO_INPUT_in" > out.txt; echo and b >> out.txt; {WAIT}', in: { in: a.out }, out: { out: out.txt } }
        """;

    [Fact]
    public async Task A_step_reads_the_small_output_of_the_one_before_and_both_are_published()
    {
        await using var project = new TestProject(Two.Replace("{WAIT}", "true", StringComparison.Ordinal));
        var report = await project.RunAsync();
        Assert.Equal("from a\nand b\n", await project.ReadAsync(report, "b", "out"));
        await using var workspace = await project.OpenAsync();
        Assert.Equal(2, (await workspace.Artifacts.VerifyAsync(null, CancellationToken.None)).Objects);
    }

    [Fact]
    public async Task A_holder_whose_lease_was_taken_over_publishes_nothing_and_takes_what_its_successor_published()
    {
        await using var project = new TestProject("a: { run: 'echo mine > out.txt; touch {M}/there; while [ ! -e {M}/go ]; do sleep 0.05; done', out: { out: out.txt } }");
        var marks = Directory.CreateDirectory(Path.Combine(project.Root, "marks")).FullName;
        project.Write("rondo.yaml", (await File.ReadAllTextAsync(Path.Combine(project.Folder, "rondo.yaml"))).Replace("{M}", marks, StringComparison.Ordinal));
        await using var workspace = await project.OpenAsync();
        var running = project.RunInAsync(workspace);
        await UntilAsync(() => File.Exists(Path.Combine(marks, "there")));

        // another machine takes the step over, as if this one had slept for an hour, and has not finished it
        await using var other = await project.OpenAsync();
        await other.WriteAsync((t, ct) => t.ExecuteSqlAsync("UPDATE leases SET owner = 'elsewhere', token = token + 1, expires_at = expires_at + 5000 WHERE name LIKE 'step:%'", [], ct), CancellationToken.None);
        File.WriteAllText(Path.Combine(marks, "go"), "");
        await UntilAsync(() => project.Events.OfType<StepFinished>().Any());

        var verified = await workspace.Artifacts.VerifyAsync(null, CancellationToken.None);
        Assert.Equal(0, verified.Objects);
        var lost = Assert.Single(project.Events.OfType<StepFinished>());
        Assert.Equal(StepStatus.Failed, lost.Status);
        Assert.Contains("owned by another process now: nothing was published", lost.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync(other, "SELECT COUNT(*) FROM step_cache"));
        Assert.Equal(0L, await CountAsync(other, "SELECT COUNT(*) FROM run_artifacts WHERE direction = 'out'"));

        // the new owner lets go without a result: the step is done again, under a lease of its own
        await other.WriteAsync((t, ct) => t.ExecuteSqlAsync("UPDATE leases SET owner = '', expires_at = 0 WHERE name LIKE 'step:%'", [], ct), CancellationToken.None);
        var report = (await running).Value;
        Assert.Equal(StepStatus.Succeeded, report["a"].Status);
        Assert.Equal("mine\n", await project.ReadAsync(report, "a", "out"));
    }

    [Fact]
    public async Task What_was_made_of_an_output_that_could_not_be_published_is_not_published_either()
    {
        await using var project = new TestProject(Two.Replace("{WAIT}", "touch {M}/there; sleep 600", StringComparison.Ordinal));
        var marks = Directory.CreateDirectory(Path.Combine(project.Root, "marks")).FullName;
        project.Write("rondo.yaml", (await File.ReadAllTextAsync(Path.Combine(project.Folder, "rondo.yaml"))).Replace("{M}", marks, StringComparison.Ordinal));
        await using var workspace = await project.OpenAsync();
        await workspace.WriteAsync(
            (t, ct) => t.ExecuteSqlAsync("CREATE TRIGGER nothing_of_a BEFORE INSERT ON step_cache BEGIN SELECT RAISE(ABORT, 'no room for a'); END", [], ct), CancellationToken.None);

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => project.RunInAsync(workspace));

        var verified = await workspace.Artifacts.VerifyAsync(null, CancellationToken.None);
        Assert.Equal(0, verified.Objects);
        Assert.Equal(0L, await CountAsync(workspace, "SELECT COUNT(*) FROM run_artifacts WHERE direction = 'out'"));
    }

    private static Task<long> CountAsync(Workspace workspace, string sql) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(sql);
            return (long)(await command.ExecuteScalarAsync(token))!;
        },
        CancellationToken.None);

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var turn = 0; turn < 600 && !holds(); turn++)
        {
            await Task.Delay(50);
        }

        Assert.True(holds(), "It did not come to be within 30 s.");
    }
}
