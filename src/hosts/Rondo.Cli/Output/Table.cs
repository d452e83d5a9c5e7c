namespace Rondo.Cli.Output;

/// <summary>Rows under headings, aligned; numbers to the right. Plain text, so that it can be piped.</summary>
internal static class Table
{
    // Unicode Standard Annex 11, the ranges of the basic plane that are wide or full width
    private static readonly (char First, char Last)[] WideRanges =
        [('\u1100', '\u115F'), ('\u2E80', '\uA4CF'), ('\uAC00', '\uD7A3'), ('\uF900', '\uFAFF'), ('\uFE30', '\uFE4F'), ('\uFF00', '\uFF60')];

    public static void Print(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            Terminal.Out.WriteLine("Nothing yet.");
            return;
        }

        var widths = headings.Select((h, i) => Math.Max(Width(h), all.Max(r => Width(r[i])))).ToArray();
        var right = headings.Select((_, i) => all.All(r => r[i].Length == 0 || char.IsAsciiDigit(r[i][0]) || r[i][0] is '-' or '–')).ToArray();
        Terminal.Out.WriteLine(Terminal.Faint(Line(headings, widths, right)));
        foreach (var row in all)
        {
            Terminal.Out.WriteLine(Line(row, widths, right));
        }
    }

    /// <summary>Columns on a terminal: wide East Asian characters take two.</summary>
    public static int Width(string text) => text.Sum(c => Array.Exists(WideRanges, r => c >= r.First && c <= r.Last) ? 2 : 1);

    private static string Line(IReadOnlyList<string> cells, int[] widths, bool[] right) =>
        string.Join("  ", cells.Select((c, i) => right[i] ? new string(' ', widths[i] - Width(c)) + c : c + new string(' ', widths[i] - Width(c)))).TrimEnd();
}
