using System.Text.RegularExpressions;

namespace Rondo.Architecture.Tests;

/// <summary>What a message tells people to type is there: a remedy that does not exist is worse than none.</summary>
public sealed partial class NamedCommandTests
{
    [Fact]
    public void Every_command_that_a_message_names_is_one()
    {
        var reference = File.ReadAllText(Path.Combine(Repo.Root, "docs", "reference", "commands.md"));
        var commands = Heading().Matches(reference).Select(m => m.Groups["path"].Value).ToHashSet(StringComparer.Ordinal);
        var sources = Path.Combine(Repo.Root, "src");
        var named = Repo.SourceFiles.Where(f => f.StartsWith(sources, StringComparison.Ordinal))
            .SelectMany(f => File.ReadLines(f).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)).SelectMany(l => Named().Matches(l)).Select(m => (File: Path.GetFileName(f), Command: m)))
            .ToList();
        Assert.True(named.Count > 100);
        Assert.Empty(named.Where(n => !IsCommand(commands, n.Command.Groups["first"].Value, n.Command.Groups["second"].Value)).Select(n => $"{n.File}: {n.Command.Value}"));
    }

    // A noun alone does nothing.
    private static bool IsCommand(HashSet<string> commands, string first, string second) =>
        commands.Contains($"{first} {second}") || (commands.Contains(first) && !commands.Any(c => c.StartsWith(first + " ", StringComparison.Ordinal)));

    [GeneratedRegex("^## `rondo (?<path>[a-z ]+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    // Neither a name of a path or package, nor a command whose verb is filled in, nor "rondo when the guard did it".
    [GeneratedRegex(@"(?<![\w/.-])rondo (?!when )(?<first>[a-z]+)(?: (?<second>[a-z]+))?(?![a-z]| ?\{verb)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
