using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Data;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Monitoring;
using Rondo.Deployment.Retraining;
using Rondo.Deployment.Serving;
using Rondo.Deployment.Tests.Alerts;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Tests.Retraining;

/// <summary>
/// A project whose model is trained for real and answers behind an endpoint: requests, captures, truths, monitors and the loop are those of a
/// server, in simulated time.
/// </summary>
internal sealed class LoopProject : IAsyncDisposable
{
    private const int History = 1200;
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Signature Asked = new(Signature.Regression, [new("at", FieldType.Timestamp), new("kind", FieldType.Text), new("x", FieldType.Number)], [], "y");

    private readonly string _folder;
    private readonly IReadOnlyList<string> _more;
    private readonly CaptureLog _captures;
    private int _lived;

    private LoopProject(string folder, IReadOnlyList<string> more, StageRegistry stages, ManualClock clock, Workspace workspace)
    {
        (_folder, _more, Stages, Clock, Workspace) = (folder, more, stages, clock, workspace);
        _captures = CaptureLog.Open(workspace);
        Server = new(workspace, new() { Captures = _captures });
    }

    public StageRegistry Stages { get; }

    public ManualClock Clock { get; }

    public Workspace Workspace { get; }

    public EndpointServer Server { get; }

    public RetrainingStore Retrainings => new(Workspace);

    /// <param name="retrain">Of rondo.yaml.</param>
    /// <param name="charter">What the charter says besides.</param>
    /// <param name="monitor">Of rondo.yaml.</param>
    /// <param name="more">Names of further columns of numbers, which say nothing.</param>
    public static async Task<LoopProject> OpenAsync(string retrain, string charter = "", string monitor = "{ every: 1h }", IReadOnlyList<string>? more = null)
    {
        more ??= [];
        var folder = Directory.CreateTempSubdirectory("rondo-loop-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "rondo.yaml"),
            $$"""
            rondo: 1
            project: demand
            charter: { task: regression, target: y{{charter}} }
            data: { source: history.csv, time: at, split: { by: time, test: 20%, validation: 10% } }
            slices: [kind]
            train: { search: xgboost, xgboost: { rounds: 30 } }
            serve: { endpoint: demand }
            monitor: {{monitor}}
            retrain: {{retrain}}
            """);
        await File.WriteAllLinesAsync(Path.Combine(folder, "history.csv"), [string.Join(',', ["at,kind,x,y", .. more.Select(m => $"\"{m.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")]), .. Enumerable.Range(0, History).Select(i => string.Join(',', [Line(i, drifted: false), .. more.Select((_, c) => Noise(i, c).ToString("R", CultureInfo.InvariantCulture))]))]);
        var stages = new StageRegistry().AddPipelines().AddScoping().AddData().AddModeling().AddDeployment();
        var clock = new ManualClock(Begin.AddHours(History));
        return new(folder, more, stages, clock, await Workspace.OpenAsync(new(Path.Combine(folder, ".rondo"), clock, stages.Migrations), CancellationToken.None));
    }

    /// <summary>Trains a version, which nobody uses yet.</summary>
    public async Task TrainAsync()
    {
        var report = (await PipelineRunner.RunAsync(new(Project([])) { User = "ann" }, Workspace, Stages, _ => { }, CancellationToken.None)).Value;
        Assert.True(report.Status == RunStatus.Succeeded, string.Join(' ', report.Steps.SelectMany(s => s.Failures)));
    }

    /// <summary>Trains the first version, makes it the champion and puts it behind the endpoint <c>demand</c>.</summary>
    public async Task DeployFirstAsync()
    {
        await TrainAsync();
        await PromoteModel.RunAsync(Workspace, new("demand@1", "ann"), CancellationToken.None);
        _ = (await Server.DeployAsync(new("demand", "demand@1", "ann", "the first"), CancellationToken.None)).Value;
    }

    public void Spoil() => File.Delete(Path.Combine(_folder, "history.csv"));

    /// <summary>Hours of traffic with their truths; time goes on with them.</summary>
    /// <returns>The mean absolute error of the answers.</returns>
    public async Task<double> LiveAsync(int hours, bool drifted)
    {
        var (truths, error) = (new List<Feedback>(), 0.0);
        for (var i = History + _lived; i < History + _lived + hours; i++)
        {
            Clock.Now = Begin.AddHours(i);
            var truth = Truth(i, drifted);
            truths.Add(new(Id(i), truth.ToString("R", CultureInfo.InvariantCulture), Clock.Now));
            error += Math.Abs(truth - (double)(await AskAsync(i))["prediction"]!) / hours;
        }

        _lived += hours;
        Clock.Now = Begin.AddHours(History + _lived);
        await _captures.FlushAsync("demand", CancellationToken.None);
        var kept = (await new FeedbackStore(Workspace).AddAsync("demand", Asked, truths, replace: false, CancellationToken.None)).Value;
        Assert.Equal(hours, kept.Accepted);
        return error;
    }

    /// <summary>Asks about the first hours of the traffic again, under new ids and with the same truths.</summary>
    public async Task AskAgainAsync(int hours, bool drifted)
    {
        var truths = new List<Feedback>();
        for (var i = History; i < History + hours; i++)
        {
            Clock.Now += TimeSpan.FromSeconds(1);
            await AskAsync(i, Id(i) + "-again");
            truths.Add(new(Id(i) + "-again", Truth(i, drifted).ToString("R", CultureInfo.InvariantCulture), Clock.Now));
        }

        await _captures.FlushAsync("demand", CancellationToken.None);
        Assert.Equal(hours, (await new FeedbackStore(Workspace).AddAsync("demand", Asked, truths, replace: false, CancellationToken.None)).Value.Accepted);
    }

    /// <summary>What the endpoint answers now about an hour that has been.</summary>
    public Task<JsonObject> AskAsync(int i) => AskAsync(i, Id(i));

    private async Task<JsonObject> AskAsync(int i, string id)
    {
        var body = new JsonObject { ["at"] = At(i), ["kind"] = Kind(i), ["x"] = X(i) };
        for (var c = 0; c < _more.Count; c++)
        {
            body[_more[c]] = Noise(i, c);
        }

        var answer = new ArrayBufferWriter<byte>();
        var said = await Server.PredictAsync("demand", new(Encoding.UTF8.GetBytes(body.ToJsonString())), answer, new(Clock.GetTimestamp()) { PredictionId = id }, CancellationToken.None);
        Assert.True(said.Outcome is PredictOutcome.Ok, string.Join(' ', said.Failures));
        return JsonNode.Parse(answer.WrittenSpan)!.AsObject();
    }

    public RetrainingLoop Loop() => new(new(Workspace, Stages, Server) { Load = (name, overrides) => name is "demand" ? ProjectLoader.Load(_folder, overrides, Stages) : null });

    /// <summary>What the server's heartbeats do in their turn.</summary>
    public async Task BeatAsync()
    {
        await new WatchDue(Workspace).RunAsync(Project([]), now: false, CancellationToken.None);
        await Loop().TickAsync(CancellationToken.None);
    }

    public Task<Alert> RaiseAsync(string rule, string sentence) => RaiseAlert.RunAsync(Workspace, new("demand", rule, AlertSeverity.Critical, sentence, []), channels: 0, CancellationToken.None);

    public Task<IReadOnlyList<Alert>> AlertsAsync() => new AlertStore(Workspace).ListAsync(new("demand"), 100, null, CancellationToken.None);

    public long Deployed() => Server.Find("demand")!.Endpoint.Version!.Value;

    public async Task<string[]> AuditAsync(string prefix = "retraining") =>
        [.. (await Workspace.Audit.ListAsync("endpoint:demand", 100, null, CancellationToken.None)).Select(e => e.Event.Action).Where(a => a.StartsWith(prefix, StringComparison.Ordinal)).Reverse()];

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await _captures.DisposeAsync();
        await Workspace.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public Project Read() => Project([]);

    private Project Project(IReadOnlyList<string> overrides) => ProjectLoader.Load(_folder, overrides, Stages).Value;

    private static string Line(int i, bool drifted) => string.Create(CultureInfo.InvariantCulture, $"{At(i)},{Kind(i)},{X(i):R},{Truth(i, drifted):R}");

    private static string At(int i) => Begin.AddHours(i).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"p{i:D6}");

    private static string Kind(int i) => (i * 7919 % 3) switch { 0 => "a", 1 => "b", _ => "c" };

    private static double X(int i) => i * 2654435761L % 1000 / 100.0;

    private static double Noise(int i, int column) => (i + (column * 131L)) * 48271L % 1009;

    // Noise that is the same each time, and a drift that turns the slope of one kind around.
    private static double Truth(int i, bool drifted) =>
        Math.Round(20 + (Kind(i) is "a" ? (drifted ? -4 : 2) * X(i) : X(i)) + (5 * Math.Sin(i % 24 / 24.0 * 2 * Math.PI)) + (i * 40503L % 977 / 977.0), 6);
}
