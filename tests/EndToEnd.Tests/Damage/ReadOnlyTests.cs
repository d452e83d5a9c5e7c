using System.Diagnostics;
using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd.Damage;

/// <summary>
/// A project that may be read and not written: another user's, a mounted backup. What only looks works in it. Root may write everything,
/// so that as root the program is run by another user of the machine; where that one cannot reach it, without root's right to write.
/// </summary>
public sealed class ReadOnlyTests(DamageProject project) : IClassFixture<DamageProject>
{
    private const string Nobody = "65534";

    [Theory]
    [InlineData(0, "status", "tiny@1")]
    [InlineData(0, "run --explain", "cached")]
    [InlineData(0, "predict tiny@champion data/rentals.csv", "prediction")]
    [InlineData(0, "model list", "tiny@1")]
    [InlineData(0, "model show tiny", "gate PASS")]
    [InlineData(0, "why tiny", "modeling/register")]
    [InlineData(0, "verify", "intact")]
    [InlineData(0, "audit verify", "intact")]
    [InlineData(0, "show charter", "rentals")]
    [InlineData(3, "run -D train.seed=9", "denied")]
    [InlineData(3, "model promote tiny@1", "may not be written")]
    public async Task What_only_looks_works_and_what_writes_says_that_it_may_not(int exitCode, string command, string says)
    {
        using var folder = project.Copy();
        Allow(folder.Path, "a-w,a+rX");
        try
        {
            var result = await RunAsync(folder.Path, command.Split(' '));
            Assert.True(result.ExitCode == exitCode, $"{command}: exit code {exitCode} expected\n{result}");
            Assert.Contains(says, result.Output + result.Error, StringComparison.Ordinal);
            if (exitCode != 0)
            {
                CleanFailure.IsClean(command, result);
            }
        }
        finally
        {
            Allow(folder.Path, "u+w");
        }
    }

    private static async Task<ProgramResult> RunAsync(string folder, string[] command)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return await CleanFailure.RunAsync(folder, command);
        }

        string[] other = [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups"];
        var program = Path.Combine(Repository.Root, "rondo");
        using var reached = Process.Start("setpriv", [.. other, "test", "-x", program]);
        await reached.WaitForExitAsync();
        string[] limits = reached.ExitCode == 0 ? other : ["--bounding-set=-dac_override,-dac_read_search"];
        var start = new ProcessStartInfo("setpriv", [.. limits, program, .. command])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = Path.GetTempPath();
        start.Environment.Remove("RONDO_HOME");
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    private static void Allow(string folder, string mode)
    {
        using var chmod = Process.Start("chmod", ["-R", mode, folder]);
        chmod.WaitForExit();
        Assert.Equal(0, chmod.ExitCode);
    }
}
