using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Data;
using Rondo.Deployment.Retraining;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Tests.Retraining;

/// <summary>
/// A project whose model is trained for real and answers behind an endpoint, with captures and truths as a server would have left them, in
/// simulated time.
/// </summary>
internal sealed class LoopProject : IAsyncDisposable
{
    private const int History = 1200;
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder;
    private int _captured;

    private LoopProject(string folder, StageRegistry stages, SimulatedClock clock, Workspace workspace) => (_folder, Stages, Clock, Workspace) = (folder, stages, clock, workspace);

    public StageRegistry Stages { get; }

    public SimulatedClock Clock { get; }

    public Workspace Workspace { get; }

    public List<LoopAlert> Alerts { get; } = [];

    public List<string> Raised { get; } = [];

    public Func<string, Task>? BeforeDeploy { get; set; }

    public RetrainingStore Retrainings => new(Workspace);

    public static async Task<LoopProject> OpenAsync(string retrain, string charter = "")
    {
        var folder = Directory.CreateTempSubdirectory("rondo-loop-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "rondo.yaml"),
            $$"""
            rondo: 1
            project: demand
            charter: { task: regression, target: y{{charter}} }
            data: { source: history.csv, time: at, split: { by: time, test: 20%, validation: 10% } }
            slices: [kind]
            train: { search: xgboost, xgboost: { rounds: 30 } }
            retrain: {{retrain}}
            """);
        await File.WriteAllLinesAsync(Path.Combine(folder, "history.csv"), ["at,kind,x,y", .. Enumerable.Range(0, History).Select(i => Line(i, drifted: false))]);
        var stages = new StageRegistry().AddPipelines().AddScoping().AddData().AddModeling().AddDeployment();
        var clock = new SimulatedClock(Begin.AddHours(History));
        return new(folder, stages, clock, await Workspace.OpenAsync(new(Path.Combine(folder, ".rondo"), clock, stages.Migrations), CancellationToken.None));
    }

    /// <summary>Trains the first version, makes it the champion and puts it behind the endpoint <c>demand</c>.</summary>
    public async Task DeployFirstAsync()
    {
        var project = ProjectLoader.Load(_folder, [], Stages).Value;
        var report = (await PipelineRunner.RunAsync(new(project) { User = "ann" }, Workspace, Stages, _ => { }, CancellationToken.None)).Value;
        Assert.True(report.Status == RunStatus.Succeeded, string.Join(' ', report.Steps.SelectMany(s => s.Failures)));
        await PromoteModel.RunAsync(Workspace, new("demand@1", "ann"), CancellationToken.None);
        await SetEndpointAsync(1);
    }

    public void Spoil() => File.Delete(Path.Combine(_folder, "history.csv"));

    /// <summary>Hours of traffic with their truths; time goes on with them.</summary>
    public async Task LiveAsync(int hours, bool drifted)
    {
        var number = _captured / 1000 + 1;
        var relative = Path.Combine("demand", string.Create(CultureInfo.InvariantCulture, $"{_captured:D6}.parquet"));
        var path = Path.Combine(Workspace.Folder, "captures", relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var first = History + _captured;
        var values = string.Join(",\n", Enumerable.Range(first, hours).Select(i => Captured(i)));
        using (var database = Database.Open(null))
        using (var connection = database.Connect())
        {
            connection.Execute($"COPY (SELECT * FROM (VALUES {values}) t(_prediction_id, _at, _version, _status, _latency_us, _value, _label, \"at\", kind, x)) TO {Sql.Literal(path)} (FORMAT PARQUET)");
        }

        var digest = Digest.Of(await File.ReadAllBytesAsync(path));
        await Workspace.WriteAsync(
            async (transaction, ct) =>
            {
                await transaction.ExecuteSqlAsync(
                    "INSERT INTO capture_files (endpoint, number, path, row_count, first_at, last_at, digest) VALUES ('demand', @number, @path, @rows, @first, @last, @digest)",
                    [("number", (long)_captured + 1), ("path", relative), ("rows", (long)hours), ("first", Micros(first)), ("last", Micros(first + hours - 1)), ("digest", digest.Hex)], ct);
                for (var i = first; i < first + hours; i++)
                {
                    await transaction.ExecuteSqlAsync(
                        "INSERT INTO feedback (endpoint, prediction_id, sequence, truth, observed_at, received_at) VALUES ('demand', @id, @sequence, @truth, @at, @at)",
                        [("id", Id(i)), ("sequence", (long)i - History + 1), ("truth", Truth(i, drifted).ToString("R", CultureInfo.InvariantCulture)), ("at", Micros(i))], ct);
                }
            },
            CancellationToken.None);
        _captured += hours;
        Clock.Now = Begin.AddHours(History + _captured);
    }

    public RetrainingLoop Loop() => new(new(Workspace, Stages)
    {
        Load = (name, overrides) => name is "demand" ? ProjectLoader.Load(_folder, overrides, Stages) : null,
        DeployAsync = async (endpoint, model, _, _, _) =>
        {
            await (BeforeDeploy?.Invoke(model) ?? Task.CompletedTask);
            await SetEndpointAsync(long.Parse(model.Split('@')[1], CultureInfo.InvariantCulture));
            return 1L;
        },
        AlertsAsync = (_, _) => Task.FromResult<IReadOnlyList<LoopAlert>>([.. Alerts]),
        RaiseAsync = (endpoint, rule, sentence, _, _) =>
        {
            Raised.Add($"{endpoint} {rule}: {sentence}");
            return Task.CompletedTask;
        },
    });

    public async Task<long> DeployedAsync() => await Workspace.Metadata.ReadAsync(
        async (connection, ct) =>
        {
            await using var command = connection.Sql("SELECT version FROM endpoints WHERE name = 'demand'");
            return (long)(await command.ExecuteScalarAsync(ct))!;
        },
        CancellationToken.None);

    public async Task<string[]> AuditAsync() => [.. (await Workspace.Audit.ListAsync("endpoint:demand", 100, null, CancellationToken.None)).Select(e => e.Event.Action).Reverse()];

    public async ValueTask DisposeAsync()
    {
        await Workspace.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Task SetEndpointAsync(long version) => Workspace.WriteAsync(
        (transaction, ct) => transaction.ExecuteSqlAsync(
            """
            INSERT INTO endpoints (name, project, model, version, state, revision, changed_at, changed_by, reason) VALUES ('demand', 'demand', 'demand', @version, 'live', 1, 0, 'ann', '')
            ON CONFLICT (name) DO UPDATE SET former_version = endpoints.version, version = excluded.version, revision = endpoints.revision + 1
            """,
            [("version", version)], ct),
        CancellationToken.None);

    private static string Captured(int i) => string.Create(CultureInfo.InvariantCulture,
        $"('{Id(i)}', TIMESTAMP '{At(i)}', 1, 'ok', 900, {Truth(i, false):R}::DOUBLE, NULL::VARCHAR, TIMESTAMP '{At(i)}', '{Kind(i)}', {X(i):R}::DOUBLE)");

    private static string Line(int i, bool drifted) => string.Create(CultureInfo.InvariantCulture, $"{At(i)},{Kind(i)},{X(i):R},{Truth(i, drifted):R}");

    private static string At(int i) => Begin.AddHours(i).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"p{i:D6}");

    private static string Kind(int i) => (i * 7919 % 3) switch { 0 => "a", 1 => "b", _ => "c" };

    private static double X(int i) => i * 2654435761L % 1000 / 100.0;

    // Noise that is the same each time, and a drift that turns the slope of one kind around.
    private static double Truth(int i, bool drifted) =>
        Math.Round(20 + (Kind(i) is "a" ? (drifted ? -4 : 2) * X(i) : X(i)) + (5 * Math.Sin(i % 24 / 24.0 * 2 * Math.PI)) + (i * 40503L % 977 / 977.0), 6);

    private static long Micros(int i) => (Begin.AddHours(i) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>Time that goes on when it is told to; durations are real.</summary>
internal sealed class SimulatedClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
