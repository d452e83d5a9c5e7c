using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Rondo.EndToEnd.Serving;

/// <summary>
/// kill -9 of <c>rondo up</c> under load with captures and feedback: no acknowledged feedback is lost, captures are recovered from their
/// journals, and the next server answers again. <c>RONDO_SERVER_KILLS</c> says how often (2 when it is not set).
/// </summary>
public sealed class ServedKillTests(ServedProject project, ITestOutputHelper output) : IClassFixture<ServedProject>
{
    private const int Callers = 4;
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("RONDO_SERVER_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : 2;

    [Fact]
    public async Task A_killed_server_loses_no_acknowledged_feedback_and_recovers_its_captures()
    {
        using var folder = project.Copy();
        var deployed = await RondoProgram.RunAsync(folder.Path, "deploy", "tiny@1");
        Assert.True(deployed.ExitCode == 0, deployed.ToString());
        var load = new Load();
        var random = new Random(11);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var up = await UpProcess.StartAsync(folder.Path);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"start {kill}: ready after {up.Ready.TotalSeconds:0.00} s"));
            await load.RunAsync(up, TimeSpan.FromMilliseconds(random.Next(1200, 2500)));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{load.Answered.Count} predictions answered, {load.Acknowledged.Count} truths acknowledged before a kill"));
        Assert.True(load.Answered.Count > 20 && load.Acknowledged.Count > 5, "the load was none");

        using var last = await UpProcess.StartAsync(folder.Path);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"last start: ready after {last.Ready.TotalSeconds:0.00} s"));
        var records = new JsonArray([.. load.Acknowledged.Select(a => (JsonNode)new JsonObject { ["prediction_id"] = a.Key, ["truth"] = a.Value })]);
        var report = await last.PostAsync("/feedback/tiny", new JsonObject { ["records"] = records }.ToJsonString());
        Assert.Equal((0, load.Acknowledged.Count), ((int)report["accepted"]!, (int)report["repeated"]!));

        var captured = await CapturedAsync(last);
        Assert.Equal(captured.Count, captured.Distinct(StringComparer.Ordinal).Count());
        var lost = load.Answered.Where(a => a.Value).Select(a => a.Key).Except(captured, StringComparer.Ordinal).ToList();
        Assert.True(lost.Count == 0, $"{lost.Count} of {load.Answered.Count} predictions that were answered more than a second before a kill are not among the captures");
    }

    private static async Task<List<string>> CapturedAsync(UpProcess up)
    {
        var captured = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await up.GetAsync($"/api/v1/endpoints/tiny/predictions?limit=500{(next.Length == 0 ? "" : $"&cursor={Uri.EscapeDataString(next)}")}");
            captured.AddRange(page["items"]!.AsArray().Select(i => (string)i!["id"]!));
            next = (string?)page["next"];
        }

        return captured;
    }

    /// <summary>Callers who predict, and say the truth about every second prediction.</summary>
    private sealed class Load
    {
        private static readonly TimeSpan Safe = TimeSpan.FromSeconds(1);
        private int _number;

        /// <summary>Ids of answered predictions, and whether they were answered long before the kill.</summary>
        public ConcurrentDictionary<string, bool> Answered { get; } = new(StringComparer.Ordinal);

        /// <summary>Truths by id whose acknowledgement has arrived.</summary>
        public ConcurrentDictionary<string, int> Acknowledged { get; } = new(StringComparer.Ordinal);

        public async Task RunAsync(UpProcess up, TimeSpan until)
        {
            var begun = TimeProvider.System.GetTimestamp();
            var times = new ConcurrentDictionary<string, TimeSpan>(StringComparer.Ordinal);
            var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(up, times, begun))).ToList();
            await Task.Delay(until);
            var killed = TimeProvider.System.GetElapsedTime(begun);
            await up.KillAsync();
            await Task.WhenAll(callers);
            foreach (var (id, at) in times)
            {
                Answered[id] = at < killed - Safe;
            }
        }

        private async Task CallAsync(UpProcess up, ConcurrentDictionary<string, TimeSpan> times, long begun)
        {
            try
            {
                while (true)
                {
                    var number = Interlocked.Increment(ref _number);
                    var answer = await up.PostAsync("/predict/tiny", ServedProject.Record);
                    var id = (string)answer["prediction_id"]!;
                    times[id] = TimeProvider.System.GetElapsedTime(begun);
                    if (number % 2 == 0)
                    {
                        await up.PostAsync("/feedback/tiny", $$"""{"prediction_id": "{{id}}", "truth": {{number}}}""");
                        Acknowledged[id] = number;
                    }
                }
            }
            catch (HttpRequestException)
            {
                // The server is dead, as it should be.
            }
        }
    }
}
