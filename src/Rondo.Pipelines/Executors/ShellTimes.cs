using System.Globalization;

namespace Rondo.Pipelines.Executors;

/// <summary>Reads what the shell's <c>times</c> writes: minutes and seconds, user and system, of the shell and of its children.</summary>
internal static class ShellTimes
{
    public static double Read(string? path)
    {
        if (path is null || !File.Exists(path))
        {
            return 0;
        }

        var seconds = 0.0;
        foreach (var word in File.ReadAllText(path).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            var m = word.IndexOf('m', StringComparison.Ordinal);
            if (m > 0 && double.TryParse(word.AsSpan(0, m), CultureInfo.InvariantCulture, out var minutes)
                && double.TryParse(word.AsSpan(m + 1).TrimEnd('s'), CultureInfo.InvariantCulture, out var rest))
            {
                seconds += (60 * minutes) + rest;
            }
        }

        return seconds;
    }
}
