using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Contracts;
using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd.Serving;

/// <summary>Two <c>rondo up</c> on one PostgreSQL and one folder of contents.</summary>
public sealed class TwoServersTests(PostgreSqlServer postgres) : IClassFixture<PostgreSqlServer>
{
    private const int Rounds = 25;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Both_answer_one_is_killed_the_other_goes_on_and_the_watch_sees_what_both_did_once()
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path, TinyProject.Yaml + "monitor: { every: 300d, window: 1d }\n");
        var database = KeyValuePair.Create("RONDO_DATABASE", await postgres.NewSchemaAsync());
        foreach (var command in (string[])["run", "deploy tiny@1"])
        {
            var done = await CleanFailure.RunAsync(folder.Path, command.Split(' '), [database]);
            Assert.True(done.ExitCode == 0, $"rondo {command}\n{done}");
        }

        using var first = await UpProcess.StartAsync(folder.Path, database);
        using var second = await UpProcess.StartAsync(folder.Path, database);
        await WatchedOnceAsync(second);
        var answered = new List<string>();
        for (var i = 0; i < Rounds; i++)
        {
            answered.Add(await PredictAsync(first));
            answered.Add(await PredictAsync(second));
        }

        // The truth is told to the other one.
        Assert.Equal(Rounds, await TellAsync(second, answered.Where((_, i) => i % 2 == 0)));
        Assert.Equal(Rounds, await TellAsync(first, answered.Where((_, i) => i % 2 == 1)));
        foreach (var path in (string[])["/api/v1/endpoints/tiny", "/api/v1/projects/tiny"])
        {
            Assert.Equal(Lasting(await first.GetAsync(path)), Lasting(await second.GetAsync(path)));
        }

        // Whom a command meets is all the same.
        var shown = await CleanFailure.RunAsync(folder.Path, ["endpoints", "show", "tiny"], [database]);
        Assert.True(shown.ExitCode == 0 && shown.Output.Contains("live", StringComparison.Ordinal), shown.ToString());

        // What was answered more than a flush ago is in the journal of the killed one.
        await Task.Delay(1000);
        await first.KillAsync();
        for (var i = 0; i < Rounds; i++)
        {
            answered.Add(await PredictAsync(second));
        }

        var (rows, truths) = (0L, 0L);
        var begun = TimeProvider.System.GetTimestamp();
        while ((rows < answered.Count || truths < 2 * Rounds) && TimeProvider.System.GetElapsedTime(begun) < Patience)
        {
            var pass = await second.PostAsync("/api/v1/endpoints/tiny/monitor/run", "{}");
            (rows, truths) = (rows + (long)pass["rows"]!, truths + (long)pass["feedback"]!);
            await Task.Delay(500);
        }

        Assert.Equal((answered.Count, 2L * Rounds), (rows, truths));
        Assert.Equal(0, (long)(await second.PostAsync("/api/v1/endpoints/tiny/monitor/run", "{}"))["rows"]!);
        var captured = (await second.GetAsync("/api/v1/endpoints/tiny/predictions?limit=500"))["items"]!.AsArray().Select(i => (string)i!["id"]!).ToList();
        Assert.Equal(answered.Order(StringComparer.Ordinal), captured.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_server_without_the_contents_of_its_database_does_not_begin_and_on_SQLite_there_is_one()
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path);
        var database = KeyValuePair.Create("RONDO_DATABASE", await postgres.NewSchemaAsync());
        var ran = await CleanFailure.RunAsync(folder.Path, ["run"], [database]);
        Assert.True(ran.ExitCode == 0, ran.ToString());
        using var other = new TemporaryFolder();
        TinyProject.Write(other.Path);
        var refused = await CleanFailure.RunAsync(other.Path, ["up", "--port", "0"], [database]);
        Assert.True(refused.ExitCode == 3 && refused.Error.Contains("RONDO_HOME", StringComparison.Ordinal), refused.ToString());

        using var alone = await UpProcess.StartAsync(other.Path);
        var second = await CleanFailure.RunAsync(other.Path, ["up", "--port", "0"], []);
        Assert.True(second.ExitCode == 3 && second.Error.Contains($"already at {alone.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}", StringComparison.Ordinal), second.ToString());
    }

    private static async Task<string> PredictAsync(UpProcess up) => (string)(await up.PostAsync("/predict/tiny", ServedProject.Record))["prediction_id"]!;

    private static async Task<int> TellAsync(UpProcess up, IEnumerable<string> ids)
    {
        var records = new JsonArray([.. ids.Select((id, i) => (JsonNode)new JsonObject { ["prediction_id"] = id, ["truth"] = (90 + i).ToString(CultureInfo.InvariantCulture) })]);
        return (int)(await up.PostAsync("/feedback/tiny", new JsonObject { ["records"] = records }.ToJsonString()))["accepted"]!;
    }

    // The first pass is the loop's; the next is not due in this life.
    private static async Task WatchedOnceAsync(UpProcess up)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while ((await up.GetAsync("/api/v1/endpoints/tiny/monitor"))["ranAt"] is null)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, "No monitor ran.");
            await Task.Delay(100);
        }
    }

    // What a server counts of its own requests is its own.
    private static string Lasting(JsonObject document)
    {
        foreach (var own in (string[])["traffic", "requests", "waiting"])
        {
            document.Remove(own);
        }

        return document.ToJsonString();
    }
}
