using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Server.Tests;

public sealed class ServerTests
{
    private const string Script = """
        rondo: 1
        project: garden
        pipeline:
          steps:
            dig: { run: "echo spade; echo earth > $RONDO_OUTPUT_earth", out: { earth: earth.txt } }
            plant: { run: "cat $RONDO_INPUT_earth; sleep ${SLEEP:-0}; echo tree > $RONDO_OUTPUT_tree", in: { earth: dig.earth }, out: { tree: tree.txt } }
        """;

    [Fact]
    public async Task A_run_is_begun_followed_and_found_with_log_and_reasons()
    {
        await using var running = await RunningServer.StartAsync(Script);
        var (status, body) = await running.SendAsync(HttpMethod.Post, "/api/v1/projects/garden/runs", new { });
        Assert.Equal(202, status);
        var id = (string)body!["id"]!;
        var run = await EndedAsync(running, id);
        Assert.Equal("succeeded", (string?)run["status"]);
        Assert.Equal(["dig", "plant"], run["steps"]!.AsArray().Select(s => (string)s!["name"]!));
        Assert.All(run["steps"]!.AsArray(), s => Assert.Equal("succeeded", (string?)s!["state"]));
        Assert.All(run["steps"]!.AsArray(), s => Assert.NotEmpty(s!["reasons"]!.AsArray()));
        Assert.Equal(["dig"], run["steps"]!.AsArray().Single(s => (string?)s!["name"] == "plant")!["upstream"]!.AsArray().Select(u => (string?)u));
        Assert.Equal("spade\n", (string?)(await running.GetAsync($"/api/v1/runs/{id}/log?step=dig"))["text"]);
        var events = (await running.GetAsync($"/api/v1/runs/{id}/events"))["items"]!.AsArray();
        Assert.Equal("run.started", (string?)events[0]!["kind"]);
        Assert.Equal("run.finished", (string?)events[^1]!["kind"]);

        var again = await running.SendAsync(HttpMethod.Post, "/api/v1/projects/garden/runs", new { });
        var cached = await EndedAsync(running, (string)again.Body!["id"]!);
        Assert.All(cached["steps"]!.AsArray(), s => Assert.Equal("cached", (string?)s!["state"]));

        var tree = (string)(await running.GetAsync("/api/v1/runs?kind=step&q=plant"))["items"]![0]!["id"]!;
        var made = (await running.GetAsync("/api/v1/runs/" + tree))["artifacts"]!.AsArray().First(a => (string?)a!["direction"] is "out")!;
        Assert.Equal("tree\n", await running.Http.GetStringAsync("/api/v1/artifacts/" + (string)made["digest"]!));
    }

    [Fact]
    public async Task A_run_is_stopped()
    {
        await using var running = await RunningServer.StartAsync(Script.Replace("${SLEEP:-0}", "60", StringComparison.Ordinal));
        var id = (string)(await running.SendAsync(HttpMethod.Post, "/api/v1/projects/garden/runs", new { })).Body!["id"]!;
        Assert.Equal(202, (await running.SendAsync(HttpMethod.Post, $"/api/v1/runs/{id}/cancel")).Status);
        Assert.Equal("cancelled", (string?)(await EndedAsync(running, id))["status"]);
        Assert.Equal((409, "run.ended"), Code(await running.SendAsync(HttpMethod.Post, $"/api/v1/runs/{id}/cancel")));
    }

    [Fact]
    public async Task Lists_go_on_where_the_cursor_says_and_name_each_thing_once()
    {
        await using var running = await RunningServer.StartAsync(Script);
        for (var i = 0; i < 3; i++)
        {
            await EndedAsync(running, (string)(await running.SendAsync(HttpMethod.Post, "/api/v1/projects/garden/runs", new { force = true })).Body!["id"]!);
        }

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await running.GetAsync($"/api/v1/runs?limit=2{(cursor is null ? "" : "&cursor=" + cursor)}");
            seen.AddRange(page["items"]!.AsArray().Select(r => (string)r!["id"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);
        Assert.Equal(9, seen.Count);
        Assert.Equal(seen.Distinct().OrderDescending(StringComparer.Ordinal), seen);
    }

    [Fact]
    public async Task The_same_key_does_a_thing_once_and_refuses_another()
    {
        await using var running = await RunningServer.StartAsync(Script);
        var key = ("Idempotency-Key", "k1");
        var first = await running.SendAsync(HttpMethod.Post, "/api/v1/projects/garden/runs", new { }, key);
        var second = await running.SendAsync(HttpMethod.Post, "/api/v1/projects/garden/runs", new { }, key);
        Assert.Equal(202, second.Status);
        Assert.Equal((string?)first.Body!["id"], (string?)second.Body!["id"]);
        Assert.Equal((422, "request.other-body"), Code(await running.SendAsync(HttpMethod.Post, "/api/v1/projects/garden/runs", new { force = true }, key)));
        Assert.Single((await running.GetAsync("/api/v1/runs?kind=pipeline"))["items"]!.AsArray());
    }

    [Fact]
    public async Task A_second_server_on_the_same_workspace_says_where_the_first_runs()
    {
        await using var running = await RunningServer.StartAsync();
        var refusal = await Assert.ThrowsAsync<FailureException>(() => RondoServer.StartAsync(new(running.Folder, new("http://127.0.0.1:0")), CancellationToken.None));
        Assert.Equal("server.runs-already", refusal.Failures[0].Code);
        Assert.Contains(running.Server.Address.Authority, refusal.Failures[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        await using var running = await RunningServer.StartAsync();
        var other = Directory.CreateTempSubdirectory("rondo-server-").FullName;
        var refusal = await Assert.ThrowsAsync<FailureException>(() => RondoServer.StartAsync(new(other, running.Server.Address), CancellationToken.None));
        Assert.Equal("server.address-taken", refusal.Failures[0].Code);
        Directory.Delete(other, recursive: true);
    }

    [Fact]
    public async Task Failures_of_the_project_s_file_come_with_their_place()
    {
        await using var running = await RunningServer.StartAsync("rondo: 1\nproject: garden\ncharta: {}\n");
        var (status, body) = await running.SendAsync(HttpMethod.Get, "/api/v1/projects");
        Assert.Equal(400, status);
        Assert.Contains("\"yaml.unknown-key\"", body!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("rondo.yaml:3:1", body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happens_is_told_and_told_again_to_whoever_comes_back()
    {
        await using var running = await RunningServer.StartAsync(Script);
        using var live = await running.Http.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await live.Content.ReadAsStreamAsync());
        Assert.Equal("server.alive", (await NextAsync(reader)).Kind);
        var id = (string)(await running.SendAsync(HttpMethod.Post, "/api/v1/projects/garden/runs", new { })).Body!["id"]!;
        var told = new List<(string Kind, string? Id, JsonObject Data)>();
        while (told.Count == 0 || told[^1].Kind is not "run.finished")
        {
            told.Add(await NextAsync(reader));
        }

        Assert.Contains(told, e => e.Kind is "step.finished" && (string?)e.Data["subject"] == "run:" + id);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        request.Headers.Add("Last-Event-ID", told.First(e => e.Id is not null).Id);
        using var back = await running.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var rest = new StreamReader(await back.Content.ReadAsStreamAsync());
        var kind = "";
        while (kind is not "run.finished")
        {
            kind = (await NextAsync(rest)).Kind;
        }
    }

    [Fact]
    public async Task Listeners_do_not_hold_up_the_server_s_end()
    {
        var running = await RunningServer.StartAsync();
        using var live = await running.Http.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        var stopping = running.DisposeAsync().AsTask();
        Assert.Same(stopping, await Task.WhenAny(stopping, Task.Delay(TimeSpan.FromSeconds(8))));
    }

    private static async Task<(string Kind, string? Id, JsonObject Data)> NextAsync(StreamReader reader)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        string kind = "", data = "";
        string? id = null;
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            if (line.Length == 0)
            {
                return (kind, id, JsonNode.Parse(data)!.AsObject());
            }

            var (name, value) = (line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..].Trim());
            (kind, id, data) = (name is "event" ? value : kind, name is "id" ? value : id, name is "data" ? value : data);
        }

        throw new EndOfStreamException();
    }

    private static (int Status, string? Code) Code((int Status, JsonObject? Body) answer) => (answer.Status, (string?)answer.Body?["code"]);

    private static async Task<JsonObject> EndedAsync(RunningServer running, string id)
    {
        for (var i = 0; i < 300; i++)
        {
            var run = await running.GetAsync("/api/v1/runs/" + id);
            if ((string?)run["status"] is not "running")
            {
                return run;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException();
    }
}
