using Rondo.Kernel;

namespace Rondo.Pipelines.Tests.Projects;

public sealed class PipelineReadingTests
{
    private const string Head = "rondo: 1\nproject: demo\npipeline:\n  steps:\n";

    [Fact]
    public void A_step_is_read_with_everything_it_can_say()
    {
        var project = Loading.Load(Head + """
                import: { uses: data/import }
                clean:
                  run: python clean.py
                  in: { raw: import.table, extra: { from: file:x.parquet, as: parquet }, names: dataset:names@3 }
                  out: { table: clean.csv, notes: notes.txt, scores: { file: s.json, kind: evaluation } }
                  with: { cap: 0.99, on: yes, flag: true, list: [1, a], text: "7" }
                  code: [clean.py, lib/*.py]
                  env: requirements.lock
                  resources: { cpus: 4, memory: 8 GB, time: 2h }
                  retries: 2
                train: { run: [python, train.py], in: { train: clean.table } }
            """).Value;

        Assert.False(project.IsDerived);
        var clean = project.Steps[1];
        Assert.Equal(new StepOutputReference("import", "table", new("rondo.yaml", 8, 18)), clean.Inputs["raw"]);
        Assert.Equal("x.parquet", Assert.IsType<ProjectFileReference>(clean.Inputs["extra"]).Path);
        Assert.Equal(("dataset", "names@3"), Assert.IsType<NamedReference>(clean.Inputs["names"]) is var n ? (n.Scheme, n.Text) : default);
        Assert.Equal("parquet", clean.Script!.InputForms["extra"]);
        Assert.Equal(["table table clean.csv", "notes file notes.txt", "scores evaluation s.json"], clean.Script.Outputs.Select(o => $"{o.Name} {o.Kind} {o.FileName}"));
        Assert.Equal("""{"cap":0.99,"flag":true,"list":[1,"a"],"on":"yes","text":"7"}""", CanonicalJson.Text(clean.With));
        Assert.Equal(new StepResources(4, 8_000_000_000, TimeSpan.FromHours(2)), clean.Resources);
        Assert.Equal((2, "requirements.lock", true), (clean.Retries, clean.Script.Environment, clean.Script.Shell));
        Assert.Equal(["python", "train.py"], project.Steps[2].Script!.Command);
        Assert.False(project.Steps[2].Script!.Shell);
    }

    [Theory]
    [InlineData("    a: { usses: x/y }\n", "yaml.unknown-key", "Did you mean 'uses'?")]
    [InlineData("    a: { uses: x/y, run: b }\n", "pipeline.step-kind", "both")]
    [InlineData("    a: { with: { x: 1 } }\n", "pipeline.step-kind", "neither")]
    [InlineData("    a: { uses: x/y, out: { b: c } }\n", "pipeline.built-in-keys", "'out'")]
    [InlineData("    a.b: { uses: x/y }\n", "pipeline.step-name", "'a.b'")]
    [InlineData("    a: { run: x, in: { b: c } }\n", "pipeline.input-form", "'c' names no input")]
    [InlineData("    a: { run: x, out: { b: ../c } }\n", "pipeline.output-path", "../c")]
    [InlineData("    a: { run: x, out: { b: /c } }\n", "pipeline.output-path", "/c")]
    [InlineData("    a: { run: x, out: { b: c, d: c } }\n", "pipeline.output-twice", "'b' and 'd'")]
    [InlineData("    a: { run: '' }\n", "pipeline.empty-command", "empty")]
    [InlineData("    a: { run: $TOKEN }\n", "pipeline.secret-command", "environment")]
    [InlineData("    a: { run: x, retries: -1 }\n", "yaml.bad-value", "retries")]
    [InlineData("    a: { run: x, resources: { memory: much } }\n", "yaml.bad-value", "memory")]
    [InlineData("    a: { run: x, resources: { cpu: 1 } }\n", "yaml.unknown-key", "'cpus'")]
    [InlineData("    a: b\n", "yaml.not-a-mapping", "'a'")]
    public void A_wrong_step_is_explained(string step, string code, string says)
    {
        var failure = Loading.TheFailureOf(Head + step);
        Assert.Equal(code, failure.Code);
        Assert.Equal(5, failure.Place!.Line);
        Assert.Contains(says, failure.Problem + failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_pipeline_is_refused() => Assert.Equal("pipeline.empty", Loading.TheFailureOf("rondo: 1\nproject: demo\npipeline: { steps: {} }\n").Code);
}
