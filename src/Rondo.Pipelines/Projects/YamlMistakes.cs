using Rondo.Kernel;
using YamlDotNet.Core;

namespace Rondo.Pipelines.Projects;

/// <summary>Says what people did when the YAML parser only says what it expected.</summary>
internal static class YamlMistakes
{
    public static Failure Explain(YamlException e, string[] lines, Place place)
    {
        if (TabbedLine(lines, place) is { } tabbed)
        {
            return new("yaml.syntax", "The line is indented with a tab, which YAML does not allow.", "Indent with spaces.", place with { Line = tabbed, Column = 1 });
        }

        var text = place.Line >= 1 && place.Line <= lines.Length ? lines[place.Line - 1] : "";
        var (problem, remedy) = ByMessage(e.Message, text);
        return new("yaml.syntax", problem, remedy, place);
    }

    /// <summary>The innermost '[' or '{' that nothing closes, outside quotes and comments; null when all are closed.</summary>
    public static (int Line, int Column)? OpenBracket(string text)
    {
        var open = new Stack<(int Line, int Column)>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        for (var line = 0; line < lines.Length; line++)
        {
            var quote = '\0';
            for (var at = 0; at < lines[line].Length && !IsComment(lines[line], at, quote); at++)
            {
                var c = lines[line][at];
                quote = c is '"' or '\'' && quote is '\0' ? c : c == quote ? '\0' : quote;
                if (quote is '\0' && c is '[' or '{')
                {
                    open.Push((line + 1, at + 1));
                }
                else if (quote is '\0' && c is ']' or '}')
                {
                    _ = open.TryPop(out _);
                }
            }
        }

        return open.TryPop(out var place) ? place : null;
    }

    private static bool IsComment(string line, int at, char quote) => quote is '\0' && line[at] == '#' && (at == 0 || line[at - 1] is ' ' or '\t');

    // The scanner notices a tab late or early: beside the line it names, or anywhere when it names the beginning.
    private static int? TabbedLine(string[] lines, Place place)
    {
        var (first, last) = place is { Line: <= 1 } ? (1, lines.Length) : (place.Line - 1, Math.Min(lines.Length, place.Line + 1));
        for (var line = first; line <= last; line++)
        {
            var text = lines[line - 1];
            if (text[..(text.Length - text.TrimStart(' ', '\t').Length)].Contains('\t', StringComparison.Ordinal))
            {
                return line;
            }
        }

        return null;
    }

    private static (string Problem, string Remedy) ByMessage(string message, string line)
    {
        bool Says(string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (Says("mapping values are not allowed") || Says("invalid mapping") || Says("plain scalar"))
        {
            return ("': ' stands inside a value, or the line is indented wrongly.", "Put the value in quotes, or align the key with its neighbours.");
        }

        if (Says("cannot start any token"))
        {
            var first = line.TrimStart() is { Length: > 0 } t ? t[0] : ' ';
            return ($"A value cannot begin with this character ({(char.IsLetterOrDigit(first) ? "see the column" : $"'{first}'")}).", "Put the value in quotes.");
        }

        if (Says("quoted scalar"))
        {
            return ("A quote is opened and never closed.", "Close it; inside '…' write '' for a quote, inside \"…\" write \\\".");
        }

        if (Says("flow"))
        {
            return ("A list [ ] or mapping { } is not closed, or a comma is missing.", "Close it, and separate its items with commas.");
        }

        return Says("did not find expected key") || Says("block mapping") || Says("simple key")
            ? ("This is no 'key: value' here.", "Write a colon and a space after the key, and align it with its neighbours.")
            : ("This is not YAML: " + FirstSentence(message), "Compare the indentation and quotes with the lines around it.");
    }

    private static string FirstSentence(string message)
    {
        var text = message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]) + ".";
    }
}
