using System.Text.Json.Nodes;

namespace Rondo.EndToEnd.Serving;

/// <summary>Deploying, rolling back and feedback from the command line, with and without a server.</summary>
public sealed class DeployTests(ServedProject project) : IClassFixture<ServedProject>
{
    [Fact]
    public async Task A_server_that_starts_later_serves_what_was_deployed_without_one()
    {
        using var folder = project.Copy();
        var without = await RunAsync(folder, "deploy", "tiny@1", "--endpoint", "rides", "--reason", "a beginning");
        Assert.StartsWith("rides serves tiny@1 now.", without.Output, StringComparison.Ordinal);
        Assert.Contains("rondo up", without.Output, StringComparison.Ordinal);
        var listed = await RunAsync(folder, "endpoints", "list", "--json");
        using var up = await UpProcess.StartAsync(folder.Path);
        Assert.Equal(1, (int)(await up.PostAsync("/predict/rides", ServedProject.Record))["version"]!);
        Assert.Equal(listed.Output, (await RunAsync(folder, "endpoints", "list", "--json")).Output);
    }

    [Fact]
    public async Task A_running_server_is_changed_at_once()
    {
        using var folder = project.Copy();
        using var up = await UpProcess.StartAsync(folder.Path);
        await RunAsync(folder, "deploy", "tiny@1");
        var second = await RunAsync(folder, "deploy", "tiny", "--reason", "more trees");
        Assert.StartsWith("tiny serves tiny@2 now. Back to tiny@1: rondo rollback tiny.", second.Output, StringComparison.Ordinal);
        var answer = await up.PostAsync("/predict/tiny", ServedProject.Record);
        Assert.Equal(2, (int)answer["version"]!);
        Assert.StartsWith("tiny serves tiny@1 again.", (await RunAsync(folder, "rollback", "tiny", "--reason", "worse")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (int)(await up.PostAsync("/predict/tiny", ServedProject.Record))["version"]!);
        var shown = await RunAsync(folder, "endpoints", "show", "tiny");
        Assert.Contains("more trees", shown.Output, StringComparison.Ordinal);
        Assert.Contains("worse", shown.Output, StringComparison.Ordinal);

        var id = (string)answer["prediction_id"]!;
        Assert.StartsWith("1 truths taken", (await RunAsync(folder, "feedback", "tiny", "--id", id, "--truth", "91")).Output, StringComparison.Ordinal);
        folder.File("truths.csv", $"truth,prediction_id,observed_at\n91,{id},\n80,later,2026-11-21T08:30:00Z\n");
        Assert.StartsWith("1 truths taken, 1 known already", (await RunAsync(folder, "feedback", "tiny", "truths.csv")).Output, StringComparison.Ordinal);
        folder.File("truths.jsonl", $$"""{"prediction_id": "{{id}}", "truth": 12}""" + "\n");
        var conflict = await RondoProgram.RunAsync(folder.Path, "feedback", "tiny", "truths.jsonl", "--json");
        Assert.Equal(1, conflict.ExitCode);
        Assert.Equal(id, (string)JsonNode.Parse(conflict.Output)!["conflicts"]![0]!["prediction_id"]!);
    }

    [Fact]
    public async Task A_server_that_is_named_says_how_endpoints_fare_and_what_has_an_id()
    {
        using var folder = project.Copy();
        using var elsewhere = new TemporaryFolder();
        await RunAsync(folder, "deploy", "tiny@1");
        await RunAsync(folder, "deploy", "tiny@2", "--endpoint", "rides");
        using var up = await UpProcess.StartAsync(folder.Path);
        var record = JsonNode.Parse(ServedProject.Record)!.AsObject();
        foreach (var (endpoint, hour) in ((string, int)[])[("tiny", 8), ("tiny", 17), ("rides", 8)])
        {
            (record["prediction_id"], record["hour"]) = ("order-7", hour);
            await up.PostAsync("/predict/" + endpoint, record.ToJsonString());
        }

        Assert.Equal(2, (await AskAsync("why", "order-7")).ExitCode);
        Assert.Contains("Predictions of 2 endpoints have the id 'order-7': rides, tiny (2).", (await AskAsync("why", "order-7")).Error, StringComparison.Ordinal);
        var why = await AskAsync("why", "order-7", "--endpoint", "tiny");
        Assert.Contains("again", why.Output, StringComparison.Ordinal);
        Assert.Contains("by tiny@1", why.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await AskAsync("why", "nothing-of-this-name")).ExitCode);
        Assert.Contains("1 prediction has an id that an earlier one had for another record", (await AskAsync("endpoints", "show", "tiny")).Output, StringComparison.Ordinal);

        await RunAsync(folder, "feedback", "rides", "--id", "order-7", "--truth", "91");
        var run = await AskAsync("monitor", "run");
        Assert.Contains("rides", run.Output, StringComparison.Ordinal);
        Assert.Contains("tiny @1  looked at", (await AskAsync("monitor", "status", "tiny")).Output, StringComparison.Ordinal);
        var status = await AskAsync("monitor", "status", "--json");
        Assert.Equal(["rides", "tiny"], JsonNode.Parse(status.Output)!.AsArray().Select(m => (string)m!["endpoint"]!));
        Assert.Contains("'tiny'", (await AskAsync("monitor", "status", "tinny")).Error, StringComparison.Ordinal);
        Assert.Equal((await RondoProgram.RunAsync(folder.Path, "monitor", "status")).Output, (await AskAsync("monitor", "status")).Output);
        var life = await AskAsync("status");
        Assert.Contains("In use", life.Output, StringComparison.Ordinal);
        Assert.Equal((await RondoProgram.RunAsync(folder.Path, "status")).Output, life.Output);

        Task<ProgramResult> AskAsync(params string[] arguments) =>
            Broken.CleanFailure.RunAsync(elsewhere.Path, arguments, [KeyValuePair.Create("RONDO_SERVER", up.Http.BaseAddress!.GetLeftPart(UriPartial.Authority))]);
    }

    [Fact]
    public async Task An_imported_model_behind_an_endpoint_is_the_project_s_and_so_is_the_endpoint()
    {
        using var folder = project.Copy();
        await RunAsync(folder, "model", "export", "tiny@1", "-o", "x.rondo");
        await RunAsync(folder, "model", "import", "x.rondo", "--name", "bought");
        await RunAsync(folder, "deploy", "bought@1", "--endpoint", "tiny");
        Assert.Contains("tiny serves version 1", (await RondoProgram.RunAsync(folder.Path, "status")).Output, StringComparison.Ordinal);

        var yaml = Path.Combine(folder.Path, "rondo.yaml");
        await File.WriteAllTextAsync(yaml, (await File.ReadAllTextAsync(yaml)).Replace("mae <= 500 on test", "mae <= 0.001 on test", StringComparison.Ordinal));
        var refused = await RondoProgram.RunAsync(folder.Path, "deploy", "bought@1", "--endpoint", "tiny");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("The gate of bought@1 says FAIL", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_at_a_server_answers_with_the_gate_of_its_version_as_one_here_does()
    {
        using var folder = project.Copy();
        var yaml = Path.Combine(folder.Path, "rondo.yaml");
        await File.WriteAllTextAsync(yaml, (await File.ReadAllTextAsync(yaml)).Replace("mae <= 500 on test", "mae <= 0.001 on test", StringComparison.Ordinal));
        using var up = await UpProcess.StartAsync(folder.Path);

        var fresh = await AskAsync("run", "-D", "train.xgboost.rounds=9");
        var again = await AskAsync("run", "-D", "train.xgboost.rounds=9");
        var older = await AskAsync("run", "--json");

        Assert.All([fresh, again, older], r => Assert.True(r.ExitCode == 1, r.ToString()));
        Assert.Contains("Model: tiny@3", fresh.Output, StringComparison.Ordinal);
        Assert.Contains("FAIL    mae <= 0.001 on test", again.Output, StringComparison.Ordinal);
        Assert.Equal(("tiny@4", "FAIL"), ((string?)JsonNode.Parse(older.Output)!["version"], (string?)JsonNode.Parse(older.Output)!["gate"]));

        Task<ProgramResult> AskAsync(params string[] arguments) =>
            Broken.CleanFailure.RunAsync(folder.Path, arguments, [KeyValuePair.Create("RONDO_SERVER", up.Http.BaseAddress!.GetLeftPart(UriPartial.Authority))]);
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_with_a_remedy()
    {
        using var folder = project.Copy();
        folder.File("bad.csv", "prediction_id,truth\na,1\nb,\n");
        await RunAsync(folder, "deploy", "tiny");
        foreach (var (arguments, said) in new (string[], string)[]
        {
            (["deploy", "tinny"], "tinny"),
            (["deploy", "tiny@9"], "9"),
            (["deploy", "tiny", "--endpoint", "No Name"], "cannot name an endpoint"),
            (["rollback", "tiny"], "no former version"),
            (["rollback", "tin"], "tiny"),
            (["endpoints", "show", "none"], "none"),
            (["feedback", "tiny", "bad.csv"], "bad.csv:3"),
            (["feedback", "tiny", "none.csv"], "none.csv"),
            (["feedback", "tiny"], "--id"),
            (["feedback", "tiny", "--id", "a", "--truth", "many"], "many"),
        })
        {
            var result = await RondoProgram.RunAsync(folder.Path, arguments);
            Assert.True(result.ExitCode is 1 or 2, $"{string.Join(' ', arguments)}: {result}");
            Assert.Contains(said, result.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        }
    }

    private static async Task<ProgramResult> RunAsync(TemporaryFolder folder, params string[] arguments)
    {
        var result = await RondoProgram.RunAsync(folder.Path, arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result}");
        return result;
    }
}
