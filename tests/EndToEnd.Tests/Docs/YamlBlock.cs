using Rondo.Data;
using Rondo.Deployment;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.EndToEnd.Docs;

/// <summary>
/// Reads the YAML of a page as the program would. A block that begins with <c>rondo: 1</c> is a whole project. One with the only key
/// <c>columns</c> is a <c>schema.yaml</c>. One whose first line is a comment that names a file (<c># .gitlab-ci.yml</c>) belongs to
/// another program. Every other is a part of <c>rondo.yaml</c>: its sections replace those of <see cref="Smallest"/>, which lends it the
/// keys that a section cannot do without.
/// </summary>
internal static class YamlBlock
{
    private const string Smallest = """
        rondo: 1
        project: example
        charter:
          task: regression
          target: y
        data:
          source: data.csv

        """;

    private static readonly (string Section, string Key, string Value)[] Compulsory =
        [("charter", "task", "regression"), ("charter", "target", "y"), ("data", "source", "data.csv")];

    public static StageRegistry Stages { get; } = new StageRegistry().AddPipelines().AddScoping().AddData().AddModeling().AddDeployment();

    /// <summary>What is wrong with the block; empty when nothing is.</summary>
    public static IEnumerable<Failure> Problems(DocBlock block)
    {
        if (block.Text.StartsWith("rondo: 1\n", StringComparison.Ordinal))
        {
            return Load(block.Text, []);
        }

        if (block.Text.StartsWith("# ", StringComparison.Ordinal) && block.Text.Split('\n')[0].EndsWith(".yml", StringComparison.Ordinal))
        {
            return [];
        }

        var read = YamlText.Read(block.Text, block.ToString());
        if (!read.Ok)
        {
            return read.Failures;
        }

        if (read.Value.Entries is [{ Key: "columns" }])
        {
            var schema = SchemaFile.Read(block.Text, block.ToString());
            return schema.Ok ? [] : schema.Failures;
        }

        var lent = Compulsory.Where(c => read.Value[c.Section] is YamlMap map && map[c.Key] is null).Select(c => $"{c.Section}.{c.Key}={c.Value}");
        return Load(YamlSections.Replace(Smallest, block.Text), [.. lent]);
    }

    private static IEnumerable<Failure> Load(string text, IReadOnlyList<string> overrides)
    {
        using var folder = new TemporaryFolder();
        folder.File(ProjectLoader.FileName, text);
        var project = ProjectLoader.Load(folder.Path, overrides, Stages, name => $"https://example.org/{name}");
        return project.Ok ? [] : project.Failures;
    }
}
