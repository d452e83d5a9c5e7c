namespace Rondo.EndToEnd.Killing;

/// <summary>The processes of this machine, from <c>/proc</c>.</summary>
internal static class ProcessTable
{
    /// <summary>Command lines that name a path, and processes that work below it.</summary>
    public static IReadOnlyList<string> CommandsNaming(string path)
    {
        var found = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                var command = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
                var folder = new DirectoryInfo(Path.Combine(process, "cwd")).LinkTarget ?? "";
                if (command.Contains(path, StringComparison.Ordinal) || folder.StartsWith(path, StringComparison.Ordinal))
                {
                    found.Add($"{Path.GetFileName(process)} {command} (in {folder})");
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // it ended while it was looked at
            }
        }

        return found;
    }
}
