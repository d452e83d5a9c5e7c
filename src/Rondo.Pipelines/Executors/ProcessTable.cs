using System.Globalization;
using System.IO.Enumeration;
using System.Text;

namespace Rondo.Pipelines.Executors;

/// <summary>Reads <c>/proc</c>.</summary>
internal static class ProcessTable
{
    private static readonly long PageBytes = Environment.SystemPageSize;

    /// <summary>Resident bytes and CPU seconds of every process group, from one look at all processes. Zombies count for nothing.</summary>
    public static Dictionary<int, GroupUse> Groups(IReadOnlySet<int> wanted)
    {
        var groups = new Dictionary<int, GroupUse>();
        foreach (var pid in Pids())
        {
            if (Stat(pid) is not { } fields || fields[0] is "Z" or "X" || !int.TryParse(fields[2], CultureInfo.InvariantCulture, out var group) || !wanted.Contains(group))
            {
                continue;
            }

            var ticks = Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14]);
            var before = groups.GetValueOrDefault(group);
            groups[group] = new(before.Bytes + (Number(fields[21]) * PageBytes), before.CpuSeconds + (ticks / 100.0));
        }

        return groups;
    }

    /// <summary>Processes younger than <paramref name="elder"/> that carry <paramref name="mark"/> in their environment.</summary>
    public static IEnumerable<int> Marked(string mark, int elder)
    {
        var text = Encoding.ASCII.GetBytes(mark);
        foreach (var pid in Pids())
        {
            if (pid > elder && ReadAll($"/proc/{pid}/environ").AsSpan().IndexOf(text) >= 0)
            {
                yield return pid;
            }
        }
    }

    // Fields from the third on (state, parent, group, …); the name in the second may hold anything, so count from its last parenthesis.
    private static string[]? Stat(int pid)
    {
        var text = Encoding.UTF8.GetString(ReadAll($"/proc/{pid}/stat"));
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 21 ? fields : null;
    }

    // By name alone: to ask what each entry is would cost more than all the rest.
    private static FileSystemEnumerable<int> Pids() =>
        new("/proc", static (ref entry) => int.Parse(entry.FileName, NumberStyles.None, CultureInfo.InvariantCulture), new EnumerationOptions { AttributesToSkip = FileAttributes.None })
        {
            ShouldIncludePredicate = static (ref entry) => int.TryParse(entry.FileName, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        };

    private static byte[] ReadAll(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static long Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : 0;
}

/// <summary>What a process group uses at one moment.</summary>
internal readonly record struct GroupUse(long Bytes, double CpuSeconds);
