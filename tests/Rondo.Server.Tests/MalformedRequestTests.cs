using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Rondo.Server.Tests.Inference;

namespace Rondo.Server.Tests;

/// <summary>Requests that nobody means, made by seed: over all routes that the server has, with broken paths, queries, heads and bodies.</summary>
public sealed class MalformedRequestTests
{
    private const int Requests = 2000;
    private const int Seed = 20261121;

    // What serving answers, which has protocols of its own (docs/reference/serving.md), besides what the gate and the frame do.
    private static readonly int[] Served = [200, 304, 400, 401, 403, 404, 405, 408, 409, 413, 414, 415, 422, 429, 431];

    private static readonly string[] Texts =
    [
        "", " ", ".", "..", "../../etc/passwd", "%2e%2e%2f", "%00", "%ff%fe", "'", "' OR 1=1 --", "\"", "{", "}", "\\", "a/b", "latest", "0", "-1", "9223372036854775808", "1e400", "NaN",
        "null", "true", "%F0%9F%8C%B3", "%E6%A8%B9", "x@champion", "champion", "@", "@@", "garden", "garden@1", "bikes", "bikes", "bikes", "000000", "zzzzzz", "*", "%25", "%", "_", "a%0d%0aX-Evil:1", ";", "?", "#", "&",
    ];

    private static readonly string[] Bodies =
    [
        "", "null", "[]", "{}", "0", "\"\"", "{", "}", "{\"a\":", "{\"steps\":1}", "{\"steps\":[null]}", "{\"force\":\"yes\"}", "{\"overrides\":[\"=\"]}", "{\"overrides\":[\"charter.target\"]}", "{\"from\":7}",
        "{\"alias\":null}", "{\"alias\":\"A B\"}", "{\"alias\":\"latest\",\"reason\":1}", "{\"unknown\":1}", "{\"name\":\"\",\"role\":\"king\"}", "{\"name\":\"a b\",\"role\":\"viewer\"}", "{\"user\":\"nobody\"}",
        "{\"user\":\"nobody\",\"days\":-1}", "{\"user\":null,\"days\":99999999999}", "{\"token\":\"rondo_x\"}", "{\"token\":\"\"}", "{\"digests\":[\"x\"]}", "\u0000", "{\"steps\":[\"\\ud800\"]}", "{\"from\":\"\\u0000\"}",
    ];

    private static readonly string[] Types = ["application/json", "application/json; charset=utf-16", "text/plain", "application/xml", "application/json", "multipart/form-data", "application/json"];

    [Fact]
    public async Task Two_thousand_of_them_get_documented_answers_and_leave_the_memory_flat()
    {
        await using var running = await RunningServer.StartAsync("rondo: 1\nproject: garden\npipeline:\n  steps:\n    dig: { run: \"echo earth > $RONDO_OUTPUT_earth\", out: { earth: earth.txt } }\n");
        await InferenceTests.DeployAsync(running);
        var operations = AccessTests.Routes(running).Select(r => new Operation(r.Method, r.Pattern, Contract.QueryOf(r.Method, r.Pattern))).ToList();
        Assert.All((string[])["/predict/{endpoint}", "/feedback/{endpoint}", "/metrics"], p => Assert.Contains(operations, o => string.Equals(o.Path, p, StringComparison.Ordinal)));
        var random = new Random(Seed);
        var answers = new Dictionary<int, int>();
        long before = 0;
        for (var i = 0; i < Requests; i++)
        {
            var operation = operations[i % operations.Count];
            using var request = Make(random, operation);
            var shown = request.ToString();
            using var sent = await SendAsync(running, request);
            if (sent is not { } answer)
            {
                continue;
            }

            var status = (int)answer.StatusCode;
            answers[status] = answers.GetValueOrDefault(status) + 1;
            var promise = Contract.FaultOf(request.Method.Method, "/" + request.RequestUri!.ToString().TrimStart('/'), status, await ReadAsync(answer));
            Assert.True(status < 500 && promise is null && (operation.Path.StartsWith("/api/v1/", StringComparison.Ordinal) || Served.Contains(status)), $"{i}: {status} {promise}\n{shown}\n{await ReadAsync(answer)}");
            if (status >= 400)
            {
                await ProblemAsync(answer, operation, $"{i}: {status}\n{shown}");
            }

            before = i == Requests / 4 ? GC.GetTotalMemory(forceFullCollection: true) : before;
        }

        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 8 << 20, string.Create(CultureInfo.InvariantCulture, $"{grown} bytes more after three quarters of the requests"));
        Assert.True(answers.Keys.Count(s => s >= 400) >= 4, string.Join(", ", answers.OrderBy(a => a.Key)));
        Assert.Equal("ann", (string?)(await running.GetAsync("/api/v1/system"))["user"]);
    }

    // A path that the frame cannot read makes it close the connection, whatever is still being sent.
    private static async Task<HttpResponseMessage?> SendAsync(RunningServer running, HttpRequestMessage request)
    {
        try
        {
            return await running.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }
        catch (HttpRequestException) when (request.Content?.Headers.ContentLength > 1 << 20 && request.RequestUri!.OriginalString.Contains("%00", StringComparison.Ordinal))
        {
            return null;
        }
    }

    // Everything but what the frame itself refuses (a line or a head that is too long, a path it cannot read) says code and remedy.
    private static async Task ProblemAsync(HttpResponseMessage answer, Operation operation, string what)
    {
        var text = await ReadAsync(answer);
        if (text.Length == 0 && (int)answer.StatusCode is 400 or 414 or 431)
        {
            return;
        }

        // The Open Inference Protocol has an error of its own form.
        if (operation.Path.StartsWith("/v2", StringComparison.Ordinal) && text.StartsWith('{') && JsonNode.Parse(text)!["error"] is JsonValue said)
        {
            Assert.True(((string)said!).Length > 10, $"{what}\n{text}");
            return;
        }

        Assert.True(text.StartsWith('{') && JsonNode.Parse(text)!["code"] is not null && JsonNode.Parse(text)!["remedy"] is not null, $"{what}\n{text}");
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer) =>
        answer.Content.Headers.ContentType?.MediaType is "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync();

    private static HttpRequestMessage Make(Random random, Operation operation)
    {
        var path = new StringBuilder();
        foreach (var part in operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            path.Append('/').Append(part.StartsWith('{') ? Text(random) : part);
        }

        var query = operation.Query.Where(_ => random.Next(2) == 0).Select(q => $"{q}={Text(random)}").ToList();
        if (random.Next(10) == 0)
        {
            query.Add("unknown=" + Text(random));
        }

        var request = new HttpRequestMessage(
            random.Next(20) == 0 ? HttpMethod.Patch : new(operation.Method),
            new Uri(path + (query.Count > 0 ? "?" + string.Join('&', query) : ""), UriKind.Relative));
        Head(random, request);
        if (operation.Method is "POST" or "PUT" || random.Next(10) == 0)
        {
            request.Content = Body(random);
        }

        return request;
    }

    private static void Head(Random random, HttpRequestMessage request)
    {
        switch (random.Next(12))
        {
            case 0: request.Headers.TryAddWithoutValidation("If-Match", Text(random)); break;
            case 1: request.Headers.TryAddWithoutValidation("Idempotency-Key", random.Next(2) == 0 ? "k" : new string('k', 300)); break;
            case 2: request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Text(random)); break;
            case 3: request.Headers.TryAddWithoutValidation("Accept", "text/none"); break;
            case 4: request.Headers.TryAddWithoutValidation("Range", "bytes=9-1"); break;
            case 5: request.Headers.TryAddWithoutValidation("Last-Event-ID", Text(random)); break;
            case 6: request.Headers.TryAddWithoutValidation("Cookie", "rondo_session=" + new string('x', random.Next(200))); break;
        }
    }

    private static ByteArrayContent Body(Random random)
    {
        var bytes = random.Next(12) switch
        {
            0 => Encoding.UTF8.GetBytes(new string('[', 5000)),
            1 => Encoding.UTF8.GetBytes("{\"from\":\"" + new string('x', 1 << 21) + "\"}"),
            2 => [0xFF, 0xFE, 0x00, .. Enumerable.Range(0, random.Next(64)).Select(_ => (byte)random.Next(256))],
            _ => Encoding.UTF8.GetBytes(Bodies[random.Next(Bodies.Length)]),
        };
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(Types[random.Next(Types.Length)]);
        return content;
    }

    private static string Text(Random random) => random.Next(8) switch
    {
        0 => new string((char)('a' + random.Next(26)), random.Next(1, 3000)),
        1 => random.NextInt64().ToString("x16", CultureInfo.InvariantCulture) + random.NextInt64().ToString("x16", CultureInfo.InvariantCulture),
        2 => random.Next(-1000, 1000).ToString(CultureInfo.InvariantCulture),
        3 => new string('0', 64),
        _ => Escaped(Texts[random.Next(Texts.Length)]),
    };

    // What would end the path or the query is sent as itself, in its written form.
    private static string Escaped(string text) => text.Replace("#", "%23", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal).Replace(" ", "%20", StringComparison.Ordinal);

    private sealed record Operation(string Method, string Path, IReadOnlyList<string> Query);
}
