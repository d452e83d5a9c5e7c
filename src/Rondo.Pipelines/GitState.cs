using System.Diagnostics;
using System.Text;
using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>Reads the project's version control state by asking git; nothing where there is no git or no commit.</summary>
public static class GitState
{
    private const int LargestDiff = 8_000_000;

    /// <summary>The commit of the project in <paramref name="folder"/>, and what was not committed stored as an artifact; null outside git.</summary>
    public static async Task<CodeState?> ReadAsync(string folder, Workspace workspace, CancellationToken ct)
    {
        if (!IsUnderGit(folder) || await GitAsync(folder, ct, "rev-parse", "HEAD") is not { } head)
        {
            return null;
        }

        var changes = await GitAsync(folder, ct, "status", "--porcelain", "--untracked-files=normal", "--", ".");
        if (string.IsNullOrWhiteSpace(changes))
        {
            return new(head.Trim(), null);
        }

        var diff = await GitAsync(folder, ct, "diff", "HEAD", "--", ".") ?? "";
        var text = changes + "\n" + (diff.Length > LargestDiff ? diff[..LargestDiff] + "\n[cut]" : diff);
        var staged = await workspace.Artifacts.StageAsync(Encoding.UTF8.GetBytes(text), ct);
        if (staged.Parts.Count > 0)
        {
            await workspace.WriteAsync((tx, token) => workspace.Artifacts.PublishAsync(tx, [staged], token), ct);
        }

        return new(head.Trim(), staged.Digest);
    }

    private static bool IsUnderGit(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (Path.Exists(Path.Combine(at.FullName, ".git")))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<string?> GitAsync(string folder, CancellationToken ct, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        try
        {
            using var git = Process.Start(start)!;
            var error = git.StandardError.ReadToEndAsync(ct);
            var output = await git.StandardOutput.ReadToEndAsync(ct);
            await error;
            await git.WaitForExitAsync(ct);
            return git.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
