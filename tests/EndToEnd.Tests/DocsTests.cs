using System.Text.RegularExpressions;
using Rondo.EndToEnd.Docs;

namespace Rondo.EndToEnd;

/// <summary>What the documentation says is so: examples load, commands exist, blocks marked <c>run</c> do what stands below them, links lead somewhere.</summary>
public sealed partial class DocsTests
{
    private static readonly string[] Shells = ["sh", "bash", "console", ""];

    [Fact]
    public void Every_example_of_YAML_is_read_without_a_failure()
    {
        var blocks = DocPage.All.SelectMany(p => p.Blocks).Where(b => b.Language is "yaml" or "yml").ToList();
        Assert.NotEmpty(blocks);
        Expect.None(blocks.SelectMany(b => YamlBlock.Problems(b).Select(f => $"{b}: {f.Place} {f.Problem} {f.Remedy}")));
    }

    [Fact]
    public async Task Every_command_shown_exists_and_has_the_options_used()
    {
        var tree = await CommandTree.OfProgram;
        var shown = DocPage.All.SelectMany(p =>
            p.Blocks.Where(b => Shells.Contains(b.Language, StringComparer.Ordinal)).Select(b => (Where: b.ToString(), b.Text))
                .Concat(p.Code.Where(c => InlineCommand().IsMatch(c)).Select(c => (Where: p.Path, Text: c)))).ToList();
        Assert.NotEmpty(shown);
        Expect.None(shown.SelectMany(s => ShellLine.RondoCommands(s.Text).Select(c => (s.Where, Command: c, Problem: tree.Problem(c))))
            .Where(s => s.Problem is not null).Select(s => $"{s.Where}: rondo {string.Join(' ', s.Command)}: {s.Problem}"));
    }

    [Fact]
    public async Task The_reference_of_commands_is_the_help_of_the_program()
    {
        var path = Path.Combine(Repository.Root, CommandReference.Page);
        var written = (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n");
        var mark = written.IndexOf(CommandReference.Mark, StringComparison.Ordinal);
        Assert.True(mark > 0, $"{CommandReference.Page} has no line {CommandReference.Mark}");
        var meant = written[..mark] + CommandReference.Write(await CommandTree.OfProgram);
        if (Environment.GetEnvironmentVariable("APPROVE") is "1")
        {
            await File.WriteAllTextAsync(path, meant);
            return;
        }

        Assert.True(string.Equals(written, meant, StringComparison.Ordinal),
            $"{CommandReference.Page} does not say what the program's help says: APPROVE=1 ./test EndToEnd writes it.\n{FirstDifference(written, meant)}");
    }

    [Fact]
    public async Task Blocks_marked_run_do_what_the_page_says()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        using var demo = new TemporaryFolder();
        var ct = patience.Token;
        var made = new Lazy<Task<ProgramResult>>(() => MakeDemoAsync(demo.Path));
        var pages = DocPage.All.Where(p => p.Runs).ToList();
        Assert.NotEmpty(pages);
        await Parallel.ForEachAsync(pages, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = ct }, async (page, token) =>
        {
            using var folder = new TemporaryFolder();
            var project = Directory.CreateDirectory(Path.Combine(folder.Path, "project")).FullName;   // what a page puts beside it goes with it
            if (page.StartsInDemo)
            {
                var result = await made.Value;
                Assert.True(result.ExitCode == 0, result.ToString());
                Copy(Path.Combine(demo.Path, "rondo-demo"), project);
            }

            await PageRun.RunAsync(page, project, token);
        });
    }

    [Fact]
    public void Every_relative_link_points_at_a_file_and_a_heading_that_exist()
    {
        var pages = DocPage.All.Concat(new[] { "GLOSSARY.md", "CONTRIBUTING.md", "CHANGELOG.md" }.Select(DocPage.Read)).ToList();
        Expect.None(pages.SelectMany(p => p.Links.Where(IsRelative).Select(l => (Page: p, Link: l, Problem: LinkProblem(p, l))))
            .Where(l => l.Problem is not null).Select(l => $"{l.Page.Path}: {l.Link}: {l.Problem}"));
    }

    [Fact]
    public void Every_page_can_be_reached_from_the_README_or_the_contents()
    {
        var byPath = DocPage.All.ToDictionary(p => p.Path, StringComparer.Ordinal);
        var reached = new HashSet<string>(["README.md", "README.zh-TW.md"], StringComparer.Ordinal);
        var next = new Queue<string>(reached);
        while (next.TryDequeue(out var path))
        {
            foreach (var target in byPath[path].Links.Where(IsRelative).Select(l => Target(byPath[path], l)).Where(t => byPath.ContainsKey(t) && reached.Add(t)))
            {
                next.Enqueue(target);
            }
        }

        Expect.None(byPath.Keys.Except(reached, StringComparer.Ordinal).Select(p => $"No page leads to {p}."));
    }

    [Fact]
    public void The_overview_of_rondo_yaml_names_every_section()
    {
        var page = DocPage.Read("docs/reference/rondo-yaml.md");
        Expect.None(YamlBlock.Stages.Sections.Select(s => s.Key).Concat(["rondo", "project", "description", "pipeline"])
            .Where(k => !page.Text.Contains($"| `{k}` |", StringComparison.Ordinal) && !page.Text.Contains($"| [`{k}`](", StringComparison.Ordinal))
            .Select(k => $"docs/reference/rondo-yaml.md has no row for `{k}`."));
    }

    [Fact]
    public void Every_environment_variable_that_the_program_reads_is_documented()
    {
        var documented = DocPage.Read("docs/reference/environment.md").Code.Concat(DocPage.Read("docs/reference/environment.md").Code.Select(c => c.TrimEnd('…'))).ToHashSet(StringComparer.Ordinal);
        var read = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Variable().Matches(File.ReadAllText(f)).Select(m => m.Groups["name"].Value)).Distinct(StringComparer.Ordinal);
        Expect.None(read.Where(v => !documented.Contains(v)).Select(v => $"docs/reference/environment.md does not name `{v}`."));
    }

    // as a reader has it who did the tutorial first: made, run, and run again with the schema that the first run wrote
    private static async Task<ProgramResult> MakeDemoAsync(string folder)
    {
        var made = await RondoProgram.RunAsync(folder, "demo", "rondo-demo", "--short");
        var project = Path.Combine(folder, "rondo-demo");
        var run = made.ExitCode == 0 ? await RondoProgram.RunAsync(project, "run") : made;
        return run.ExitCode == 0 ? await RondoProgram.RunAsync(project, "run") : run;
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private static bool IsRelative(string link) => !Scheme().IsMatch(link);

    private static string Target(DocPage page, string link)
    {
        var file = link.Split('#')[0];
        return file.Length == 0 ? page.Path : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, page.Folder, file)));
    }

    private static string? LinkProblem(DocPage page, string link)
    {
        var target = Target(page, link);
        var parts = link.Split('#');
        return !Path.Exists(Path.Combine(Repository.Root, target)) ? "there is no such file"
            : parts.Length > 1 && target.EndsWith(".md", StringComparison.Ordinal) && !DocPage.Read(target).Anchors.Contains(parts[1]) ? "there is no such heading"
            : null;
    }

    private static string FirstDifference(string one, string other)
    {
        var (a, b) = (one.Split('\n'), other.Split('\n'));
        var i = Enumerable.Range(0, Math.Min(a.Length, b.Length)).FirstOrDefault(n => !string.Equals(a[n], b[n], StringComparison.Ordinal), Math.Min(a.Length, b.Length) - 1);
        return $"line {i + 1}\n  page: {a[i]}\n  help: {b[i]}";
    }

    [GeneratedRegex(@"^(\./)?rondo [a-z]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex InlineCommand();

    [GeneratedRegex(@"^[a-z]+:", RegexOptions.None, 1000)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"""(?<name>RONDO_[A-Z_]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
