using Rondo.Kernel;

namespace Rondo.Pipelines.Tests.Projects;

/// <summary>What may be overridden by who may run the pipeline of a server and has not its folder.</summary>
public sealed class AskedOverridesTests : IDisposable
{
    private const string Yaml = """
        rondo: 1
        project: shop
        train: { seed: 1 }
        pipeline:
          steps:
            clean: { run: "sh clean.sh", with: { cap: 0.5, mode: fast }, out: { o: o.txt } }
            fetch: { run: "sh fetch.sh", with: { host: example.org, token: $TOKEN }, out: { o: o.txt } }
            built: { uses: test/first, with: { cap: 1 } }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("rondo-asked-").FullName;

    public AskedOverridesTests()
    {
        File.WriteAllText(Path.Combine(_folder, "rondo.yaml"), Yaml);
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        File.WriteAllText(Path.Combine(_folder, "data", "a.csv"), "x\n1\n");
        File.WriteAllText(Path.Combine(_folder, ".env"), "KEY=1\n");
        Directory.CreateDirectory(Path.Combine(_folder, "linked"));
        File.CreateSymbolicLink(Path.Combine(_folder, "linked", "passwd"), "/etc/passwd");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "etc"), "/etc");
    }

    [Theory]
    [InlineData("train.seed=8")]
    [InlineData("train.xgboost={depth: 3}")]
    [InlineData("train.xgboost.depth=3")]
    [InlineData("slices=[a, b]")]
    [InlineData("charter.requirements=[mae <= 3 on test]")]
    [InlineData("data.split={by: time, test: 20%}")]
    [InlineData("data.drop=[casual]")]
    [InlineData("data.source=data/a.csv")]
    [InlineData("data.source=data/*.csv")]
    [InlineData("data.test=./data/a.csv")]
    [InlineData("pipeline.steps.clean.with.cap=0.7")]
    [InlineData("pipeline.steps.clean.with.mode=slow")]
    public void Values_may_be_set(string option) => Assert.DoesNotContain(Load(option).Failures, f => f.Code.StartsWith("override.", StringComparison.Ordinal));

    [Theory]
    [InlineData("pipeline={steps: {evil: {run: \"id\"}}}", "pipeline")]
    [InlineData("pipeline.steps={evil: {run: \"id\"}}", "pipeline.steps")]
    [InlineData("pipeline.steps.evil={run: id}", "pipeline.steps.evil")]
    [InlineData("pipeline.steps.evil.run=id", "pipeline.steps.evil.run")]
    [InlineData("pipeline.steps.clean.run=id", "pipeline.steps.clean.run")]
    [InlineData("pipeline.steps.clean.code=[x]", "pipeline.steps.clean.code")]
    [InlineData("pipeline.steps.clean.env=x", "pipeline.steps.clean.env")]
    [InlineData("pipeline.steps.clean.in.x=file:/etc/passwd", "pipeline.steps.clean.in.x")]
    [InlineData("pipeline.steps.clean.with={cap: 1}", "pipeline.steps.clean.with")]
    [InlineData("pipeline.steps.clean.with.other=1", "pipeline.steps.clean.with.other")]
    [InlineData("pipeline.steps.clean.with.cap='$(id)'", "pipeline.steps.clean.with.cap")]
    [InlineData("pipeline.steps.clean.with.mode=https://evil.example", "pipeline.steps.clean.with.mode")]
    [InlineData("pipeline.steps.clean.with.mode=../../etc/passwd", "pipeline.steps.clean.with.mode")]
    [InlineData("pipeline.steps.fetch.with.host=evil.example", "pipeline.steps.fetch.with.host")]
    [InlineData("pipeline.steps.built.with.cap=2", "pipeline.steps.built.with.cap")]
    [InlineData("project=other", "project")]
    [InlineData("rondo=1", "rondo")]
    [InlineData("train={seed: 1}", "train")]
    [InlineData("train.hook=id", "train.hook")]
    [InlineData("charter={task: regression}", "charter")]
    [InlineData("charter.people.owner=eve@example.org", "charter.people.owner")]
    [InlineData("charter.people={}", "charter.people")]
    [InlineData("data.traffic=other.traffic@1", "data.traffic")]
    [InlineData("serve.endpoint=other", "serve.endpoint")]
    [InlineData("monitor.notify=[{ webhook: https://evil.example }]", "monitor.notify")]
    [InlineData("retrain.promote=automatic", "retrain.promote")]
    [InlineData("nothing.known=1", "nothing.known")]
    public void What_is_executed_where_it_lies_and_whom_it_talks_to_may_not(string option, string key)
    {
        var failure = Assert.Single(Load(option).Failures);
        Assert.Equal("override.not-a-value", failure.Code);
        Assert.StartsWith(key + " cannot be set over the API", failure.Problem, StringComparison.Ordinal);
        Assert.Equal("-D " + key, failure.Place!.ToString());
        Assert.Contains("on the server", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train.seed=$TOKEN", "TOKEN")]
    [InlineData("train.seed=${TOKEN}", "TOKEN")]
    [InlineData("data.source=\"$TOKEN\"", "TOKEN")]
    [InlineData("data.drop=[a, $HOME]", "HOME")]
    [InlineData("slices=['$TOKEN']", "TOKEN")]
    [InlineData("project=$TOKEN", "TOKEN")]
    [InlineData("pipeline={steps: {a: {run: id, with: {t: $NOT_THERE}}}}", "NOT_THERE")]
    public void The_environment_is_refused_by_name(string option, string name)
    {
        var failure = Assert.Single(Load(option).Failures);
        Assert.Equal("override.environment", failure.Code);
        Assert.Contains($"({name})", failure.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../shop/data/a.csv")]
    [InlineData("data/../../a.csv")]
    [InlineData("https://evil.example/a.csv")]
    [InlineData("file:/etc/passwd")]
    [InlineData("dataset:other.traffic@1")]
    [InlineData("~/a.csv")]
    [InlineData(".env")]
    [InlineData(".*")]
    [InlineData("'*'")]
    [InlineData(".rondo/rondo.db")]
    [InlineData("linked/passwd")]
    [InlineData("linked")]
    [InlineData("linked/*")]
    [InlineData("etc/passwd")]
    [InlineData("etc/pass*")]
    public void A_source_is_a_plain_file_of_the_project(string path)
    {
        foreach (var key in (string[])["data.source", "data.test"])
        {
            var failure = Assert.Single(Load($"{key}={path}").Failures);
            Assert.Equal("override.file", failure.Code);
            Assert.Contains(key, failure.Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void In_the_folder_every_key_may_be_overridden() =>
        Assert.Equal("id", ProjectLoader.Load(_folder, ["pipeline.steps.clean.run=id"], Loading.Registry(), _ => "s3cret-value").Value.Steps[0].Script!.Command[0]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Result<Project> Load(params string[] overrides) =>
        ProjectLoader.LoadAsked(_folder, overrides, Loading.Registry(), name => name is "TOKEN" or "HOME" ? "s3cret-value" : null);
}
