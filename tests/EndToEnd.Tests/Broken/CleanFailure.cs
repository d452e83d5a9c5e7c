using System.Text.RegularExpressions;
using Rondo.Stores;

namespace Rondo.EndToEnd.Broken;

/// <summary>What every failure has to look like.</summary>
internal static partial class CleanFailure
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Makes the folder, runs the command and checks the answer: exit code, place, sentence, remedy, no stack, nothing half written.</summary>
    public static async Task OfAsync(BrokenCase broken)
    {
        using var folder = new TemporaryFolder();
        broken.Make(folder.Path);
        var result = await RunAsync(folder.Path, [.. broken.Command]);
        Assert.True(result.ExitCode == broken.ExitCode, $"{broken.Name}: exit code {broken.ExitCode} expected\n{result}");
        IsClean(broken.Name, result);
        Assert.True(result.Error.Contains(broken.Says, StringComparison.Ordinal), $"{broken.Name}: '{broken.Says}' expected\n{result}");
        var head = broken.Place.Length == 0 ? "error: " : broken.Place;
        Assert.True(result.Error.Split('\n').Any(l => l.StartsWith("error: ", StringComparison.Ordinal) && l.Contains(head, StringComparison.Ordinal)), $"{broken.Name}: the place '{broken.Place}' expected\n{result}");
        await IsIntactAsync(broken.Name, folder.Path);
    }

    /// <summary>Success, or a clean failure; never a bug, a stack or a hang.</summary>
    public static async Task OrSuccessAsync(string name, string folder, params string[] command)
    {
        var result = await RunAsync(folder, command);
        Assert.True(result.ExitCode is >= 0 and <= 3, $"{name}: an exit code from 0 to 3 expected\n{result}");
        if (result.ExitCode != 0)
        {
            IsClean(name, result);
        }

        await IsIntactAsync(name, folder);
    }

    /// <summary>Runs a command with an end to its time.</summary>
    public static Task<ProgramResult> RunAsync(string folder, params string[] command) => RunAsync(folder, command, []);

    /// <summary>Runs it with more variables.</summary>
    public static async Task<ProgramResult> RunAsync(string folder, string[] command, IEnumerable<KeyValuePair<string, string>> variables)
    {
        using var process = RondoProgram.Start(folder, command, variables);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var stop = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"rondo {string.Join(' ', command)} hangs\n{await output}\n{await error}");
        }

        return new(process.ExitCode, await output, await error);
    }

    /// <summary>Each error is followed by what to do; nothing of the program's inside shows.</summary>
    public static void IsClean(string name, ProgramResult result)
    {
        var lines = result.Error.Split('\n');
        var errors = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("error: ", StringComparison.Ordinal))
            {
                errors++;
                Assert.True(lines[i].Length > 15, $"{name}: an error says nothing\n{result}");
                Assert.True(i + 1 < lines.Length && lines[i + 1].Trim().Length > 5 && !lines[i + 1].StartsWith("error", StringComparison.Ordinal), $"{name}: an error has no remedy\n{result}");
            }
        }

        Assert.True(errors > 0, $"{name}: no error is printed\n{result}");
        var inside = Inside().Match(result.Error + result.Output);
        Assert.False(inside.Success, $"{name}: '{inside.Value}' shows the program's inside\n{result}");
    }

    // What rondo verify does, without a process of its own.
    private static async Task IsIntactAsync(string name, string folder)
    {
        if (Directory.Exists(Path.Combine(folder, ".rondo")))
        {
            await using var workspace = await Workspace.OpenAsync(new(Path.Combine(folder, ".rondo"), TimeProvider.System, Stages.All.Migrations), CancellationToken.None);
            var report = await workspace.Artifacts.VerifyAsync(null, CancellationToken.None);
            var audit = await workspace.Audit.VerifyAsync(CancellationToken.None);
            Assert.True(report.Intact && audit.Intact && report.Unknown.Count == 0, $"{name}: the workspace is not intact afterwards: {report}; {audit}");
            var temporary = Path.Combine(folder, ".rondo", "tmp");
            Assert.True(!Directory.Exists(temporary) || !Directory.EnumerateFileSystemEntries(temporary).Any(), $"{name}: something is left in .rondo/tmp");
        }
    }

    [GeneratedRegex(@"^   at |\bat \w+(\.\w+)+\(|Exception\b|Unhandled|Rondo made a mistake|failed in a way it should not|\bSystem\.\w+", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inside();
}
