using Rondo.Deployment.Serving;

namespace Rondo.Deployment.Tests.Serving;

public sealed class InputTests
{
    [Theory]
    [InlineData("""{"temp": "20"}""", "input.type", "Field 'temp' in row 0 is a text")]
    [InlineData("""{"temp": true}""", "input.type", "'temp'")]
    [InlineData("""{"temp": [1]}""", "input.type", "is an array")]
    [InlineData("""{"temp": null}""", "input.null", "'temp' in row 0 is empty")]
    [InlineData("""{}""", "input.null", "'temp' in row 0")]
    [InlineData("""{"temp": 1e999}""", "input.infinite", "'temp'")]
    [InlineData("""{"temp": 1, "weather": 3}""", "input.type", "'weather' in row 0 is a number")]
    [InlineData("""{"temp": 1, "workday": 2}""", "input.boolean", "'workday'")]
    [InlineData("""{"temp": 1, "at": "yesterday"}""", "input.time", "'at' in row 0 is no time")]
    [InlineData("""{"temp": 1, "at": 5}""", "input.type", "'at' in row 0 is a number")]
    [InlineData("""{"temp": 1, "tmep": 2}""", "input.unknown-field", "'tmep'")]
    [InlineData("""{"temp": 1, "temp": 2}""", "input.repeated", "'temp' in row 0 is given twice")]
    [InlineData("""[{"temp": 1}, {"temp": "x"}]""", "input.type", "in row 1")]
    [InlineData("""[{"temp": 1}, {"weather": "wet"}]""", "input.null", "in row 1")]
    [InlineData("""[{"temp": 1}, 7]""", "predict.not-a-record", "Row 1 is a number")]
    [InlineData("""{"temp": 1, "prediction_id": "a b"}""", "prediction.bad-id", "'a b'")]
    [InlineData("""[{"temp": 1, "prediction_id": "a"}, {"temp": 1, "prediction_id": "a"}]""", "prediction.repeated-id", "'a'")]
    [InlineData("""{"temp": 1, "weather": "\ud800"}""", "input.text", "'weather'")]
    [InlineData("""{"records": [{"temp": 1}], "more": 1}""", "predict.wrapper", "'more'")]
    [InlineData("""{"temp": 1} x""", "predict.json", "line 1")]
    [InlineData("""{"temp": 1""", "predict.json", "line 1")]
    [InlineData("""{"temp": {"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}}}}}}}}""", "predict.json", "depth")]
    [InlineData("", "predict.json", "")]
    [InlineData("7", "predict.not-a-record", "Row 0 is a number")]
    public async Task A_wrong_request_is_refused_with_its_row_and_field(string body, string code, string text)
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await using var server = new EndpointServer(bench.Workspace, new());
        await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);

        var (answer, written) = await Bench.AskAsync(server, "bikes", body);
        Assert.Equal(PredictOutcome.Invalid, answer.Outcome);
        Assert.Null(written);
        Assert.Contains(answer.Failures, f => string.Equals(f.Code, code, StringComparison.Ordinal) && f.Problem.Contains(text, StringComparison.Ordinal));
        Assert.All(answer.Failures, f => Assert.NotEmpty(f.Remedy));

        // what was refused leaves nothing behind for the next request
        Assert.Equal(PredictOutcome.Ok, (await Bench.AskAsync(server, "bikes", """{"temp": 1}""")).Answer.Outcome);
    }

    [Fact]
    public async Task Limits_on_rows_and_on_listed_errors_hold()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await using var server = new EndpointServer(bench.Workspace, new() { Limits = new() { Rows = 50, Errors = 5 } });
        await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);

        Assert.Equal(PredictOutcome.Ok, (await Bench.AskAsync(server, "bikes", Many(50, """{"temp": 1}"""))).Answer.Outcome);
        var (tooMany, _) = await Bench.AskAsync(server, "bikes", Many(51, """{"temp": 1}"""));
        Assert.Equal((PredictOutcome.TooLarge, "predict.too-many-rows"), (tooMany.Outcome, Assert.Single(tooMany.Failures).Code));
        Assert.Equal(5, (await Bench.AskAsync(server, "bikes", Many(50, """{"temp": "x"}"""))).Answer.Failures.Count);

        static string Many(int rows, string row) => "[" + string.Join(',', Enumerable.Repeat(row, rows)) + "]";
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-21T00:00:00Z")]
    [InlineData("2026-11-21T08:30", "2026-11-21T08:30:00Z")]
    [InlineData("2026-11-21 08:30:15.25", "2026-11-21T08:30:15.25Z")]
    [InlineData("2026-11-21T08:30:15.123456789+08:00", "2026-11-21T00:30:15.123456Z")]
    [InlineData("2026-11-21T08:30:15-0330", "2026-11-21T12:00:15Z")]
    [InlineData("1960-02-29T23:59:59Z", "1960-02-29T23:59:59Z")]
    public void Times_of_iso_8601_are_read(string text, string meant)
    {
        Assert.True(IsoTime.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var micros));
        Assert.Equal(DateTimeOffset.Parse(meant, System.Globalization.CultureInfo.InvariantCulture), DateTimeOffset.UnixEpoch.AddTicks(micros * 10));
    }

    [Theory]
    [InlineData("2026-02-29")]
    [InlineData("2026-11-21T24:00")]
    [InlineData("2026-11-21T08")]
    [InlineData("2026-11-21T08:30:15.")]
    [InlineData("2026-11-21T08:30:15+")]
    [InlineData("2026-11-21T08:30:15 UTC")]
    [InlineData("0000-01-01")]
    [InlineData("21.11.2026")]
    public void Other_times_are_refused(string text) => Assert.False(IsoTime.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public async Task Bodies_broken_by_a_seed_are_answered_or_refused_and_never_more()
    {
        await using var bench = await Bench.OpenAsync();
        await bench.DemandAsync(10);
        await using var server = new EndpointServer(bench.Workspace, new());
        await server.DeployAsync(Bench.Deploy("bikes", "demand"), default);
        var random = new Random(7);
        var seeds = new[]
        {
            """{"temp": 20.5, "weather": "wet", "workday": false, "at": "2026-11-21T08:30:00Z", "prediction_id": "p-1"}""",
            """{"records": [{"temp": -1e3, "weather": "雪\u00e9\n"}, {"temp": 0}]}""",
            """{"inputs":[{"name":"temp","shape":[2,1],"datatype":"FP64","data":[[1],[2]]},{"name":"weather","shape":[2],"datatype":"BYTES","data":["wet",null]}],"outputs":[{"name":"prediction"}],"id":"7"}""",
        };
        for (var i = 0; i < 3000; i++)
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(seeds[i % seeds.Length]).ToList();
            for (var edits = random.Next(1, 6); edits > 0 && bytes.Count > 1; edits--)
            {
                var at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0: bytes.RemoveAt(at); break;
                    case 1: bytes[at] = (byte)random.Next(256); break;
                    case 2: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 30), bytes.Count - at))); break;
                    default: bytes.RemoveRange(at, bytes.Count - at); break;
                }
            }

            var answer = new System.Buffers.ArrayBufferWriter<byte>();
            var call = new PredictCall(TimeProvider.System.GetTimestamp(), i % 3 == 2 || random.Next(5) == 0 ? PredictFormat.Tensors : PredictFormat.Records);
            var result = await server.PredictAsync("bikes", new(bytes.ToArray()), answer, call, default);
            Assert.True(result.Outcome is PredictOutcome.Ok or PredictOutcome.Invalid, result.Outcome.ToString());
            Assert.Equal(result.Outcome == PredictOutcome.Ok, answer.WrittenCount > 0);
        }
    }
}
