using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rondo.Deployment.Capture;
using Rondo.Server.Tests.Inference;
using Rondo.Stores;

namespace Rondo.Server.Tests;

public sealed class EndpointTests
{
    private const string Endpoint = "/api/v1/endpoints/bikes";

    [Fact]
    public async Task An_endpoint_is_shown_with_what_it_asks_for_and_an_example_it_answers()
    {
        await using var server = await RunningServer.StartAsync();
        Assert.Empty((await server.GetAsync("/api/v1/endpoints"))["items"]!.AsArray());
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, Endpoint)).Status);
        await InferenceTests.DeployAsync(server);

        var listed = Assert.Single((await server.GetAsync("/api/v1/endpoints?project=demand"))["items"]!.AsArray())!;
        Assert.Equal(("bikes", "demand", 1, "live"), ((string)listed["name"]!, (string)listed["model"]!, (int)listed["version"]!, (string)listed["state"]!));
        Assert.Empty((await server.GetAsync("/api/v1/endpoints?project=other"))["items"]!.AsArray());

        var shown = await server.GetAsync(Endpoint);
        Assert.Equal(["temp", "weather", "workday", "at"], shown["signature"]!["inputs"]!.AsArray().Select(i => (string)i!["name"]!));
        Assert.Equal(1, (double)shown["settings"]!["capture"]!);
        var (status, _) = await InferenceTests.SendAsync(server, "/predict/bikes", shown["example"]!.ToJsonString());
        Assert.Equal(200, status);
        Assert.Equal(1, (long)(await server.GetAsync(Endpoint))["traffic"]!["requests"]!);
    }

    [Fact]
    public async Task A_version_is_deployed_and_taken_back_and_both_are_remembered_with_their_reasons()
    {
        await using var server = await RunningServer.StartAsync();
        var workspace = server.Server.Services.GetRequiredService<Workspace>();
        await InferenceTests.RegisterAsync(workspace, server.Folder, 1);
        await InferenceTests.RegisterAsync(workspace, server.Folder, 2);
        var (status, made) = await server.SendAsync(HttpMethod.Post, Endpoint + "/deploy", new { model = "demand", version = 1, reason = "a beginning" });
        Assert.Equal((200, 1, "live"), (status, (int)made!["revision"]!, (string)made["state"]!));
        (status, made) = await server.SendAsync(HttpMethod.Post, Endpoint + "/deploy", new { model = "demand@latest", reason = "better" }, ("If-Match", "\"1\""));
        Assert.Equal((200, 2, 1), (status, (int)made!["version"]!, (int)made["former"]!));
        Assert.Equal(412, (await server.SendAsync(HttpMethod.Post, Endpoint + "/rollback", new { reason = "worse" }, ("If-Match", "\"1\""))).Status);
        (status, made) = await server.SendAsync(HttpMethod.Post, Endpoint + "/rollback", new { reason = "worse" });
        Assert.Equal((200, 1), (status, (int)made!["version"]!));
        Assert.Equal(409, (await server.SendAsync(HttpMethod.Post, Endpoint + "/rollback")).Status);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Post, Endpoint + "/deploy", new { model = "demand", version = 9 })).Status);

        Assert.Equal("stopped", (string)(await server.SendAsync(HttpMethod.Post, Endpoint + "/stop", new { reason = "maintenance" })).Body!["state"]!);
        Assert.Equal(503, (await InferenceTests.SendAsync(server, "/predict/bikes", """{"temp": 1}""")).Status);
        Assert.Equal("live", (string)(await server.SendAsync(HttpMethod.Post, Endpoint + "/start", new { })).Body!["state"]!);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Post, "/api/v1/endpoints/none/stop")).Status);

        var changes = await server.GetAsync(Endpoint + "/changes?limit=3");
        Assert.Equal(["start", "stop", "rollback"], changes["items"]!.AsArray().Select(c => (string)c!["action"]!));
        var rest = (await server.GetAsync($"{Endpoint}/changes?limit=3&cursor={changes["next"]}"))["items"]!.AsArray();
        Assert.Equal(["deploy better by ann", "deploy a beginning by ann"], rest.Select(c => $"{c!["action"]} {c["reason"]} by {c["by"]}"));
        var acts = (await server.GetAsync("/api/v1/audit?subject=endpoint:bikes"))["items"]!.AsArray();
        Assert.Equal(["endpoint.start", "endpoint.stop", "endpoint.rollback", "endpoint.deploy", "endpoint.deploy"], acts.Select(a => (string)a!["action"]!));
    }

    [Fact]
    public async Task Traffic_is_counted_by_minutes_and_survives_the_server()
    {
        var folder = Directory.CreateTempSubdirectory("rondo-traffic-").FullName;
        try
        {
            await using (var server = await RunningServer.StartAsync(with: o => o with { WorkspaceFolder = folder }))
            {
                await InferenceTests.DeployAsync(server);
                await AskAsync(server, 7, """{"temp": 1}""");
                await AskAsync(server, 3, "{}");
                Assert.Equal((7, 3), await CountsAsync(server));
            }

            await using var next = await RunningServer.StartAsync(with: o => o with { WorkspaceFolder = folder });
            Assert.Equal((7, 3), await CountsAsync(next));
            await AskAsync(next, 5, """{"temp": 1}""");
            Assert.Equal((12, 3), await CountsAsync(next));
            Assert.Equal(400, (await next.SendAsync(HttpMethod.Get, Endpoint + "/traffic?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")).Status);
            Assert.Equal(400, (await next.SendAsync(HttpMethod.Get, Endpoint + "/traffic?buckets=100000")).Status);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static async Task<(long Ok, long Invalid)> CountsAsync(RunningServer server)
        {
            var buckets = (await server.GetAsync(Endpoint + "/traffic?buckets=60"))["buckets"]!.AsArray();
            Assert.Equal(60, buckets.Count);
            Assert.True((double)buckets.Last(b => (long)b!["ok"]! > 0)!["p95"]! > 0);
            return (buckets.Sum(b => (long)b!["ok"]!), buckets.Sum(b => (long)b!["invalid"]!));
        }
    }

    [Fact]
    public async Task Predictions_are_listed_newest_first_with_their_truth_whether_or_not_they_are_in_files_yet()
    {
        await using var server = await RunningServer.StartAsync();
        await InferenceTests.DeployAsync(server);
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(200, (await InferenceTests.SendAsync(server, "/predict/bikes", $$"""{"temp": {{i}}}""", ("X-Prediction-Id", $"p{i:D2}"))).Status);
            if (i is 3 or 7)
            {
                await server.Server.Services.GetRequiredService<CaptureLog>().FlushAsync("bikes", default);
            }
        }

        await InferenceTests.SendAsync(server, "/feedback/bikes", """{"prediction_id": "p11", "truth": 99.5}""");
        var seen = new List<JsonNode>();
        var path = Endpoint + "/predictions?limit=5";
        for (string? next = ""; next is not null;)
        {
            var page = await server.GetAsync(next.Length == 0 ? path : $"{path}&cursor={Uri.EscapeDataString(next)}");
            seen.AddRange(page["items"]!.AsArray().Select(i => i!));
            next = (string?)page["next"];
        }

        Assert.Equal(Enumerable.Range(0, 12).Reverse().Select(i => $"p{i:D2}"), seen.Select(p => (string)p["id"]!));
        Assert.Equal((99.5, "ok", 1L), ((double)seen[0]["truth"]!, (string)seen[0]["status"]!, (long)seen[0]["version"]!));
        Assert.Null(seen[1]["truth"]);
        Assert.Equal(10.0, (double)seen[0]["answer"]! - (double)seen[1]["answer"]!, 6);
        Assert.Equal(400, (await server.SendAsync(HttpMethod.Get, Endpoint + "/predictions?cursor=x")).Status);
    }

    [Fact]
    public async Task A_prediction_is_explained_as_soon_as_it_was_answered()
    {
        await using var server = await RunningServer.StartAsync();
        await InferenceTests.DeployAsync(server);
        await InferenceTests.SendAsync(server, "/predict/bikes", """{"temp": 3, "weather": "dry"}""", ("X-Prediction-Id", "mine"));
        var why = await server.GetAsync("/api/v1/predictions/mine");
        Assert.Equal(("bikes", "demand@1", 3.0, "dry"), ((string)why["endpoint"]!, (string)why["version"]!, (double)why["request"]!["temp"]!, (string)why["request"]!["weather"]!));
        Assert.Equal("a test", (string)why["change"]!["reason"]!);
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Get, "/api/v1/predictions/other")).Status);
    }

    private static async Task AskAsync(RunningServer server, int times, string body)
    {
        for (var i = 0; i < times; i++)
        {
            await InferenceTests.SendAsync(server, "/predict/bikes", body);
        }
    }
}
