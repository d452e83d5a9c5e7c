using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Rondo.Bundles;
using Rondo.Bundles.Tests;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Serving;
using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Server.Tests.Inference;

public sealed class InferenceTests
{
    [Fact]
    public async Task Records_go_in_and_predictions_come_out()
    {
        await using var server = await RunningServer.StartAsync();
        await DeployAsync(server);
        var (status, body) = await SendAsync(server, "/predict/bikes", """{"temp": 20, "weather": "dry", "workday": true, "at": "1970-01-01T00:00:01Z"}""", ("X-Prediction-Id", "mine"));
        Assert.Equal((200, 207.0, "mine", 1L), (status, (double)body!["prediction"]!, (string)body["prediction_id"]!, (long)body["version"]!));

        var (wrong, problem) = await SendAsync(server, "/predict/bikes", """{"temp": "20"}""");
        Assert.Equal((400, "input.type", "temp", "0"), (wrong, (string)problem!["code"]!, (string)problem["args"]!["field"]!, (string)problem["args"]!["row"]!));
        Assert.Equal(404, (await SendAsync(server, "/predict/bike", "{}")).Status);
        Assert.Equal(200, (await SendAsync(server, "/predict/bikes", "\uFEFF{\"temp\": 1}")).Status);
        Assert.Contains("it is empty", (string)(await SendAsync(server, "/predict/bikes", "")).Body!["detail"]!, StringComparison.Ordinal);
        var (_, large) = await SendAsync(server, "/predict/bikes", """{"temp": 1e39}""");
        Assert.Equal(("input.too-large", "Check the unit it is in; where the value is not known, send null."), ((string)large!["code"]!, (string)large["remedy"]!));
        Assert.Equal(200, (await SendAsync(server, "/feedback/bikes", "\uFEFF[]")).Status);
        Assert.Equal("The body is empty.", (string)(await SendAsync(server, "/feedback/bikes", "")).Body!["detail"]!);
        Assert.Equal("feedback.replace", (string)(await SendAsync(server, "/feedback/bikes", """{"records": [], "replace": "true"}""")).Body!["code"]!);
        Assert.Equal(413, (await SendAsync(server, "/predict/bikes", new string(' ', 9 << 20))).Status);
        Assert.Equal(200, (await SendAsync(server, "/predict/bikes", new string(' ', 7 << 20) + """{"temp": 1}""")).Status);
        Assert.Equal(413, (await SendAsync(server, "/predict/bikes", "[" + string.Join(',', Enumerable.Repeat("""{"temp":1}""", 10_001)) + "]")).Status);
    }

    [Fact]
    public async Task The_open_inference_protocol_is_spoken_in_json()
    {
        await using var server = await RunningServer.StartAsync();
        await DeployAsync(server);
        Assert.Equal("rondo", (string)(await server.GetAsync("/v2"))["name"]!);
        Assert.True((bool)(await server.GetAsync("/v2/health/ready"))["ready"]!);
        var model = await server.GetAsync("/v2/models/bikes/versions/1");
        Assert.Equal("""[{"name":"temp","datatype":"FP64","shape":[-1,1]},{"name":"weather","datatype":"BYTES","shape":[-1,1]},{"name":"workday","datatype":"BOOL","shape":[-1,1]},{"name":"at","datatype":"BYTES","shape":[-1,1]}]""", model["inputs"]!.ToJsonString());
        Assert.Equal("""[{"name":"prediction","datatype":"FP64","shape":[-1,1]}]""", model["outputs"]!.ToJsonString());
        Assert.True((bool)(await server.GetAsync("/v2/models/bikes/ready?test=1"))["ready"]!);

        const string Two = """{"id":"42","unknown":[1],"inputs":[{"data":[[20],[-3.5]],"name":"temp","shape":[2,1],"datatype":"FP32"},{"name":"weather","shape":[2],"datatype":"BYTES","data":["dry","雪"]},{"name":"workday","shape":[2],"datatype":"BOOL","data":[true,null]},{"name":"at","shape":[2,1],"datatype":"INT64","data":[1000000,2500000]}]}""";
        var (status, answer) = await SendAsync(server, "/v2/models/bikes/infer?a=b", Two);
        Assert.Equal(200, status);
        Assert.Equal("42", (string)answer!["id"]!);
        Assert.Equal("""[{"name":"prediction","datatype":"FP64","shape":[2,1],"data":[207,-29.5]}]""", answer["outputs"]!.ToJsonString());

        await RefusedAsync(400, "/v2/models/bikes/infer", """{"inputs":[{"name":"temp","shape":[2,1],"datatype":"FP64","data":[1]}]}""");
        await RefusedAsync(400, "/v2/models/bikes/infer", """{"inputs":[{"name":"temp","shape":[-1,1],"datatype":"FP64","data":[1]}]}""");
        await RefusedAsync(400, "/v2/models/bikes/infer", """{"inputs":[{"name":"temp","shape":[1],"datatype":"FP16","data":[1]}]}""");
        await RefusedAsync(400, "/v2/models/bikes/infer", """{"inputs":[{"name":"temp","shape":[1],"datatype":"FP64","parameters":{"binary_data_size":8}}]}""");
        await RefusedAsync(400, "/v2/models/bikes/infer", """{"inputs":[{"name":"temp","shape":[1],"datatype":"FP64","data":[1]}],"outputs":[{"name":"other"}]}""");
        await RefusedAsync(400, "/v2/models/bikes/infer", "{}");
        await RefusedAsync(400, "/v2/models/bikes/infer", "");
        await RefusedAsync(400, "/v2/models/bikes/infer", """{"inputs":[{"name":"at","shape":[1],"datatype":"INT64","data":[9223372036854775807]}]}""");
        await RefusedAsync(404, "/v2/models/other/infer", "{}");
        await RefusedAsync(404, "/v2/models/bikes/versions/9/infer", """{"inputs":[{"name":"temp","shape":[1],"datatype":"FP64","data":[1]}]}""");

        async Task RefusedAsync(int expected, string path, string body)
        {
            var (got, error) = await SendAsync(server, path, body);
            Assert.Equal(expected, got);
            Assert.NotEmpty((string)error!["error"]!);
        }
    }

    [Fact]
    public async Task Feedback_is_taken_once_and_conflicts_are_told()
    {
        await using var server = await RunningServer.StartAsync();
        await DeployAsync(server);
        var (status, report) = await SendAsync(server, "/feedback/bikes", """{"prediction_id": "early", "truth": 12.50, "observed_at": "2026-01-02T03:04:05+08:00"}""");
        Assert.Equal((200, 1), (status, (int)report!["accepted"]!));
        (status, report) = await SendAsync(server, "/feedback/bikes", """[{"prediction_id": "early", "truth": "12.5"}, {"prediction_id": "b", "truth": 3}]""");
        Assert.Equal((200, 1, 1), (status, (int)report!["accepted"]!, (int)report["repeated"]!));
        Assert.Equal(409, (await SendAsync(server, "/feedback/bikes", """{"prediction_id": "early", "truth": 13}""")).Status);
        (status, report) = await SendAsync(server, "/feedback/bikes", """{"prediction_id": "early", "truth": 13, "replace": true}""");
        Assert.Equal((200, 1), (status, (int)report!["replaced"]!));
        foreach (var wrong in (string[])["", "7", "[7]", "{}", """{"prediction_id": "x"}""", """{"prediction_id": "x", "truth": "many"}""", """{"prediction_id": "x", "truth": 1, "when": 2}""", """{"prediction_id": "x", "truth": 1, "observed_at": "soon"}""", """{"records": [{"prediction_id": "x", "truth": 1}], "replace": "true"}"""])
        {
            Assert.Equal(400, (await SendAsync(server, "/feedback/bikes", wrong)).Status);
        }

        Assert.Equal(404, (await SendAsync(server, "/feedback/other", """{"prediction_id": "x", "truth": 1}""")).Status);
    }

    [Fact]
    public async Task What_happens_is_told_to_prometheus_and_to_probes()
    {
        await using var server = await RunningServer.StartAsync();
        await DeployAsync(server);
        for (var i = 0; i < 5; i++)
        {
            await SendAsync(server, "/predict/bikes", """{"temp": 1}""");
        }

        await SendAsync(server, "/predict/bikes", "{}");
        var page = await server.Http.GetStringAsync("/metrics");
        Assert.Contains("rondo_requests_total{endpoint=\"bikes\",status=\"ok\"} 5\n", page, StringComparison.Ordinal);
        Assert.Contains("rondo_requests_total{endpoint=\"bikes\",status=\"invalid\"} 1\n", page, StringComparison.Ordinal);
        Assert.Contains("rondo_request_seconds_bucket{endpoint=\"bikes\",le=\"+Inf\"} 5\n", page, StringComparison.Ordinal);
        Assert.Contains("rondo_endpoint_version{endpoint=\"bikes\"} 1\n", page, StringComparison.Ordinal);
        Assert.Equal("ready", await server.Http.GetStringAsync("/health/ready"));
    }

    [Fact]
    public async Task Captures_are_whole_after_the_server_has_stopped()
    {
        await using var server = await RunningServer.StartAsync();
        await DeployAsync(server);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => SendAsync(server, "/predict/bikes", """{"temp": 1}""")));
        var log = server.Server.Services.GetRequiredService<CaptureLog>();
        await log.FlushAsync("bikes", default);
        var files = await new CaptureStore(server.Server.Services.GetRequiredService<Workspace>()).FilesAfterAsync("bikes", 0, 100, default);
        Assert.Equal(200, files.Sum(f => f.Rows));
    }

    internal static async Task DeployAsync(RunningServer server, double slope = 10, string profile = """{"rows":3}""")
    {
        var workspace = server.Server.Services.GetRequiredService<Workspace>();
        await RegisterAsync(workspace, server.Folder, slope, profile);
        Assert.True((await server.Server.Services.GetRequiredService<EndpointServer>().DeployAsync(new("bikes", "demand", "ann", "a test"), default)).Ok);
    }

    internal static async Task RegisterAsync(Workspace workspace, string folder, double slope, string profile = """{"rows":3}""")
    {
        var model = Models.Demand(slope);
        using var predictor = Predictor.Compile(model, Models.DemandSignature).Value;
        var bundle = Bundle.Compose(new BundleContents
        {
            Name = "demand",
            Signature = Models.DemandSignature,
            Model = model,
            Profile = profile,
            Card = "# demand",
            Samples = Replay.Record(predictor, Models.DemandRows()).Value,
        }).Value;
        var path = Path.Combine(folder, $"{bundle.Identity.Abbreviated}.rondo");
        Assert.Null(await BundleWriter.WriteAsync(bundle, path, default));
        _ = (await ImportModel.RunAsync(workspace, new(path, "ann"), default)).Value;
    }

    internal static async Task<(int Status, JsonNode? Body)> SendAsync(RunningServer server, string path, string body, params (string Name, string Value)[] headers)
    {
        // no client of the protocol can be trusted to send a Content-Type
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await server.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }
}
