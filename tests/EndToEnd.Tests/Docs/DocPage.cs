using System.Text.RegularExpressions;

namespace Rondo.EndToEnd.Docs;

/// <summary>A Markdown page of the repository, cut into blocks, links and headings.</summary>
internal sealed partial class DocPage
{
    private DocPage(string path, string text)
    {
        Path = path;
        Text = text;
        var prose = new List<string>();
        Blocks = Cut(path, text.Split('\n'), prose);
        var plain = string.Join('\n', prose);
        Code = [.. InlineCode().Matches(plain).Select(m => m.Groups["code"].Value)];
        Links = [.. Link().Matches(InlineCode().Replace(plain, "")).Select(m => m.Groups["to"].Value)];
        Anchors = prose.Where(l => l.StartsWith('#')).Select(l => Slug(l.TrimStart('#').Trim())).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Relative to the repository, with slashes.</summary>
    public string Path { get; }

    public string Text { get; }

    public IReadOnlyList<DocBlock> Blocks { get; }

    /// <summary>What stands between single back quotes.</summary>
    public IReadOnlyList<string> Code { get; }

    public IReadOnlyList<string> Links { get; }

    public IReadOnlySet<string> Anchors { get; }

    /// <summary>The page's folder, relative to the repository.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Whether blocks are run.</summary>
    public bool Runs => Blocks.Any(b => b.Language is "sh" && b.Has("run"));

    /// <summary>Whether its commands begin in the folder that <c>rondo demo --short</c> makes.</summary>
    public bool StartsInDemo => Text.Contains("<!-- starts in: the demo -->", StringComparison.Ordinal);

    /// <summary>The pages for users: README, and docs/.</summary>
    public static IReadOnlyList<DocPage> All { get; } =
    [
        .. new[] { "README.md", "README.zh-TW.md" }
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
                .Select(p => System.IO.Path.GetRelativePath(Repository.Root, p)).Order(StringComparer.Ordinal))
            .Select(Read),
    ];

    public static DocPage Read(string path) => new(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n"));

    private static List<DocBlock> Cut(string path, string[] lines, List<string> prose)
    {
        var blocks = new List<DocBlock>();
        for (var i = 0; i < lines.Length; i++)
        {
            var first = i;
            if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                while (++i < lines.Length && !lines[i].StartsWith("```", StringComparison.Ordinal))
                {
                }

                Assert.True(i < lines.Length, $"{path}:{first + 1}: the block is never closed.");
                blocks.Add(new(path, first + 1, lines[first][3..].Split(' ', StringSplitOptions.RemoveEmptyEntries), string.Concat(lines[(first + 1)..i].Select(l => l + "\n"))));
            }
            else if (lines[i].StartsWith("    ", StringComparison.Ordinal) && (i == 0 || lines[i - 1].Length == 0))
            {
                while (i + 1 < lines.Length && lines[i + 1].StartsWith("    ", StringComparison.Ordinal))
                {
                    i++;
                }

                blocks.Add(new(path, first + 1, [], string.Concat(lines[first..(i + 1)].Select(l => l[4..] + "\n"))));
            }
            else
            {
                prose.Add(lines[i]);
            }
        }

        return blocks;
    }

    /// <summary>How a forge makes an anchor of a heading: lower case, dashes for spaces, no punctuation.</summary>
    private static string Slug(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_').Select(c => c == ' ' ? '-' : c));

    [GeneratedRegex(@"`(?<code>[^`\n]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
