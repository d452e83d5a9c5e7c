namespace Rondo.Pipelines.Tests.Projects;

/// <summary>A value of the environment is shown as its reference, wherever rondo.yaml is spoken of.</summary>
public sealed class HiddenValueTests
{
    private const string Head = "rondo: 1\nproject: demo\n";

    [Theory]
    [InlineData("project=$TOKEN")]
    [InlineData("description=$TOKEN")]
    [InlineData("slices=[a, $TOKEN]")]
    [InlineData("train.budget.trials=$TOKEN")]
    [InlineData("rondo=$TOKEN")]
    [InlineData("pipeline={ steps: { a: { uses: $TOKEN } } }")]
    [InlineData("pipeline={ steps: { a: { run: id, in: { x: $TOKEN } } } }")]
    [InlineData("pipeline={ steps: { a: { run: id, in: { x: { from: a.b, as: $TOKEN } } } } }")]
    [InlineData("pipeline={ steps: { a: { run: id, out: { x: { file: $TOKEN, kind: $TOKEN } } } } }")]
    [InlineData("pipeline={ steps: { a: { run: id, resources: { memory: $TOKEN } } } }")]
    [InlineData("pipeline={ steps: { a: { run: id, code: [$TOKEN] } } }")]
    public void No_failure_of_reading_or_checking_a_project_says_it(string option)
    {
        var read = Loading.Load(Head, option);
        var failures = read.Ok ? PipelineLint.Check(read.Value, Loading.Registry()).Failures : read.Failures;
        Assert.All(failures, f => Assert.DoesNotContain("s3cret", f.ToString() + string.Join(' ', f.Arguments.Values), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("project=$TOKEN", "project")]
    [InlineData("description=$TOKEN", "description")]
    [InlineData("slices=[$TOKEN]", "slices")]
    [InlineData("train.seed=$TOKEN", "train")]
    [InlineData("data.key=[$TOKEN]", "data.key")]
    public void What_everyone_reads_takes_none(string option, string says)
    {
        var failure = Assert.Single(Loading.Load(Head, option).Failures, f => f.Code is "yaml.public");
        Assert.StartsWith(says + " cannot hold", failure.Problem, StringComparison.Ordinal);
    }
}
