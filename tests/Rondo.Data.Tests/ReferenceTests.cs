using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Tests;

/// <summary>The examples of the reference are read as they stand.</summary>
public sealed partial class ReferenceTests
{
    private static readonly string[] Keys =
    [
        "source", "test", "columns", "delimiter", "quote", "encoding", "header", "missing", "types", "time", "sample", "bad-rows", "labels", "key", "drop", "known-at", "accept", "checks", "split",
    ];

    [Fact]
    public void Every_example_of_the_data_section_is_read()
    {
        var blocks = Blocks("data.md");
        Assert.True(blocks.Count >= 5);
        foreach (var block in blocks)
        {
            Assert.Empty(Read(block, out _));
        }

        var all = string.Join('\n', blocks);
        Assert.All(Keys, k => Assert.Contains($"\n  {k}:", all, StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_come_to_the_settings()
    {
        Assert.Empty(Read(Blocks("data.md")[1], out var data));
        Assert.Equal(("data/*.csv", "data/test.csv", ';', '\''), (data.Source, data.Test, data.Delimiter, data.Quote));
        Assert.Equal((false, 0.1, "day + hour hours", "windows-1252"), (data.Header, data.Sample, data.Time, data.Encoding));
        Assert.Equal(new BadRowLimit(0.001, true), data.BadRows);
        Assert.Empty(Read(Blocks("data.md")[3], out data));
        Assert.Equal(TimeSpan.FromHours(-24), data.KnownAt["forecast"]);
        Assert.Equal("planned before the call", data.Accept["duration"]);
        Assert.Empty(Read(Blocks("data.md")[5], out data));
        Assert.Equal((SplitKind.Group, "customer", 0.2), (data.Split.By, data.Split.Group, data.Split.Test));
    }

    [Theory]
    [InlineData("data:\n  sorce: a.csv\n", "yaml.missing")]
    [InlineData("data:\n  source: a.csv\n  mising: [x]\n", "yaml.unknown-key")]
    [InlineData("data:\n  source: { sql: select 1 }\n", "data.source-unsupported")]
    [InlineData("data:\n  source: [a.csv, b.csv]\n", "data.one-source")]
    [InlineData("data:\n  source: a.csv\n  delimiter: ',,'\n", "yaml.bad-value")]
    [InlineData("data:\n  source: a.csv\n  types: { a: numbr }\n", "yaml.not-a-choice")]
    [InlineData("data:\n  source: a.csv\n  known-at: { a: soon }\n", "yaml.bad-value")]
    [InlineData("data:\n  source: a.csv\n  accept: { a: \"\" }\n", "data.no-reason")]
    [InlineData("data:\n  source: a.csv\n  bad-rows: few\n", "yaml.bad-value")]
    [InlineData("data:\n  source: a.csv\n  sample: 0%\n", "yaml.bad-value")]
    [InlineData("data:\n  source: a.csv\n  labels: { guideline: l.md }\n", "data.labels-unsupported")]
    [InlineData("data:\n  source: a.csv\n  test: b.csv\n  split: { test: 10% }\n", "data.two-tests")]
    [InlineData("data:\n  source: a.csv\n  split: { test: 80%, validation: 20% }\n", "data.no-train")]
    public void What_cannot_be_meant_is_refused_with_its_place(string yaml, string code)
    {
        var failures = Read(yaml, out _);
        Assert.Contains(failures, f => string.Equals(f.Code, code, StringComparison.Ordinal));
        Assert.All(failures, f => Assert.True(f.Place is { Line: > 0 } && f.Remedy.Length > 0));
    }

    [Fact]
    public void The_example_of_a_schema_is_read()
    {
        var schema = SchemaFile.Read(Assert.Single(Blocks("schema.md")), "schema.yaml").Value;
        Assert.Equal(["1", "2", "3", "4"], schema.Columns[2].Domain!);
        Assert.Equal((0, 1), (schema.Columns[4].Minimum!.Value, schema.Columns[4].Maximum!.Value));
    }

    private static List<Failure> Read(string yaml, out DataSettings settings)
    {
        var root = YamlText.Read(yaml, "rondo.yaml").Value;
        var failures = new List<Failure>();
        var reader = new SectionReader((YamlMap)root["data"]!, "data", failures);
        settings = (DataSettings)new DataSection().Read(reader, new("", true, new Dictionary<string, object>(StringComparer.Ordinal)));
        reader.Finish();
        return failures;
    }

    private static List<string> Blocks(string page, [CallerFilePath] string here = "")
    {
        var text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "reference", page));
        return [.. Fence().Matches(text).Select(m => m.Groups["body"].Value)];
    }

    [GeneratedRegex("```yaml\n(?<body>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fence();
}
