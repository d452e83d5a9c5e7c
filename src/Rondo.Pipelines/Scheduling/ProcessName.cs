using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Pipelines.Scheduling;

/// <summary>Names a process so that another one can tell whether it still lives: machine and boot, id, start time.</summary>
internal static class ProcessName
{
    private static readonly string Host = Digest.OfText(string.Join('\n', Environment.MachineName, ReadOr("/proc/sys/kernel/random/boot_id"), Namespace())).Hex[..12];

    /// <summary>This process.</summary>
    public static string Own { get; } = string.Create(CultureInfo.InvariantCulture, $"{Host}-{Environment.ProcessId}-{StartOf(Environment.ProcessId) ?? "0"}");

    /// <summary>Whether it is known that the process is dead: it was of this machine, and is no more.</summary>
    public static bool IsDead(string name) =>
        name.Split('/')[0].Split('-') is [var host, var id, var start] && string.Equals(host, Host, StringComparison.Ordinal)
        && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && !string.Equals(StartOf(pid), start, StringComparison.Ordinal);

    // The 22nd field of stat, counted from the last parenthesis because the name in the second may hold anything. A zombie is dead.
    private static string? StartOf(int pid)
    {
        var stat = ReadOr(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && fields[0] is not ("Z" or "X") ? fields[19] : null;
    }

    private static string Namespace() => File.Exists("/proc/self/ns/pid") ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? "" : "";

    private static string ReadOr(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
