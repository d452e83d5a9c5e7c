using System.CommandLine;
using Rondo.Cli.Output;
using Rondo.Kernel;

namespace Rondo.Cli;

/// <summary>The boundary of every command: failures become sentences and exit codes here, and nowhere else.</summary>
internal static class CommandAction
{
    public static void Does(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction((parsed, ct) => GuardAsync(parsed.GetValue(GlobalOptions.Json), () => action(parsed, ct), ct));

    public static async Task<int> GuardAsync(bool json, Func<Task<int>> action, CancellationToken ct)
    {
        try
        {
            return await action();
        }
        catch (FailureException failure)
        {
            return FailureText.Print(failure.Failures, json);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await Terminal.Error.WriteLineAsync("Stopped. Nothing is half done; give the same command again.");
            return ExitCodes.Cancelled;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return FailureText.Print([new("io", problem.Message, "Check the path, the permissions and the free space.") { Kind = FailureKind.World }], json);
        }
#pragma warning disable CA1031 // the last line of defence: a bug must not throw its stack at a user
        catch (Exception bug)
#pragma warning restore CA1031
        {
            var report = Path.Combine(Path.GetTempPath(), $"rondo-bug-{Environment.ProcessId}.txt");
            await File.WriteAllTextAsync(report, bug.ToString(), CancellationToken.None);
            return FailureText.Print([new("bug", $"Rondo made a mistake: {bug.Message}", $"Please report it with the file {report}.") { Kind = FailureKind.World }], json);
        }
    }
}
