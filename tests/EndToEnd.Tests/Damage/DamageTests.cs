using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd.Damage;

/// <summary>Stored contents rot, get lost, are edited: the program says so, brings back what it can, and lets nothing rest on the rest.</summary>
public sealed class DamageTests(DamageProject project) : IClassFixture<DamageProject>
{
    [Fact]
    public async Task A_table_that_rotted_is_made_again_before_anything_is_computed_from_it()
    {
        using var folder = project.Copy();
        await RunAsync(0, folder, "run", "-D", "train.seed=9", "--json");
        var good = await OutputsAsync(folder);

        using var other = project.Copy();
        Damaging.Flip(other.Path, project.Outputs["split.train"]);
        Damaging.Flip(other.Path, project.Outputs["split.test"]);
        await RunAsync(0, other, "run", "-D", "train.seed=9", "--json");
        Assert.Equal(good, await OutputsAsync(other));
        await RunAsync(0, other, "verify");

        async Task<IEnumerable<string>> OutputsAsync(TemporaryFolder of) =>
            (await DamageProject.OutputsAsync(of.Path, "-D", "train.seed=9")).Where(o => o.Key is not ("register.evaluation" or "register.report")).Select(o => $"{o.Key} {o.Value}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Verification_names_what_was_computed_from_a_damaged_table_and_what_brings_it_back()
    {
        using var folder = project.Copy();
        Damaging.Flip(folder.Path, project.Outputs["split.train"]);
        var verify = await RunAsync(1, folder, "verify");
        Assert.Contains("'split' made it, and makes it again", verify.Output, StringComparison.Ordinal);
        Assert.Matches("read by: .*train.*no longer taken from the cache", verify.Output);
        Assert.Contains("tiny@1 was computed from it", verify.Output, StringComparison.Ordinal);
        Assert.Contains("✓ train", (await RunAsync(0, folder, "run")).Output, StringComparison.Ordinal);
        await RunAsync(0, folder, "verify");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_champions_bundle_comes_back_by_a_run_that_needs_it(bool lost)
    {
        using var folder = project.Copy();
        Damaging.FlipOrLose(folder.Path, project.Outputs["register.bundle"], lost);
        await RunAsync(0, folder, "run", "-D", "train.seed=9");
        await RunAsync(0, folder, "verify");
        await RunAsync(0, folder, "predict", "tiny@champion", "data/rentals.csv", "-o", "out.csv");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_champions_bundle_comes_back_by_reproduction_and_everything_says_so(bool lost)
    {
        using var folder = project.Copy();
        Damaging.FlipOrLose(folder.Path, project.Outputs["register.bundle"], lost);
        foreach (var command in new[] { "predict tiny@champion data/rentals.csv -o out.csv", "model show tiny", "model export tiny@1" })
        {
            var refused = await RunAsync(3, folder, command.Split(' '));
            Assert.Contains("The bundle of tiny@1 is lost or damaged in the store.", refused.Error, StringComparison.Ordinal);
            Assert.Contains("rondo reproduce tiny@1", refused.Error, StringComparison.Ordinal);
        }

        var reproduced = await RunAsync(0, folder, "reproduce", "tiny@1");
        Assert.Contains("put back: register", reproduced.Output, StringComparison.Ordinal);
        await RunAsync(0, folder, "verify");
        await RunAsync(0, folder, "predict", "tiny@champion", "data/rentals.csv", "-o", "out.csv");
    }

    [Theory]
    [InlineData("verify")]
    [InlineData("audit verify")]
    [InlineData("audit log")]
    [InlineData("model list")]
    [InlineData("why tiny")]
    [InlineData("gc")]
    [InlineData("data versions")]
    [InlineData("show run")]
    [InlineData("reproduce tiny")]
    [InlineData("model import x.rondo")]
    public async Task Where_there_is_no_workspace_there_is_nothing_to_be_green_about(string command)
    {
        using var folder = new TemporaryFolder();
        var result = await RunAsync(2, folder, command.Split(' '));
        CleanFailure.IsClean(command, result);
        Assert.Contains("There is no workspace here", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_workspace_without_its_database_is_not_green()
    {
        using var folder = project.Copy();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.Path, ".rondo"), "rondo.db*"))
        {
            File.Delete(file);
        }

        foreach (var command in new[] { "verify", "audit verify", "run" })
        {
            var result = await RunAsync(3, folder, command.Split(' '));
            Assert.Contains("has lost its database", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_damaged_database_is_said_with_what_helps()
    {
        using var folder = project.Copy();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, ".rondo", "rondo.db"), new string('x', 9000));
        var result = await RunAsync(3, folder, "status");
        CleanFailure.IsClean("status", result);
        Assert.DoesNotContain("rondo restore", result.Error, StringComparison.Ordinal);
        Assert.Contains("Put a copy of the workspace's folder from before in its place", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model export tiny@1 -o rondo.yaml")]
    [InlineData("data profile data/rentals.csv --html rondo.yaml")]
    public async Task An_output_does_not_take_the_place_of_another_file(string command)
    {
        using var folder = project.Copy();
        var before = await File.ReadAllTextAsync(Path.Combine(folder.Path, "rondo.yaml"));
        var result = await RunAsync(2, folder, command.Split(' '));
        CleanFailure.IsClean(command, result);
        Assert.Contains("it was not overwritten", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(folder.Path, "rondo.yaml")));
        await RunAsync(0, folder, [.. command.Replace("rondo.yaml", "fresh", StringComparison.Ordinal).Split(' ')]);
        await RunAsync(0, folder, [.. command.Replace("rondo.yaml", "fresh", StringComparison.Ordinal).Split(' ')]);   // an output of its own kind gives way
    }

    [Theory]
    [InlineData("UPDATE model_aliases SET version = 1, changed_by = 'eve'", "said to be eve's")]
    [InlineData("UPDATE model_versions SET bundle = 'aaaa'", "tiny@1 was edited")]
    [InlineData("DELETE FROM model_test_looks", "1 look at the test part of tiny was deleted")]
    [InlineData("DELETE FROM audit", "audit.head")]
    public async Task What_was_edited_by_hand_is_found_by_both_verifications(string sql, string says)
    {
        using var folder = project.Copy();
        await Damaging.ExecuteAsync(folder.Path, sql);
        foreach (var command in new[] { "verify", "audit verify" })
        {
            var result = await RunAsync(1, folder, command.Split(' '));
            Assert.True(result.Output.Contains(says, StringComparison.Ordinal) || says is "audit.head", result.ToString());
        }
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_a_clear_failure()
    {
        using var folder = project.Copy();
        await Damaging.ExecuteAsync(folder.Path, "UPDATE model_versions SET bundle = 'aaaa'");
        foreach (var command in new[] { "status", "run", "model list", "model show tiny", "predict tiny data/rentals.csv" })
        {
            var result = await RunAsync(3, folder, command.Split(' '));
            CleanFailure.IsClean(command, result);
            Assert.Contains("The record of tiny@1", result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_imported_model_shows_what_the_gate_says_and_what_it_says_of_itself()
    {
        using var elsewhere = project.Copy();
        using var folder = project.Copy();
        Directory.Delete(Path.Combine(folder.Path, ".rondo"), recursive: true);
        await RunAsync(0, elsewhere, "model", "export", "tiny@1", "-o", Path.Combine(folder.Path, "tiny.rondo"));
        var import = await RunAsync(0, folder, "model", "import", "tiny.rondo", "--name", "bought");
        Assert.Contains("gate UNKNOWN", import.Output, StringComparison.Ordinal);
        Assert.Contains("mae <= 500 on test", import.Output, StringComparison.Ordinal);
        Assert.Matches("says of itself, and nobody here has checked: .*mae", import.Output);
        Assert.Contains("gate UNKNOWN", (await RunAsync(0, folder, "model", "promote", "bought@1")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_imported_where_nothing_is_required_passes_nothing()
    {
        using var elsewhere = project.Copy();
        using var folder = project.Copy();
        Directory.Delete(Path.Combine(folder.Path, ".rondo"), recursive: true);
        TinyProject.Write(folder.Path, TinyProject.With("  requirements:\n    - mae <= 500 on test\n", ""));
        await RunAsync(0, elsewhere, "model", "export", "tiny@1", "-o", Path.Combine(folder.Path, "tiny.rondo"));
        foreach (var command in new[] { "model import tiny.rondo --name bought", "model show bought" })
        {
            var said = (await RunAsync(0, folder, command.Split(' '))).Output;
            Assert.Contains("gate: no requirements to hold it to. Write down what is good enough, as charter.requirements", said, StringComparison.Ordinal);
            Assert.DoesNotContain("PASS", said, StringComparison.Ordinal);
        }

        Assert.Contains("NONE", (await RunAsync(0, folder, "model", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_which_none_can_be_scored_put_nothing_on_standard_output()
    {
        using var folder = project.Copy();
        folder.File("bad.csv", "hour,temp,weather\nx,y,rain\nx,y,clear\n");
        var result = await CleanFailure.RunAsync(folder.Path, "predict", "tiny@champion", "bad.csv");
        Assert.NotEqual(0, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Contains("None of the 2 rows can be scored", result.Error, StringComparison.Ordinal);
    }

    private static async Task<ProgramResult> RunAsync(int code, TemporaryFolder folder, params string[] command)
    {
        var result = await CleanFailure.RunAsync(folder.Path, command);
        Assert.True(result.ExitCode == code, $"rondo {string.Join(' ', command)}: exit code {code} expected\n{result}");
        return result;
    }
}
