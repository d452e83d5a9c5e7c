using System.Diagnostics;
using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>
/// Who a work folder belongs to: a process id alone may be given again, so its start time goes with it; and a process of another
/// machine, container or boot cannot be asked at all.
/// </summary>
internal sealed record ProcessIdentity(string Host, int Id, string Started)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Own { get; } = new(OwnHost(), Environment.ProcessId, StartOf(Environment.ProcessId) ?? "0");

    /// <summary><c>host-pid-start</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}-{Id}-{Started}");

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static ProcessIdentity? Parse(string text) =>
        text.Split('-') is [var host, var id, var started] && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && host.Length > 0
            ? new(host, pid, started)
            : null;

    /// <summary>True or false where this machine knows; null for a process of another one.</summary>
    public bool? IsAlive() =>
        string.Equals(Host, Own.Host, StringComparison.Ordinal) ? string.Equals(StartOf(Id), Started, StringComparison.Ordinal) : null;

    private static string OwnHost() =>
        Digest.OfText(string.Join('\n', Environment.MachineName, ReadOr("/proc/sys/kernel/random/boot_id"), NamespaceOf())).Hex[..8];

    private static string NamespaceOf() =>
        OperatingSystem.IsLinux() && File.Exists("/proc/self/ns/pid") ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? "" : "";

    private static string? StartOf(int pid)
    {
        if (!OperatingSystem.IsLinux())
        {
            return StartElsewhere(pid);
        }

        // Field 22 of stat; the name in field 2 may hold spaces and parentheses, so count from its last one. A zombie is dead.
        var stat = ReadOr(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && fields[0] is not ("Z" or "X") ? fields[19] : null;
    }

    private static string? StartElsewhere(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

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
