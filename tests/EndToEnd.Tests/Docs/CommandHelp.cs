using System.Text.RegularExpressions;

namespace Rondo.EndToEnd.Docs;

/// <summary>What <c>--help</c> says of a command.</summary>
/// <param name="Path">Its words behind <c>rondo</c>; empty for the program itself.</param>
/// <param name="Text">The whole help.</param>
internal sealed partial record CommandHelp(string Path, string Text)
{
    public IReadOnlyList<string> Description { get; } = Section(Text, "Description");

    public string Usage { get; } = string.Join(' ', Section(Text, "Usage").Select(l => l.Trim())).Trim();

    public IReadOnlyList<(string Names, string Meaning)> Arguments { get; } = Items(Section(Text, "Arguments"));

    public IReadOnlyList<(string Names, string Meaning)> Options { get; } = Items(Section(Text, "Options"));

    public IReadOnlyList<string> Children { get; } = [.. Items(Section(Text, "Commands")).Select(i => i.Names.Split(' ')[0].TrimEnd(','))];

    /// <summary>Every spelling of every option.</summary>
    public IReadOnlySet<string> OptionNames { get; } =
        Items(Section(Text, "Options")).SelectMany(i => OptionName().Matches(i.Names).Select(m => m.Value)).ToHashSet(StringComparer.Ordinal);

    private static List<string> Section(string text, string name) =>
        [.. text.Split('\n').SkipWhile(l => l != name + ":").Skip(1).TakeWhile(l => l.Length == 0 || l[0] == ' ').Select(l => l.TrimEnd())];

    // "  name   meaning", and lines that are indented more belong to the one above.
    private static List<(string Names, string Meaning)> Items(List<string> lines)
    {
        var items = new List<(string, string)>();
        foreach (var line in lines.Where(l => l.Length > 3 && l[2] != ' '))
        {
            var gap = line.IndexOf("  ", 2, StringComparison.Ordinal);
            items.Add(gap < 0 ? (line.Trim(), "") : (line[2..gap], line[gap..].Trim()));
        }

        return items;
    }

    [GeneratedRegex(@"(?<=^|[ ,])--?[A-Za-z?][A-Za-z0-9-]*", RegexOptions.None, 1000)]
    private static partial Regex OptionName();
}
