using System.Diagnostics;
using Rondo.EndToEnd.Broken;
using Rondo.EndToEnd.Damage;

namespace Rondo.EndToEnd.Killing;

/// <summary>kill -9 while a bundle leaves the registry or comes to it: the file is whole or not there, the version is registered or not.</summary>
public sealed class KilledExchangeTests(DamageProject project) : IClassFixture<DamageProject>
{
    private const int Kills = 6;

    [Fact]
    public async Task A_killed_export_leaves_a_whole_file_or_none_and_the_next_one_is_whole()
    {
        using var folder = project.Copy();
        var length = await TimeAsync(folder, "model", "export", "tiny@1", "-o", "first.rondo");
        for (var kill = 0; kill < Kills; kill++)
        {
            await KillAsync(folder, Moment(length, kill), "model", "export", "tiny@1", "-o", "out.rondo");
            if (File.Exists(Path.Combine(folder.Path, "out.rondo")))
            {
                Ok(await CleanFailure.RunAsync(folder.Path, "predict", "out.rondo", "data/rentals.csv", "-o", "p.csv"));
            }
        }

        Ok(await CleanFailure.RunAsync(folder.Path, "model", "export", "tiny@1", "-o", "out.rondo"));
        Ok(await CleanFailure.RunAsync(folder.Path, "predict", "out.rondo", "data/rentals.csv", "-o", "p.csv"));
        Ok(await CleanFailure.RunAsync(folder.Path, "verify"));
    }

    [Fact]
    public async Task A_killed_import_has_registered_the_version_or_nothing()
    {
        using var folder = project.Copy();
        Ok(await CleanFailure.RunAsync(folder.Path, "model", "export", "tiny@1", "-o", "tiny.rondo"));
        var length = await TimeAsync(folder, "model", "import", "tiny.rondo", "--name", "timed");
        for (var kill = 0; kill < Kills; kill++)
        {
            var name = $"line{kill}";
            await KillAsync(folder, Moment(length, kill), "model", "import", "tiny.rondo", "--name", name);
            Ok(await CleanFailure.RunAsync(folder.Path, "verify"));
            Ok(await CleanFailure.RunAsync(folder.Path, "model", "import", "tiny.rondo", "--name", name));
            var list = await CleanFailure.RunAsync(folder.Path, "model", "list", name);
            Assert.True(list.Output.Contains(name + "@1", StringComparison.Ordinal) && !list.Output.Contains(name + "@2", StringComparison.Ordinal), list.ToString());
        }

        Ok(await CleanFailure.RunAsync(folder.Path, "verify"));
    }

    // The later part of a command is where it writes.
    private static TimeSpan Moment(TimeSpan length, int kill) => length * (0.3 + (0.7 * kill / (Kills - 1)));

    private static async Task<TimeSpan> TimeAsync(TemporaryFolder folder, params string[] command)
    {
        var clock = Stopwatch.StartNew();
        Ok(await CleanFailure.RunAsync(folder.Path, command));
        return clock.Elapsed;
    }

    private static async Task KillAsync(TemporaryFolder folder, TimeSpan after, params string[] command)
    {
        using var process = RondoProgram.Start(folder.Path, command);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await Task.Delay(after);
        process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync();
        await output;
        await error;
    }

    private static void Ok(ProgramResult result) => Assert.True(result.ExitCode == 0, result.ToString());
}
