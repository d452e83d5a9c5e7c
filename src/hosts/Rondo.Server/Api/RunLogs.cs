using System.Text;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>The log files of steps, read piece by piece.</summary>
internal static class RunLogs
{
    private const int Piece = 64 << 10;

    public static async Task<LogView> ReadAsync(Workspace workspace, RunRecord run, string? step, long after, CancellationToken ct)
    {
        var (folder, name, attempt) = run.Start.Kind is "step" && run.Start.Parent is { } parent
            ? (parent.Value, run.Start.Name, run.Start.Attempt)
            : (run.Start.Id.Value, step ?? throw Missing("Name a step: ?step=train."), 0);
        var ended = run.Status is not RunStatus.Running;
        var path = Find(Path.Combine(workspace.Folder, "logs", folder), name, attempt);
        if (path is null)
        {
            return new(name, "", 0, ended);
        }

        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(Math.Clamp(after, 0, file.Length), SeekOrigin.Begin);
        var start = file.Position;
        var buffer = new byte[Piece];
        var read = await file.ReadAtLeastAsync(buffer, Piece, throwOnEndOfStream: false, ct);

        // Whole lines, so that no character is cut; what has no end yet waits, unless nothing more comes or the line is longer than a piece.
        var end = Array.LastIndexOf(buffer, (byte)'\n', Math.Max(0, read - 1), read) + 1;
        var taken = read == 0 ? 0 : end > 0 ? end : ended || read == Piece ? read : 0;
        return new(name, Encoding.UTF8.GetString(buffer, 0, taken), start + taken, ended && start + taken >= file.Length);
    }

    // The names on the disk are looked through, so that no part of a request becomes a path.
    private static string? Find(string folder, string step, int attempt)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        var logs = Directory.EnumerateFiles(folder, "*.log").Where(f => IsOf(Path.GetFileName(f), step)).OrderBy(f => Attempt(f, step)).ToList();
        return attempt == 0 ? logs.LastOrDefault() : logs.FirstOrDefault(f => Attempt(f, step) == attempt);
    }

    private static bool IsOf(string file, string step) => string.Equals(file, step + ".log", StringComparison.Ordinal)
        || (file.StartsWith(step + ".", StringComparison.Ordinal) && Attempt(file, step) > 1);

    private static int Attempt(string path, string step)
    {
        var file = Path.GetFileName(path);
        return string.Equals(file, step + ".log", StringComparison.Ordinal) ? 1
            : int.TryParse(file.AsSpan(step.Length + 1, Math.Max(0, file.Length - step.Length - 5)), System.Globalization.CultureInfo.InvariantCulture, out var attempt) ? attempt : 0;
    }

    private static FailureException Missing(string remedy) => new(new Failure("request.step", "A pipeline run has a log for each step.", remedy));
}
