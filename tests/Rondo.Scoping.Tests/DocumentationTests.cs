using System.Runtime.CompilerServices;
using Rondo.Kernel;

namespace Rondo.Scoping.Tests;

/// <summary>The reference pages say what is true.</summary>
public sealed class DocumentationTests
{
    public static TheoryData<string> Charters => [.. Blocks("charter.md", "yaml")];

    public static TheoryData<string, string> Sentences
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var task in new[] { "Regression", "Binary" })
            {
                foreach (var line in Blocks("requirements.md", $"requirements {task.ToLowerInvariant()}").SelectMany(b => b.Split('\n')))
                {
                    data.Add(task, line);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Charters))]
    public void Every_charter_on_the_page_is_accepted(string yaml) => Assert.NotNull(Yaml.Right(yaml));

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Every_requirement_on_the_page_is_accepted(string task, string sentence) =>
        Assert.Empty(Requirement.Parse(sentence, new Place("requirements.md"), Enum.Parse<TaskKind>(task)).Failures);

    [Fact]
    public void Every_block_that_is_an_example_is_tested()
    {
        Assert.Equal(6, Charters.Count);
        Assert.Equal(24, Sentences.Count);
    }

    [Fact]
    public void The_charters_of_the_projects_on_real_data_are_accepted()
    {
        var projects = Directory.GetFiles(Path.Combine(Root(), "tests", "EndToEnd.Tests", "Projects"), "*.yaml");
        Assert.NotEmpty(projects);
        Assert.All(projects, p => Assert.Empty(Yaml.ProblemsOfCharter(File.ReadAllText(p))));
    }

    [Fact]
    public void The_table_of_measures_is_the_catalogue()
    {
        var rows = Page("requirements.md").Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).ToList();
        Assert.Equal(MeasureCatalogue.All.Select(Row), rows);
    }

    [Fact]
    public void Every_key_of_the_table_is_read_and_no_other()
    {
        var documented = Page("charter.md").Split("## Keys")[1].Split("## Costs")[0].Split('\n')
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('`')[1]).Order(StringComparer.Ordinal);
        var remedy = Yaml.Wrong("charter: { task: regression, target: y, zzzzzzzzzz: 1 }").Remedy;
        Assert.Equal($"Known keys: {string.Join(", ", documented)}.", remedy);
    }

    private static string Row(Measure m)
    {
        var arguments = m.Arguments switch
        {
            MeasureArguments.Column => "(column)",
            MeasureArguments.MetricAndColumn => "(metric, column)",
            MeasureArguments.Number => "(x)",
            _ => "",
        };
        var better = m.Better switch { Better.Lower => "lower", Better.Higher => "higher", _ => "near 0" };
        var task = m.Tasks.Count == 0 ? "any" : string.Join(", ", m.Tasks.Select(t => t.ToString().ToLowerInvariant()));
        var unit = m.InTargetUnit ? "the target's" : m.Unit;
        var places = string.Join("; ", MeasuringPlace.Of(m).GroupBy(p => p.Slices).Select(g => string.Join(", ", g.Select(p => Called(p, m))) + (g.Key ? " and slices of them" : "")));
        return $"| `{m.Name}{arguments}` | {better} | {task} | {unit} | {places} | {m.Meaning} |";
    }

    private static string Called(MeasuringPlace place, Measure measure) => (place.Split, measure.Reach) switch
    {
        ("", Reach.Rows) => "the whole table",
        ("", Reach.Machine) => "the machine that registers",
        ("", _) => "the model's file",
        var (split, _) => split,
    };

    private static IEnumerable<string> Blocks(string page, string language) =>
        Page(page).Split("\n```" + language + "\n").Skip(1).Select(b => b.Split("\n```")[0]);

    private static string Page(string name) => File.ReadAllText(Path.Combine(Root(), "docs", "reference", name)).ReplaceLineEndings("\n");

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
