using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rondo.Data;
using Rondo.Deployment.Capture;
using Rondo.Server.Tests.Inference;

namespace Rondo.Server.Tests;

/// <summary>Monitors and alerts over HTTP, on traffic that goes through the server itself.</summary>
public sealed class WatchingTests
{
    private static readonly DateTimeOffset Begin = new(2027, 3, 1, 1, 0, 0, TimeSpan.Zero);

    // Fifty cold days, then warm ones: rows by hundreds of temperatures from 0 to 30.
    private const string Project = """
        rondo: 1
        project: demand
        charter: { task: regression, target: cnt }
        monitor: { every: 300d, window: 1d, minimum-rows: 50 }
        """;

    [Fact]
    public async Task Drift_shows_in_the_monitor_and_becomes_an_alert_that_people_take_on_and_end()
    {
        var clock = new Clock { Now = Begin };
        await using var running = await RunningServer.StartAsync(Project, o => o with { Clock = clock });
        await InferenceTests.DeployAsync(running, profile: Profile());
        await FirstPassAsync(running);
        using var live = await running.Http.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await live.Content.ReadAsStreamAsync());
        var empty = await running.GetAsync("/api/v1/endpoints/bikes/monitor");
        Assert.Equal(("waiting", null), ((string?)empty["state"], empty["lastWindow"]));

        var ids = await DayAsync(running, clock, 0, warmth: 0);
        await DayAsync(running, clock, 1, warmth: 25);
        await DayAsync(running, clock, 2, warmth: 25);
        foreach (var id in ids)
        {
            Assert.Equal(200, (await InferenceTests.SendAsync(running, "/feedback/bikes", $$"""{"prediction_id": "{{id}}", "truth": 90}""")).Status);
        }

        clock.Now = Begin.AddDays(4);
        var look = (await running.SendAsync(HttpMethod.Post, "/api/v1/endpoints/bikes/monitor/run")).Body!;
        Assert.Equal((3, "drift"), ((int)look["windows"]!, (string?)look["alerts"]!.AsArray().Single(a => (string?)a!["rule"] == "drift")!["rule"]));

        var monitor = await running.GetAsync("/api/v1/endpoints/bikes/monitor");
        Assert.Equal(("firing", "2027-03-03T00:00:00+00:00", 200), ((string?)monitor["state"], (string?)monitor["lastWindow"]!["from"], (int)monitor["lastWindow"]!["rows"]!));
        var temp = monitor["columns"]!.AsArray().Single(c => (string?)c!["name"] == "temp")!;
        Assert.Equal(("drift", 2), ((string?)temp["state"], (int)temp["persisted"]!));
        Assert.True((double)temp["effect"]! > (double)temp["threshold"]! && (double)temp["threshold"]! > (double)temp["noise"]!);
        Assert.Equal("ok", (string?)monitor["columns"]!.AsArray().Single(c => (string?)c!["name"] == "weather")!["state"]);
        var mae = monitor["performance"]!.AsArray().Single(p => (string?)p!["metric"] == "mae")!;
        Assert.Equal(("2027-03-01T00:00:00+00:00", 200, 200), ((string?)mae["from"], (int)mae["rows"]!, (int)mae["labelled"]!));
        Assert.True((double)mae["low"]! < (double)mae["value"]! && (double)mae["value"]! < (double)mae["high"]!);
        Assert.Equal("ok", (string?)monitor["concept"]!["state"]);
        Assert.True((double)monitor["latency"]!["p95"]! > 0);

        var history = (await running.GetAsync("/api/v1/endpoints/bikes/monitor/history?column=temp"))["points"]!.AsArray();
        Assert.Equal(["ok", "drift", "drift"], history.Select(p => (string?)p!["state"]));
        Assert.All(history, p => Assert.True((DateTimeOffset)p!["from"]! < (DateTimeOffset)p["to"]!));
        Assert.Equal([(double)mae["value"]!], (await running.GetAsync("/api/v1/endpoints/bikes/monitor/history?metric=mae"))["points"]!.AsArray().Select(p => (double)p!["value"]!));
        foreach (var column in new[] { "temp", "weather", "(prediction)" })
        {
            var bins = (await running.GetAsync("/api/v1/endpoints/bikes/monitor/distribution?column=" + column))["bins"]!.AsArray();
            Assert.Equal(1, bins.Sum(b => (double)b!["reference"]!), 9);
            Assert.Equal(1, bins.Sum(b => (double)b!["current"]!), 9);
        }

        await LiveAsync(running, events);
    }

    [Fact]
    public async Task What_is_no_alert_column_or_time_is_said_so()
    {
        await using var running = await RunningServer.StartAsync(Project);
        await InferenceTests.DeployAsync(running, profile: Profile());
        Assert.Equal((404, "alert.unknown"), Code(await running.SendAsync(HttpMethod.Get, "/api/v1/alerts/none")));
        Assert.Equal((404, "alert.unknown"), Code(await running.SendAsync(HttpMethod.Post, "/api/v1/alerts/none/acknowledge", new { comment = "" })));
        Assert.Equal((400, "request.state"), Code(await running.SendAsync(HttpMethod.Get, "/api/v1/alerts?state=loud")));
        Assert.Equal((400, "request.history"), Code(await running.SendAsync(HttpMethod.Get, "/api/v1/endpoints/bikes/monitor/history")));
        Assert.Equal((404, "endpoint.unknown"), Code(await running.SendAsync(HttpMethod.Get, "/api/v1/endpoints/other/monitor")));
        Assert.Equal((404, "endpoint.unknown"), Code(await running.SendAsync(HttpMethod.Post, "/api/v1/endpoints/other/monitor/run")));
        Assert.Equal("monitor.none", Code(await running.SendAsync(HttpMethod.Get, "/api/v1/endpoints/bikes/monitor/distribution?column=temp")).Code);
    }

    private static async Task LiveAsync(RunningServer running, StreamReader events)
    {
        var listed = (await running.GetAsync("/api/v1/alerts?state=firing&endpoint=bikes"))["items"]!.AsArray();
        var id = (string)listed.Single(a => (string?)a!["rule"] == "drift")!["id"]!;
        var alert = await running.GetAsync("/api/v1/alerts/" + id);
        Assert.Equal(("bikes", "warning", "firing", "drift", 2), ((string?)alert["endpoint"], (string?)alert["severity"], (string?)alert["state"], (string?)alert["code"], (int)alert["windows"]!));
        Assert.Equal(("temp", "/alerts/" + id), ((string?)alert["args"]!["column"], (string?)alert["link"]));
        Assert.Equal("temp", (string?)alert["evidence"]!["columns"]![0]!["name"]);
        Assert.Matches("^temp: .* % of rows are > .*, .* % in the training data", (string?)alert["explanation"]!["text"]);
        Assert.Equal(["pending", "firing"], alert["history"]!.AsArray().Select(h => (string?)h!["state"]));
        Assert.All(alert["history"]!.AsArray(), h => Assert.Equal("monitor", (string?)h!["by"]));

        Assert.Equal(400, (await running.SendAsync(HttpMethod.Post, $"/api/v1/alerts/{id}/silence", new { until = Begin.AddDays(200), comment = "" })).Status);
        var (status, taken) = await running.SendAsync(HttpMethod.Post, $"/api/v1/alerts/{id}/acknowledge", new { comment = "looking" });
        Assert.Equal((200, "acknowledged", "ann"), (status, (string?)taken!["state"], (string?)taken["owner"]));
        var (_, quiet) = await running.SendAsync(HttpMethod.Post, $"/api/v1/alerts/{id}/silence", new { until = Begin.AddDays(5), comment = "till monday" });
        Assert.Equal(("silenced", "2027-03-06T01:00:00+00:00"), ((string?)quiet!["state"], (string?)quiet["silencedUntil"]));
        var (_, over) = await running.SendAsync(HttpMethod.Post, $"/api/v1/alerts/{id}/resolve", new { comment = "a new sensor" });
        Assert.Equal("resolved", (string?)over!["state"]);
        Assert.NotNull(over["resolvedAt"]);
        Assert.Equal((409, "alert.resolved"), Code(await running.SendAsync(HttpMethod.Post, $"/api/v1/alerts/{id}/acknowledge", new { comment = "late" })));
        var life = (await running.GetAsync("/api/v1/alerts/" + id))["history"]!.AsArray();
        Assert.Equal(["monitor", "monitor", "ann", "ann", "ann"], life.Select(h => (string?)h!["by"]));
        Assert.Equal("a new sensor", (string?)life[^1]!["comment"]);

        var told = new List<string>();
        while (!told.Contains("alert.resolve"))
        {
            told.AddRange(await NextAsync(events) is ({ } kind, { } subject) && subject == "alert:" + id ? [kind] : []);
        }

        Assert.Equal(["alert.firing", "alert.acknowledge", "alert.silence", "alert.resolve"], told);
    }

    // An endpoint that nobody has looked at yet is looked at by the server itself, at a moment of its own; with that behind, the next one is 300 days off.
    private static async Task FirstPassAsync(RunningServer running)
    {
        while ((await running.SendAsync(HttpMethod.Post, "/api/v1/endpoints/bikes/monitor/run")).Status != 200)
        {
            await Task.Delay(20);
        }
    }

    // Two hundred predictions of a day, and all that was captured on disk.
    private static async Task<List<string>> DayAsync(RunningServer running, Clock clock, int day, double warmth)
    {
        clock.Now = Begin.AddDays(day);
        var rows = Enumerable.Range(0, 200).Select(i => string.Create(
            CultureInfo.InvariantCulture, $$"""{"temp": {{Temp(i) + warmth}}, "weather": "{{(i % 3 == 0 ? "wet" : "dry")}}", "workday": {{(i % 7 < 5 ? "true" : "false")}}, "at": "2027-03-01T00:00:00Z"}"""));
        var (status, answer) = await InferenceTests.SendAsync(running, "/predict/bikes", "[" + string.Join(',', rows) + "]");
        Assert.True(status == 200, answer?.ToJsonString());
        await running.Server.Services.GetRequiredService<CaptureLog>().FlushAsync("bikes", default);
        return [.. answer!.AsArray().Select(a => (string)a!["prediction_id"]!)];
    }

    private static double Temp(int i) => 15.0 * (i * 37 % 200) / 200;

    private static string Profile()
    {
        var edges = Enumerable.Range(1, 9).Select(i => 1.5 * i).ToArray();
        return new TableProfile(2000, 0,
        [
            new("temp", ColumnType.Number, 0, 200) { Numbers = new(0, 15, 7.5, 4.3) { Edges = edges, Counts = [.. Enumerable.Repeat(200L, 10)] } },
            new("weather", ColumnType.Text, 0, 2) { Top = [new("dry", 1333), new("wet", 667)] },
            new("workday", ColumnType.Boolean, 0, 2) { Top = [new("true", 1428), new("false", 572)] },
        ]).ToJson();
    }

    private static (int Status, string? Code) Code((int Status, JsonObject? Body) answer) => (answer.Status, (string?)answer.Body?["code"]);

    private static async Task<(string Kind, string? Subject)> NextAsync(StreamReader reader)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var (kind, subject) = ("", (string?)null);
        while (await reader.ReadLineAsync(stop.Token) is { Length: > 0 } line)
        {
            kind = line.StartsWith("event: ", StringComparison.Ordinal) ? line[7..] : kind;
            subject = line.StartsWith("data: ", StringComparison.Ordinal) ? (string?)JsonNode.Parse(line[6..])?["subject"] : subject;
        }

        return (kind, subject);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
