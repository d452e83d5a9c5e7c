using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Data;
using Rondo.Deployment;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Serving;
using Rondo.Modeling;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.EndToEnd.Serving;

/// <summary>Days of traffic in simulated time: answered, captured and fed back as a server does it, in this process.</summary>
internal sealed class WatchedLife(string folder)
{
    public static readonly DateTimeOffset Begin = new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private const int RowsADay = 120;
    private const string Endpoint = "tiny";

    private readonly Random _random = new(7);
    private readonly Clock _clock = new();

    /// <summary>Lives through days; those from <paramref name="warmFrom"/> on are forty degrees too warm.</summary>
    public async Task DaysAsync(int from, int to, int warmFrom, CancellationToken ct = default)
    {
        await using var workspace = await OpenAsync(folder, _clock);
        await using var captures = CaptureLog.Open(workspace);
        await using var server = new EndpointServer(workspace, new() { Captures = captures });
        await server.SyncAsync(ct);
        for (var day = from; day < to; day++)
        {
            _clock.Now = Begin.AddDays(day).AddHours(12);
            var answer = new ArrayBufferWriter<byte>();
            var said = await server.PredictAsync(Endpoint, new(Records(day >= warmFrom ? 40 : 0)), answer, new(_clock.GetTimestamp()), ct);
            Assert.Equal(PredictOutcome.Ok, said.Outcome);
            await captures.FlushAsync(Endpoint, ct);
            var truths = JsonNode.Parse(answer.WrittenSpan)!.AsArray().Select(a => new Feedback((string)a!["prediction_id"]!, ((double)a["prediction"]! + _random.NextDouble()).ToString("R", CultureInfo.InvariantCulture), _clock.Now));
            Assert.True((await new FeedbackStore(workspace).AddAsync(Endpoint, server.Find(Endpoint)!.Signature!, [.. truths], replace: false, ct)).Ok);
        }
    }

    public static Task<Workspace> OpenAsync(string folder, TimeProvider clock) =>
        Workspace.OpenAsync(new(Path.Combine(folder, ".rondo"), clock, All().Migrations), default);

    public static StageRegistry All() => new StageRegistry().AddPipelines().AddScoping().AddData().AddModeling().AddDeployment();

    private byte[] Records(double warmer)
    {
        string[] skies = ["clear", "cloudy", "rain"];
        var rows = Enumerable.Range(0, RowsADay).Select(_ => (JsonNode)new JsonObject
        {
            ["hour"] = _random.Next(24),
            ["temp"] = Math.Round(10 + (15 * _random.NextDouble()) + warmer, 1),
            ["weather"] = skies[_random.Next(3)],
        });
        return System.Text.Encoding.UTF8.GetBytes(new JsonArray([.. rows]).ToJsonString());
    }

    /// <summary>Stands still until it is moved.</summary>
    public sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Begin;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
