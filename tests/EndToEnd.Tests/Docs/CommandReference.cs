using System.Text;
using System.Text.RegularExpressions;

namespace Rondo.EndToEnd.Docs;

/// <summary>The generated half of <c>docs/reference/commands.md</c>: every command, from its help.</summary>
internal static partial class CommandReference
{
    public const string Page = "docs/reference/commands.md";

    public const string Mark = "<!-- From here on: the program's own help. APPROVE=1 ./test EndToEnd writes it. -->";

    private static readonly string[] Everywhere = ["--help", "--json", "--folder", "--version"];

    public static string Write(CommandTree tree)
    {
        var text = new StringBuilder(Mark).Append('\n');
        foreach (var command in tree.Commands.Values.Where(c => c.Path.Length > 0))
        {
            Write(command, text);
        }

        return text.ToString();
    }

    private static void Write(CommandHelp command, StringBuilder text)
    {
        var meaning = command.Description.TakeWhile(l => l.Trim() != "Example:").Select(l => l.Trim()).ToList();
        var example = command.Description.SkipWhile(l => l.Trim() != "Example:").Skip(1).Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        text.Append("\n## `rondo ").Append(command.Path).Append("`\n\n").AppendJoin('\n', meaning).Replace("\n\n\n", "\n\n");
        text.Append(text[^1] == '\n' ? "" : "\n");
        if (command.Children.Count > 0)
        {
            text.Append("\nIts commands: ").AppendJoin(", ", command.Children.Select(c => $"`{c}`")).Append(".\n");
        }

        foreach (var line in example)
        {
            text.Append(line == example[0] ? "\n" : "").Append("    ").Append(line).Append('\n');
        }

        if (command.Children.Count == 0)
        {
            text.Append("\nUsage: `").Append(command.Usage).Append("`\n");
        }

        var rows = command.Arguments.Concat(command.Options.Where(o => !Everywhere.Any(e => o.Names.Contains(e, StringComparison.Ordinal)))).ToList();
        if (rows.Count > 0)
        {
            text.Append("\n| argument or option | meaning |\n| --- | --- |\n");
            foreach (var (names, what) in rows)
            {
                text.Append("| `").Append(names).Append("` | ").Append(Meaning(names, what)).Append(" |\n");
            }
        }
    }

    // how many processors this machine has is no property of the program
    private static string Meaning(string names, string what) =>
        (names.Contains("--jobs", StringComparison.Ordinal) ? Default().Replace(what, "[default: the number of processors]") : what).Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(@"\[default: \d+\]", RegexOptions.None, 1000)]
    private static partial Regex Default();
}
