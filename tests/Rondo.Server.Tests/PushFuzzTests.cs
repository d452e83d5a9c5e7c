using System.Text;
using System.Text.Json.Nodes;

namespace Rondo.Server.Tests;

/// <summary>Pieces of history that were good once, with something in them changed by seed.</summary>
public sealed class PushFuzzTests
{
    private const int Bodies = 600;
    private const int Seed = 20261121;

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e400", "9223372036854775807", "9223372036854775808", "1e-7", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"x\"", "\"PASS\"", "[]", "[null]", "{}", "{\"a\":null}",
        "{\"a\":1,\"a\":2}", "[[[[[]]]]]", "\"0001-01-01T00:00:00Z\"", "\"9999-12-31T23:59:59.9999999+00:00\"", "\"00000000000000000000000000000000\"", "\"running\"", "\"both\"", "\"NaN\"",
    ];

    [Theory]
    [InlineData("{\"runs\":[{}]}", "runs[0].id")]
    [InlineData("{\"runs\":[null]}", "runs[0]")]
    [InlineData("{\"runs\":null}", "runs")]
    [InlineData("{\"models\":[{\"model\":\"shop\"}]}", "models[0].digest")]
    [InlineData("{\"datasets\":[{\"dataset\":\"shop\"}]}", "datasets[0].digest")]
    [InlineData("{\"audit\":[{\"number\":1}]}", "audit[0].at")]
    public async Task What_is_missing_is_named(string body, string field)
    {
        await using var server = await RunningServer.StartAsync();
        var (status, problem) = await SendAsync(server, body);
        Assert.Equal((400, "request.field"), (status, (string?)problem["code"]));
        Assert.StartsWith(field + " is missing", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Six_hundred_broken_pieces_are_answered_and_none_is_a_mistake_of_the_server()
    {
        await using var laptop = await Laptop.ShopAsync("1000");
        var recorder = new Recorder();
        await using (var good = await RunningServer.StartAsync())
        {
            using var http = new HttpClient(recorder) { BaseAddress = good.Server.Address };
            await PushHistory.RunAsync(laptop.Workspace, http, _ => { }, CancellationToken.None);
        }

        await using var server = await RunningServer.StartAsync();
        var random = new Random(Seed);
        var answers = new SortedDictionary<int, int>();
        for (var i = 0; i < Bodies; i++)
        {
            var body = Mutate(random, recorder.Bodies[i % recorder.Bodies.Count]);
            var (status, problem) = await SendAsync(server, body);
            Assert.True(status < 500, $"{i}: {status} {problem.ToJsonString()}\n{body[..Math.Min(body.Length, 4000)]}");
            answers[status] = answers.GetValueOrDefault(status) + 1;
        }

        Assert.True(answers.ContainsKey(200) && answers.ContainsKey(400), string.Join(", ", answers));
        Assert.True((bool)(await server.GetAsync("/api/v1/audit/verify"))["intact"]!);
    }

    // The text is changed, not the tree: so that names come twice, and texts are none.
    private static string Mutate(Random random, string body)
    {
        var tree = JsonNode.Parse(body)!;
        var places = new List<JsonNode>();
        Collect(tree, places);
        var place = places[random.Next(places.Count)];
        const string Mark = "@@here@@";
        switch (random.Next(3), place.Parent)
        {
            case (0, JsonObject map):
                map.Remove(place.GetPropertyName());
                break;
            case (1, JsonArray list):
                list.Add(place.DeepClone());
                break;
            default:
                if (place.Parent is not null)
                {
                    place.ReplaceWith(Mark);
                }

                break;
        }

        return tree.ToJsonString().Replace($"\"{Mark}\"", Values[random.Next(Values.Length)], StringComparison.Ordinal);
    }

    private static void Collect(JsonNode? node, List<JsonNode> places)
    {
        if (node is null)
        {
            return;
        }

        places.Add(node);
        foreach (var child in node switch { JsonObject map => map.Select(p => p.Value), JsonArray list => list, _ => Enumerable.Empty<JsonNode?>() })
        {
            Collect(child, places);
        }
    }

    private static async Task<(int Status, JsonObject Answer)> SendAsync(RunningServer server, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await server.Http.PostAsync("/api/v1/push", content);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : []);
    }

    private sealed class Recorder() : DelegatingHandler(new HttpClientHandler())
    {
        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath is "/api/v1/push")
            {
                Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            }

            return await base.SendAsync(request, cancellationToken);
        }
    }
}
