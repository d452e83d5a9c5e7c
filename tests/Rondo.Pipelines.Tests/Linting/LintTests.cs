using Rondo.Kernel;
using Rondo.Pipelines.Tests.Running;

namespace Rondo.Pipelines.Tests.Linting;

public sealed class LintTests
{
    private static async Task<LintReport> LintAsync(string steps)
    {
        await using var project = new TestProject(steps, new CountComponent(), new TableComponent());
        project.Write("in.txt", "1");
        return PipelineLint.Check(project.Load(), project.Registry);
    }

    [Theory]
    [InlineData("a: { uses: test/cuont, in: { in: \"file:in.txt\" } }", "pipeline.unknown-component", "Did you mean 'test/count'?")]
    [InlineData("a: { uses: test/count, in: { inn: \"file:in.txt\", in: \"file:in.txt\" } }", "pipeline.unknown-input", "Did you mean 'in'?")]
    [InlineData("a: { uses: test/count }", "pipeline.missing-input", "Write in: { in: step.port }.")]
    [InlineData("abc: { run: x, in: { i: abd.o }, out: { o: o } }", "pipeline.unknown-step", "Did you mean 'abc'?")]
    [InlineData("a: { run: x, out: { model: m } }\nb: { run: x, in: { i: a.modle } }", "pipeline.unknown-output", "Did you mean 'model'?")]
    [InlineData("a: { run: x, in: { i: \"file:im.txt\" } }", "pipeline.missing-file", "Did you mean 'in.txt'?")]
    [InlineData("a: { run: x, in: { i: \"file:../x\" } }", "pipeline.outside-file", "Copy the file into the project's folder.")]
    [InlineData("a: { run: x, in: { i: \"file:*.csv\" } }", "pipeline.no-match", "Correct the pattern.")]
    [InlineData("a: { run: x, code: [a.py] }", "pipeline.missing-file", "Create it, or correct the path.")]
    [InlineData("a: { run: x, in: { i: \"datset:x\" } }", "pipeline.unknown-scheme", "Known: file.")]
    [InlineData("a: { run: x, out: { o: notes.txt } }\nb: { uses: test/table, in: { table: a.o } }", "pipeline.kind", "Import it first: uses: data/import; a script declares a table as out: { table: name.csv }.")]
    [InlineData("b: { uses: test/table, in: { table: \"file:in.txt\" } }", "pipeline.kind", "Import it first: uses: data/import; a script declares a table as out: { table: name.csv }.")]
    [InlineData("a: { run: x, with: { a-b: 1, a_b: 2 } }", "pipeline.variable-name", "Use letters, digits, '-' and '_', and names that differ in more than these two.")]
    [InlineData("a: { run: x, in: { i: a.o }, out: { o: o } }", "pipeline.cycle", "Let one of them read something else.")]
    public async Task What_cannot_run_is_said_before_anything_does(string steps, string code, string remedy)
    {
        var failure = Assert.Single((await LintAsync(steps)).Failures);
        Assert.Equal((code, remedy), (failure.Code, failure.Remedy));
        Assert.True(failure.Place!.Line >= 5 && failure.Place.Column > 0);
    }

    [Fact]
    public async Task A_cycle_is_named_as_a_path()
    {
        var failure = Assert.Single((await LintAsync("""
            start: { run: x, out: { o: o } }
            b: { run: x, in: { i: a.o, s: start.o }, out: { o: o } }
            c: { run: x, in: { i: b.o }, out: { o: o } }
            a: { run: x, in: { i: c.o }, out: { o: o } }
            after: { run: x, in: { i: a.o } }
            """)).Failures);
        Assert.Equal("The steps go in a circle: b → c → a → b.", failure.Problem);
    }

    [Fact]
    public async Task A_script_output_declared_as_a_table_feeds_a_table_input() =>
        Assert.Empty((await LintAsync("a: { run: x, out: { table: o.csv } }\nb: { uses: test/table, in: { table: a.table } }\nc: { run: y, in: { anything: b.out } }")).Failures);

    [Fact]
    public async Task An_output_that_nobody_reads_beside_one_that_is_read_is_warned_of()
    {
        var report = await LintAsync("a: { run: x, out: { o: o, p: p } }\nb: { run: y, in: { i: a.o }, out: { q: q } }");
        Assert.Equal("rondo.yaml:5: nothing reads the output 'p' of the step 'a'.", Assert.Single(report.Warnings));
    }

    [Fact]
    public async Task A_chain_of_ten_thousand_steps_is_linted()
    {
        await using var project = new TestProject("a: { run: x }");
        var loaded = project.Load();
        var place = new Place("rondo.yaml");
        var steps = Enumerable.Range(0, 10_000).Reverse().Select(i => new StepDefinition($"s{i}", place)
        {
            Script = new(["true"], true, [new("o", ArtifactKinds.File, "o")], [], null),
            Inputs = i == 0 ? new Dictionary<string, InputReference>(StringComparer.Ordinal) : new Dictionary<string, InputReference>(StringComparer.Ordinal) { ["i"] = new StepOutputReference($"s{i - 1}", "o", place) },
        });
        var graph = PipelineLint.Check(loaded with { Steps = [.. steps] }, project.Registry).Graph!;
        Assert.Equal(["s0", "s1", "s2"], graph.Nodes.Take(3).Select(n => n.Name));
        Assert.Equal("s9999", graph.Nodes[^1].Name);
    }

    [Fact]
    public async Task A_pipeline_is_shown_and_its_YAML_means_the_same()
    {
        await using var project = new TestProject("""
            a: { run: 'sh a.sh "x: y"', in: { i: "file:in.txt" }, out: { table: t.csv }, code: [a.sh], env: 'python 3', with: { n: 1, s: 'yes: no', l: [1.5, true, null], t: $TOKEN, u: '$TOKEN2' }, resources: { cpus: 2, memory: 1 GB, time: 5m }, retries: 2 }
            b: { uses: test/table, in: { table: a.table } }
            c: { run: [echo, hi], in: { i: { from: a.table, as: parquet } } }
            """, new TableComponent());
        project.Write("in.txt", "1");
        project.Write("a.sh", "");
        project.Set("TOKEN", "s3cret-value");
        var before = project.Load();
        var graph = PipelineLint.Check(before, project.Registry).Graph!;
        var text = PipelinePicture.Text(before, graph);
        Assert.DoesNotContain("s3cret", text + PipelinePicture.Json(before, graph) + PipelinePicture.Yaml(before, graph), StringComparison.Ordinal);
        Assert.Contains("demo: 3 steps\n", text, StringComparison.Ordinal);
        Assert.Contains("table (table) → b, c", text, StringComparison.Ordinal);
        Assert.Equal("test/table", (string?)PipelinePicture.Json(before, graph)["steps"]![1]!["uses"]);
        project.Write("rondo.yaml", "rondo: 1\nproject: demo\n" + PipelinePicture.Yaml(before, graph));
        var after = project.Load();
        Assert.Equal(PipelinePicture.Json(before, graph).ToJsonString(), PipelinePicture.Json(after, PipelineLint.Check(after, project.Registry).Graph!).ToJsonString());
        Assert.Equal(before.Steps.Select(s => (s.Resources, s.Retries, s.Script?.Environment)), after.Steps.Select(s => (s.Resources, s.Retries, s.Script?.Environment)));
        Assert.Equal(["s3cret-value", "$TOKEN2"], after.Steps[0].With.Where(w => w.Key is "t" or "u").Select(w => (string)w.Value!));
        Assert.Equal("parquet", after.Steps[2].Script!.InputForms["i"]);
    }
}

internal sealed class TableComponent : TestComponent
{
    public override string Name => "test/table";

    public override IReadOnlyList<Port> Inputs { get; } = [new("table", ArtifactKinds.Table)];

    public override Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct) => Task.FromResult(StepVerdict.Pass);
}
