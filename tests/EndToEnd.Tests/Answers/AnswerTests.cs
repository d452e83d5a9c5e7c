using System.Text.Json.Nodes;
using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd.Answers;

/// <summary>What the commands say, to people and to machines.</summary>
public sealed class AnswerTests(TinyRun project) : IClassFixture<TinyRun>
{
    [Fact]
    public async Task A_run_answers_with_the_gate_of_the_version_it_met_again_and_not_of_the_newest()
    {
        var run = JsonNode.Parse((await RunAsync("run", "--json")).Output)!;
        Assert.Equal("tiny@1", (string?)run["version"]);
        var judged = Assert.Single(run["gate"]!["judgements"]!.AsArray())!;
        Assert.Equal("mae <= 500 on test", (string?)judged["text"]);
        Assert.Equal("PASS", (string?)judged["outcome"]);
        Assert.True((double?)judged["value"] > 0);
        Assert.NotNull(judged["low"]);
        Assert.Contains("Model: tiny@1", (await RunAsync("run")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run --nope", "--nope", "rondo run --help")]
    [InlineData("run --explian", "Did you mean '--explain'", "rondo run --help")]
    [InlineData("show report --nope", "--nope", "rondo show report --help")]
    [InlineData("show run --jsn", "Did you mean '--json'", "rondo show run --help")]
    [InlineData("model show --crad", "Did you mean '--card'", "rondo model show --help")]
    [InlineData("model lst", "Did you mean 'list'", "rondo model --help")]
    [InlineData("data add --x file.csv", "--x", "rondo data add --help")]
    public async Task What_looks_like_an_option_and_is_none_is_a_misuse_with_the_nearest_one(string command, string says, string help)
    {
        var result = await RunAsync(command.Split(' '));
        Assert.Equal(2, result.ExitCode);
        CleanFailure.IsClean(command, result);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.EndsWith("Try: " + help, result.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_of_runs_is_json_when_asked_for()
    {
        var runs = JsonNode.Parse((await RunAsync("show", "run", "--json")).Output)!["runs"]!.AsArray();
        Assert.True(runs.Count >= 2);
        Assert.All(runs, r => Assert.Equal(("pipeline", "tiny"), ((string?)r!["kind"], (string?)r["name"])));
    }

    [Fact]
    public async Task Parameters_of_a_step_are_shown_as_they_were_written()
    {
        var latest = JsonNode.Parse((await RunAsync("show", "run", "--json")).Output)!["runs"]![0]!["id"]!.ToString();
        var children = JsonNode.Parse((await RunAsync("show", "run", latest, "--json")).Output)!["children"]!.AsArray();
        var runs = await Task.WhenAll(children.Select(c => RunAsync("show", "run", (string)c!["id"]!)));
        Assert.DoesNotContain(runs, r => r.Output.Contains("\\u003", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task One_requirement_is_one()
    {
        Assert.Contains("1 requirement\n", (await RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_workspace_keeps_itself_out_of_version_control()
    {
        Assert.Equal("*\n", await File.ReadAllTextAsync(Path.Combine(project.Folder, ".rondo", ".gitignore")));
    }

    [Fact]
    public async Task A_failed_step_shows_what_it_said_and_its_failure_once()
    {
        using var folder = new TemporaryFolder();
        folder.File("rondo.yaml", "rondo: 1\nproject: bad\npipeline:\n  steps:\n    a: { run: 'echo I say so; exit 7' }\n");
        var result = await CleanFailure.RunAsync(folder.Path, "run");
        Assert.Equal(3, result.ExitCode);
        Assert.Single(Lines("I say so"));
        Assert.Single(Lines("exit code 7"));

        IEnumerable<string> Lines(string with) => result.Error.Split('\n').Where(l => l.Contains(with, StringComparison.OrdinalIgnoreCase));
    }

    private Task<ProgramResult> RunAsync(params string[] command) => CleanFailure.RunAsync(project.Folder, command);
}
