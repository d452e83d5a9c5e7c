using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd;

/// <summary>What a first run leaves in the project's folder, and says.</summary>
public sealed class FirstRunTests
{
    [Fact]
    public async Task The_schema_is_written_once_the_table_has_passed()
    {
        using var folder = new TemporaryFolder();
        var schema = Path.Combine(folder.Path, "schema.yaml");
        TinyProject.Write(folder.Path, TinyProject.With("hour between 0 and 23", "hour between 0 and 9"));
        var failed = await RondoProgram.RunAsync(folder.Path, "run", "validate");
        Assert.True(failed.ExitCode == 1 && !File.Exists(schema), failed.ToString());
        TinyProject.Write(folder.Path);
        var passed = await RondoProgram.RunAsync(folder.Path, "run", "validate");
        Assert.True(passed.ExitCode == 0 && File.Exists(schema), passed.ToString());
        var again = await RondoProgram.RunAsync(folder.Path, "run", "validate", "--explain");
        Assert.DoesNotContain("would run", again.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_explanation_names_keys_as_they_are_written()
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path);
        var run = await RondoProgram.RunAsync(folder.Path, "run", "train");
        Assert.True(run.ExitCode == 0, run.ToString());
        var explained = await RondoProgram.RunAsync(folder.Path, "run", "train", "--explain", "-D", "train.xgboost.depth=3");
        Assert.Contains("xgboost.depth", explained.Output + explained.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_shows_times_as_times()
    {
        using var folder = new TemporaryFolder();
        folder.File("bare.csv", "at,n\n2024-01-31 08:00,1\n2024-02-29 20:30,2\n");
        var profile = await RondoProgram.RunAsync(folder.Path, "data", "profile", "bare.csv");
        Assert.Contains("2024-01-31 08:00:00", profile.Output, StringComparison.Ordinal);
        Assert.Contains("2024-02-29 20:30:00", profile.Output, StringComparison.Ordinal);
    }
}
