using System.Globalization;
using Rondo.Bundles;
using Rondo.Data;
using Rondo.Deployment.Drift;
using Rondo.Deployment.Monitoring;
using Rondo.Deployment.Tests.Alerts;
using Rondo.DuckDb;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Tests.Monitoring;

/// <summary>A workspace with one endpoint, whose captures and feedback a test writes as serving would.</summary>
internal sealed class Garden : IAsyncDisposable
{
    public const string Name = "bikes";

    public static readonly DateTimeOffset Begin = new(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Database _database = Database.Open(null);
    private readonly Connection _connection;
    private readonly RandomDraws _random = new(17);
    private long _file;
    private long _sequence;

    private Garden(Workspace workspace, string folder, ManualClock clock)
    {
        (Workspace, Folder, Clock) = (workspace, folder, clock);
        _connection = _database.Connect();
    }

    public Workspace Workspace { get; }

    public string Folder { get; }

    public ManualClock Clock { get; }

    public MonitorSettings Settings { get; set; } = new() { Window = TimeSpan.FromDays(1) };

    public IReadOnlyList<string> Slices { get; set; } = [];

    public Charter Charter { get; set; } = new(TaskKind.Regression, "y");

    public Endpoint Endpoint { get; } = new(Name, "city", "city", 1, null, EndpointStatus.Live, 1, Begin, "ann", "");

    public static async Task<Garden> OpenAsync(string? postgreSql = null)
    {
        var folder = Directory.CreateTempSubdirectory("rondo-monitor-").FullName;
        var clock = new ManualClock(Begin);
        var workspace = await Workspace.OpenAsync(new(folder, clock, new StageRegistry().AddDeployment().Migrations) { PostgreSql = postgreSql }, default);
        var garden = new Garden(workspace, folder, clock);
        Directory.CreateDirectory(Path.Combine(folder, "captures", Name));
        await garden.SqlAsync("INSERT INTO endpoints (name, project, model, version, state, revision, changed_at, changed_by, reason) VALUES ('bikes', 'city', 'city', 1, 'live', 1, 0, 'ann', '')");
        return garden;
    }

    public Task SqlAsync(string text) => Workspace.WriteAsync((transaction, ct) => transaction.ExecuteSqlAsync(text, [], ct), default);

    public async Task<WatchReport> PassAsync()
    {
        var watch = new WatchEndpoint(Workspace, new WatchedVersions((_, version, _) => Task.FromResult<WatchedVersion?>(Version(version))));
        return (await watch.RunAsync(new(Endpoint, Settings, Charter) { Slices = Slices }, default)).Value!;
    }

    /// <summary>Writes a capture file: <paramref name="rows"/> answers spread over the hours of a day.</summary>
    public async Task<IReadOnlyList<(string Id, double Value)>> CaptureAsync(int day, int rows, double shift = 0, int invalid = 0, double missing = 0, int version = 1)
    {
        _file++;
        var ids = new List<(string, double)>();
        _connection.Execute("CREATE OR REPLACE TABLE c (_prediction_id VARCHAR, _at TIMESTAMP, _version BIGINT, _status VARCHAR, _latency_us BIGINT, _value DOUBLE, _label VARCHAR, x DOUBLE, colour VARCHAR)");
        using (var appender = _connection.Appender("c"))
        {
            for (var i = 0; i < rows + invalid; i++)
            {
                var at = Begin.AddDays(day).AddSeconds(86_000.0 * i / (rows + invalid));
                var ok = i < rows;
                var (value, id) = (100 + (10 * _random.Normal()), string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds():D14}{_file:D4}{i:D8}"));
                appender.AppendRow([id, at.UtcDateTime, (long)version, ok ? "ok" : "invalid", (long)(1000 * Math.Exp(_random.Normal() / 4)), ok ? value : null, null,
                    _random.Uniform() < missing ? null : _random.Normal() + shift, new[] { "red", "green", "blue" }[_random.Below(3)]]);
                ids.Add((id, value));
            }

            appender.Complete();
        }

        var path = string.Create(CultureInfo.InvariantCulture, $"{Name}/{_file:D8}.parquet");
        _connection.Execute($"COPY c TO {Sql.Literal(Path.Combine(Folder, "captures", path))} (FORMAT PARQUET)");
        var (first, last) = ((Begin.AddDays(day) - DateTimeOffset.UnixEpoch).Ticks / 10, (Begin.AddDays(day + 1) - DateTimeOffset.UnixEpoch).Ticks / 10);
        await SqlAsync(string.Create(CultureInfo.InvariantCulture, $"INSERT INTO capture_files (endpoint, number, path, row_count, first_at, last_at, digest) VALUES ('bikes', {_file}, '{path}', {rows}, {first}, {last}, '{new string('0', 64)}')"));
        return ids;
    }

    /// <summary>Writes truths that differ from the answers by about <paramref name="error"/>.</summary>
    public Task FeedbackAsync(IEnumerable<(string Id, double Value)> answers, double error) => FeedbackAsync(answers, _ => error);

    /// <summary>Writes truths that differ from the answers by about the <paramref name="error"/> of each id.</summary>
    public async Task FeedbackAsync(IEnumerable<(string Id, double Value)> answers, Func<string, double> error)
    {
        await Workspace.WriteAsync(
            async (transaction, ct) =>
            {
                foreach (var (id, value) in answers)
                {
                    await transaction.ExecuteSqlAsync(
                        "INSERT INTO feedback (endpoint, prediction_id, sequence, truth, observed_at, received_at) VALUES ('bikes', @id, @sequence, @truth, 0, 0)",
                        [("id", id), ("sequence", ++_sequence), ("truth", (value + (error(id) * _random.Normal())).ToString("R", CultureInfo.InvariantCulture))], ct);
                }
            },
            default);
    }

    /// <summary>The ids of a day's answers for which a condition holds.</summary>
    public Task<HashSet<string>> WhereAsync(int day, string condition)
    {
        using var found = _connection.Query($"SELECT _prediction_id FROM c WHERE {condition} AND CAST(_at AS DATE) = DATE '{Begin.AddDays(day):yyyy-MM-dd}'");
        return Task.FromResult(found.Rows().Select(r => (string)r[0]!).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>Replaces truths, as feedback with <c>replace</c> does.</summary>
    public Task ReplaceAsync(IEnumerable<(string Id, double Value)> answers, double error) => Workspace.WriteAsync(
        async (transaction, ct) =>
        {
            foreach (var (id, value) in answers)
            {
                await transaction.ExecuteSqlAsync(
                    "UPDATE feedback SET truth = @truth, sequence = @sequence WHERE endpoint = 'bikes' AND prediction_id = @id",
                    [("id", id), ("sequence", ++_sequence), ("truth", (value + error).ToString("R", CultureInfo.InvariantCulture))], ct);
            }
        },
        default);

    public async ValueTask DisposeAsync()
    {
        await Workspace.DisposeAsync();
        _connection.Dispose();
        _database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    public static WatchedVersion Version(long version)
    {
        var random = new RandomDraws(5);
        double[] sorted = [.. Enumerable.Range(0, 5000).Select(_ => random.Normal()).Order()];
        var edges = Enumerable.Range(1, 9).Select(i => sorted[i * 500]).ToArray();
        var counts = new long[10];
        Array.ForEach(sorted, v => counts[ReferenceColumn.Bin(edges, v)]++);
        var profile = new TableProfile(5000, 0,
        [
            new("x", ColumnType.Number, 0, 5000) { Numbers = new(sorted[0], sorted[^1], 0, 1) { Edges = edges, Counts = counts }, Relation = new(0.5, 0.5) },
            new("colour", ColumnType.Text, 0, 3) { Top = [new("red", 1700), new("green", 1650), new("blue", 1650)] },
        ]);
        var signature = new Signature(Signature.Regression, [new("x", FieldType.Number), new("colour", FieldType.Text)], [], "y");
        return WatchedVersion.Of(version, signature, profile, [new("mae", 4, "", new("model", "test")) { Low = 3.8, High = 4.2, Count = 1000 }]);
    }
}
