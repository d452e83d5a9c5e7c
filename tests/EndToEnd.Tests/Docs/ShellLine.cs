using System.Text;

#pragma warning disable CA1502 // a scanner is one switch

namespace Rondo.EndToEnd.Docs;

/// <summary>Finds the commands of this program in a shell's text.</summary>
internal static class ShellLine
{
    /// <summary>The arguments of every <c>rondo</c> in the text, quotes removed.</summary>
    public static IEnumerable<IReadOnlyList<string>> RondoCommands(string text)
    {
        foreach (var line in text.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        {
            foreach (var command in Commands(line))
            {
                var words = command.SkipWhile(w => w is "$" or "!" or "if" or "then" or "time" || IsAssignment(w)).ToList();
                if (words.Count > 0 && (words[0] is "rondo" || words[0].EndsWith("/rondo", StringComparison.Ordinal)))
                {
                    yield return words[1..];
                }
            }
        }
    }

    private static bool IsAssignment(string word)
    {
        var sign = word.IndexOf('=', StringComparison.Ordinal);
        return sign > 0 && word[..sign].All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    // Words between the operators of a shell; a # that begins a word begins a comment.
    private static List<List<string>> Commands(string line)
    {
        var commands = new List<List<string>> { new() };
        var word = new StringBuilder();
        var quote = '\0';
        var any = false;
        foreach (var c in line + " ")
        {
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
                word.Append(quote == '\0' ? "" : c.ToString());
            }
            else if (c is '\'' or '"')
            {
                (quote, any) = (c, true);
            }
            else if (c == '#' && word.Length == 0)
            {
                break;
            }
            else if (char.IsWhiteSpace(c) || c is '|' or '&' or ';' or '>' or '<' or '(' or ')')
            {
                if (word.Length > 0 || any)
                {
                    commands[^1].Add(word.ToString());
                    word.Clear();
                    any = false;
                }

                if (!char.IsWhiteSpace(c))
                {
                    commands.Add([]);
                }
            }
            else
            {
                word.Append(c);
            }
        }

        return commands;
    }
}
