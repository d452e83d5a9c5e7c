using Rondo.Bundles.Tests;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Retraining;
using Rondo.Deployment.Serving;
using Rondo.DuckDb;
using Rondo.Kernel;

namespace Rondo.Deployment.Tests.Capture;

public sealed class CaptureTests
{
    [Fact]
    public async Task Every_answer_is_captured_with_its_inputs()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await using var log = CaptureLog.Open(bench.Workspace);
        await using var server = new EndpointServer(bench.Workspace, new() { Captures = log });
        await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);
        await Bench.AskAsync(server, "bikes", """{"prediction_id": "a", "temp": 20, "weather": "雪", "workday": true, "at": "2026-01-02T03:04:05Z"}""");
        await Bench.AskAsync(server, "bikes", """[{"prediction_id": "b", "temp": 1}, {"prediction_id": "c", "temp": 2, "weather": "never seen"}]""");
        await Bench.AskAsync(server, "bikes", """{"temp": "x"}""", new PredictCall(TimeProvider.System.GetTimestamp()) { PredictionId = "d" });
        await log.FlushAsync("bikes", default);

        var file = Assert.Single(await new CaptureStore(bench.Workspace).FilesAfterAsync("bikes", 0, 10, default));
        Assert.Equal((1L, 4L, 4L, 0L), (file.Number, file.Rows, log.Captured, log.Dropped));
        Assert.Equal(
            [
                "a|1|ok|20.0|雪|1.0|2026-01-02 03:04:05",
                "b|1|ok|1.0|NULL|NULL|NULL",
                "c|1|ok|2.0|never seen|NULL|NULL",
                "d|1|invalid|NULL|NULL|NULL|NULL",
            ],
            Rows(file.Path, "concat_ws('|', _prediction_id, _version, _status, coalesce(temp::VARCHAR, 'NULL'), coalesce(weather, 'NULL'), coalesce(workday::VARCHAR, 'NULL'), coalesce(\"at\"::VARCHAR, 'NULL'))"));
        Assert.Equal(["14.0", "29.0"], Rows(file.Path, "_value::VARCHAR").Skip(1).Take(2));
        Assert.Equal(["BIGINT", "DOUBLE", "TIMESTAMP", "VARCHAR"], Types(file.Path, "_version", "temp", "\"at\"", "weather"));
    }

    [Fact]
    public async Task A_sample_is_chosen_by_the_id_and_has_its_share()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await using var log = CaptureLog.Open(bench.Workspace);
        await using var server = new EndpointServer(bench.Workspace, new() { Captures = log });
        await server.DeployAsync(Bench.Deploy("bikes", "demand") with { Settings = new() { Capture = 0.25 } }, default);
        for (var i = 0; i < 4; i++)
        {
            await Bench.AskAsync(server, "bikes", "[" + string.Join(',', Enumerable.Repeat("""{"temp": 1}""", 1000)) + "]");
        }

        await log.FlushAsync("bikes", default);
        var file = Assert.Single(await new CaptureStore(bench.Workspace).FilesAfterAsync("bikes", 0, 10, default));
        Assert.InRange(file.Rows, 850, 1150);
        Assert.All(Rows(file.Path, "_prediction_id"), id => Assert.True(PredictionId.IsSampled(id, 0.25)));
    }

    [Fact]
    public async Task A_journal_cut_off_anywhere_gives_every_whole_prediction()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        byte[] bytes;
        await using (var log = CaptureLog.Open(bench.Workspace))
        await using (var server = new EndpointServer(bench.Workspace, new() { Captures = log }))
        {
            await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);
            for (var i = 0; i < 5; i++)
            {
                await Bench.AskAsync(server, "bikes", """{"temp": 1}""");
            }

            await log.DrainAsync(default);
            var journal = Assert.Single(Directory.GetFiles(Path.Combine(bench.Workspace.Folder, "captures", "bikes")));
            await using (var reading = new FileStream(journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
            {
                bytes = new byte[reading.Length];
                await reading.ReadExactlyAsync(bytes);
            }
        }

        for (var n = 0; n < 3; n++)
        {
            await WriteAsync($"cut{n}", bytes[..^((n * 30) + 1)]);
        }

        await WriteAsync("headless", bytes[..10]);
        await using var next = CaptureLog.Open(bench.Workspace);
        await next.RollAsync(default);
        var store = new CaptureStore(bench.Workspace);
        Assert.Equal(5, Assert.Single(await store.FilesAfterAsync("bikes", 0, 10, default)).Rows);
        for (var n = 0; n < 3; n++)
        {
            Assert.Equal(4, Assert.Single(await store.FilesAfterAsync($"cut{n}", 0, 10, default)).Rows);
        }

        Assert.True(next.TornBytes > 0);
        Assert.Empty(await store.FilesAfterAsync("headless", 0, 10, default));
        Assert.Empty(Directory.GetFiles(bench.Workspace.Folder, "*.journal", SearchOption.AllDirectories));

        Task WriteAsync(string endpoint, byte[] journal) => File.WriteAllBytesAsync(
            Path.Combine(Directory.CreateDirectory(Path.Combine(bench.Workspace.Folder, "captures", endpoint)).FullName, "J.journal"), journal);
    }

    [Fact]
    public async Task A_journal_rolled_before_a_crash_counts_once()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await using var log = CaptureLog.Open(bench.Workspace);
        await using var server = new EndpointServer(bench.Workspace, new() { Captures = log });
        await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);
        await Bench.AskAsync(server, "bikes", """{"temp": 1}""");
        await log.DrainAsync(default);
        var journal = Assert.Single(Directory.GetFiles(Path.Combine(bench.Workspace.Folder, "captures", "bikes")));
        var copy = journal + ".copy";
        File.Copy(journal, copy);
        await log.FlushAsync("bikes", default);

        // as if the process had been killed before it removed the journal
        File.Move(copy, journal);
        await log.RollAsync(default);
        Assert.Single(await new CaptureStore(bench.Workspace).FilesAfterAsync("bikes", 0, 10, default));
        Assert.False(File.Exists(journal));

        await Bench.AskAsync(server, "bikes", """{"temp": 1}""");
        await log.FlushAsync("bikes", default);
        Assert.Equal([1L, 2L], (await new CaptureStore(bench.Workspace).FilesAfterAsync("bikes", 0, 10, default)).Select(f => f.Number));
    }

    [Fact]
    public async Task The_journal_of_a_living_process_is_left_alone()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await using var log = CaptureLog.Open(bench.Workspace);
        await using var other = CaptureLog.Open(await bench.OpenWorkspaceAsync());
        await using var server = new EndpointServer(bench.Workspace, new() { Captures = log });
        await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);
        await Bench.AskAsync(server, "bikes", """{"temp": 1}""");
        await log.DrainAsync(default);
        await other.FlushAsync(null, default);
        Assert.Empty(await new CaptureStore(bench.Workspace).FilesAfterAsync("bikes", 0, 10, default));
        await log.FlushAsync(null, default);
        Assert.Single(await new CaptureStore(bench.Workspace).FilesAfterAsync("bikes", 0, 10, default));
    }

    [Fact]
    public async Task An_id_that_is_given_again_to_another_record_is_counted_and_every_one_is_found()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await using var log = CaptureLog.Open(bench.Workspace);
        await using var server = new EndpointServer(bench.Workspace, new() { Captures = log });
        await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);
        await server.DeployAsync(Bench.Deploy("other", "demand"), default);
        var store = new CaptureStore(bench.Workspace);
        await AskAsync("bikes", "order-1", 1);
        await AskAsync("bikes", "order-1", 1); // asked again because the answer was lost: the same record
        await AskAsync("bikes", "order-2", 1);
        Assert.Equal((0L, null), await store.RepeatedAsync("bikes", DateTimeOffset.MinValue, default));

        await AskAsync("bikes", "order-1", 2);
        await AskAsync("other", "order-1", 3);
        await Bench.AskAsync(server, "bikes", """{"prediction_id": "order-2", "temp": "x"}""");
        await log.FlushAsync(null, default);
        Assert.Equal((1L, "order-1"), await store.RepeatedAsync("bikes", DateTimeOffset.MinValue, default));
        Assert.Equal((0L, null), await store.RepeatedAsync("other", DateTimeOffset.MinValue, default));
        Assert.Equal((0L, null), await store.RepeatedAsync("bikes", bench.Workspace.Clock.GetUtcNow().AddMinutes(1), default));
        Assert.Equal(1, log.Repeated);

        await new FeedbackStore(bench.Workspace).AddAsync("bikes", Models.DemandSignature, [new("order-1", "17", default)], replace: false, default);
        var failure = Assert.Single((await ExplainPrediction.RunAsync(bench.Workspace, "order-1", null, default)).Failures);
        Assert.Equal(("prediction.several", "Predictions of 2 endpoints have the id 'order-1': bikes (3), other."), (failure.Code, failure.Problem));
        var why = (await ExplainPrediction.RunAsync(bench.Workspace, "order-1", "bikes", default)).Value;
        Assert.Equal((14.0, "17"), ((double)why.Answer["value"]!, why.Truth!.Truth));
        Assert.Equal([14.0, 24.0], why.Others.Select(o => o.Value!.Value));
        Assert.Empty((await ExplainPrediction.RunAsync(bench.Workspace, "order-1", "other", default)).Value.Others);
        Assert.Contains("behind 'nowhere'", Assert.Single((await ExplainPrediction.RunAsync(bench.Workspace, "order-1", "nowhere", default)).Failures).Problem, StringComparison.Ordinal);

        async Task AskAsync(string endpoint, string id, double temp)
        {
            await Bench.AskAsync(server, endpoint, System.Text.Json.JsonSerializer.Serialize(new { prediction_id = id, temp }));
            await log.FlushAsync(null, default);
        }
    }

    [Fact]
    public async Task What_cannot_wait_is_dropped_and_counted()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await using var log = CaptureLog.Open(bench.Workspace, new() { WaitingBytes = 100 });
        await using var server = new EndpointServer(bench.Workspace, new() { Captures = log });
        await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);
        Assert.Equal(PredictOutcome.Ok, (await Bench.AskAsync(server, "bikes", """[{"temp": 1}, {"temp": 2}]""")).Answer.Outcome);
        Assert.Equal((2L, 0L), (log.Dropped, log.Captured));
    }

    [Fact]
    public async Task Of_a_prediction_that_was_not_captured_its_truth_is_told_and_why_it_may_be_missing()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await using var log = CaptureLog.Open(bench.Workspace, new() { WaitingBytes = 100 });
        await using var server = new EndpointServer(bench.Workspace, new() { Captures = log });
        await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);
        await Bench.AskAsync(server, "bikes", """{"prediction_id": "order-1", "temp": 1}""");
        Assert.True((await new FeedbackStore(bench.Workspace).AddAsync("bikes", Models.DemandSignature, [new("order-1", "17", new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))], replace: false, default)).Ok);

        var failure = Assert.Single((await ExplainPrediction.RunAsync(bench.Workspace, "order-1", null, default)).Failures);

        Assert.Equal(("prediction.uncaptured", FailureKind.No), (failure.Code, failure.Kind));
        Assert.StartsWith("The prediction 'order-1' of bikes was not captured; its truth is 17, observed 2026-01-02 03:04 UTC and received ", failure.Problem, StringComparison.Ordinal);
        Assert.Contains("not among the 100 % that are captured, was dropped", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal("prediction.uncaptured", Assert.Single((await ExplainPrediction.RunAsync(bench.Workspace, "order-1", "bikes", default)).Failures).Code);
        Assert.Equal("prediction.unknown", Assert.Single((await ExplainPrediction.RunAsync(bench.Workspace, "order-1", "other", default)).Failures).Code);
        Assert.Equal("prediction.unknown", Assert.Single((await ExplainPrediction.RunAsync(bench.Workspace, "order-2", null, default)).Failures).Code);
    }

    private static List<string> Rows(string parquet, string expression)
    {
        using var database = Database.Open(null);
        using var connection = database.Connect();
        using var result = connection.Query($"SELECT {expression} FROM read_parquet({Sql.Literal(parquet)}) ORDER BY _prediction_id");
        return [.. result.Rows().Select(r => (string)r[0]!)];
    }

    private static List<string> Types(string parquet, params string[] columns)
    {
        using var database = Database.Open(null);
        using var connection = database.Connect();
        using var result = connection.Query($"SELECT {string.Join(", ", columns.Select(c => $"typeof({c})"))} FROM read_parquet({Sql.Literal(parquet)}) LIMIT 1");
        return [.. result.Rows().Single().Select(v => (string)v!)];
    }
}
