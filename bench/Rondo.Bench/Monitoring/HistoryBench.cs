using System.Diagnostics;
using System.Globalization;
using Rondo.Bundles;
using Rondo.Data;
using Rondo.Deployment;
using Rondo.Deployment.Monitoring;
using Rondo.DuckDb;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Bench.Monitoring;

/// <summary>What a pass over one new day costs after few days of history and after ten times as many: captures, feedback, windows, requirements.</summary>
internal sealed class HistoryBench : IAsyncDisposable
{
    private const int RowsADay = 5_000;
    private const int TruthsADay = 1_000;
    private const int Measured = 9;
    private static readonly DateTimeOffset Begin = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Clock _clock;
    private readonly string _folder;
    private readonly Workspace _workspace;
    private readonly WatchEndpoint _watch;
    private readonly WatchRequest _request;
    private readonly Database _database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1" });
    private int _day;

    private HistoryBench(string folder, Workspace workspace, Clock clock, WatchedVersion version)
    {
        (_folder, _workspace, _clock) = (folder, workspace, clock);
        _watch = new(workspace, new WatchedVersions((_, _, _) => Task.FromResult<WatchedVersion?>(version)));
        var charter = new Charter(TaskKind.Regression, "y") { Requirements = [Requirement.Parse("mae <= 60", new("rondo.yaml")).Value] };
        _request = new(new("bikes", "city", "city", 1, null, EndpointStatus.Live, 1, Begin, "ann", ""), new(), charter);
    }

    public static async Task RunAsync(int days)
    {
        var folder = Directory.CreateTempSubdirectory("rondo-history-").FullName;
        try
        {
            var clock = new Clock();
            await using var workspace = await Workspace.OpenAsync(new(folder, clock, new StageRegistry().AddDeployment().Migrations), default);
            await workspace.WriteAsync((t, ct) => t.ExecuteSqlAsync("INSERT INTO endpoints (name, project, model, version, state, revision, changed_at, changed_by, reason) VALUES ('bikes', 'city', 'city', 1, 'live', 1, 0, 'ann', '')", [], ct), default);
            Directory.CreateDirectory(Path.Combine(folder, "captures", "bikes"));
            await using var bench = new HistoryBench(folder, workspace, clock, await VersionAsync(folder));
            await bench.LiveAsync(days - Measured);
            var few = await bench.MeasureAsync();
            await bench.LiveAsync((days * 10) - Measured);
            var many = await bench.MeasureAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A pass over a new day of {RowsADay:N0} captures of 8 columns and {TruthsADay:N0} truths, median of {Measured}:"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{1000 * few:0} CPU ms after {days} days, {1000 * many:0} CPU ms after {10 * days} days: {many / few:0.00} times as much."));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task LiveAsync(int until)
    {
        while (_day < until)
        {
            await DayAsync();
            await PassAsync();
        }
    }

    private async Task<double> MeasureAsync()
    {
        var taken = new List<double>();
        for (var i = 0; i < Measured; i++)
        {
            await DayAsync();
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            await PassAsync();
            process.Refresh();
            taken.Add((process.TotalProcessorTime - before).TotalSeconds);
        }

        return taken.Order().ElementAt(Measured / 2);
    }

    private async Task PassAsync()
    {
        _clock.Now = Begin.AddDays(_day).AddHours(1);
        var report = (await _watch.RunAsync(_request, default)).Value;
        if (report is not { Files: 1, Feedback: TruthsADay } || report.Judged.Count != 1)
        {
            throw new InvalidOperationException("The pass did not take in the day.");
        }
    }

    private async Task DayAsync()
    {
        var (from, path) = (Begin.AddDays(_day), string.Create(CultureInfo.InvariantCulture, $"bikes/{_day:D6}.parquet"));
        using var connection = _database.Connect();
        var begin = (from - DateTimeOffset.UnixEpoch).Ticks / 10;
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            COPY (SELECT '{_day:D6}' || lpad(CAST(i AS VARCHAR), 20, '0') AS _prediction_id, make_timestamp({begin} + i * 17000000) AS _at, 1::BIGINT AS _version,
                'ok' AS _status, 1000::BIGINT AS _latency_us, random() * 100 AS _value, NULL::VARCHAR AS _label, {Columns}
                FROM range({RowsADay}) r(i)) TO {Sql.Literal(Path.Combine(_folder, "captures", path))} (FORMAT PARQUET)
            """));
        await _workspace.WriteAsync(
            async (t, ct) =>
            {
                await t.ExecuteSqlAsync(
                    "INSERT INTO capture_files (endpoint, number, path, row_count, first_at, last_at, digest) VALUES ('bikes', @number, @path, @rows, @first, @last, @digest)",
                    [("number", _day + 1L), ("path", path), ("rows", (long)RowsADay), ("first", begin), ("last", begin + (17_000_000L * (RowsADay - 1))), ("digest", new string('0', 64))], ct);
                for (var i = 0; i < TruthsADay; i++)
                {
                    await t.ExecuteSqlAsync(
                        "INSERT INTO feedback (endpoint, prediction_id, sequence, truth, observed_at, received_at) VALUES ('bikes', @id, @sequence, '50', 0, 0)",
                        [("id", string.Create(CultureInfo.InvariantCulture, $"{_day:D6}{i:D20}")), ("sequence", (_day * (long)TruthsADay) + i + 1)], ct);
                }
            },
            default);
        _day++;
    }

    private const string Columns = "random() AS a, random() AS b, random() AS c, random() + random() AS d, 'v' || CAST(floor(random() * 5) AS INT) AS e, 'v' || CAST(floor(random() * 50) AS INT) AS f, 'v' || CAST(floor(random() * 500) AS INT) AS g, CAST(floor(random() * 24) AS DOUBLE) AS h";

    private static async Task<WatchedVersion> VersionAsync(string folder)
    {
        var table = Path.Combine(folder, "reference.parquet");
        using (var database = Database.Open(null))
        {
            using var connection = database.Connect();
            connection.Execute($"COPY (SELECT {Columns} FROM range(20000)) TO {Sql.Literal(table)} (FORMAT PARQUET)");
        }

        var profile = (await ProfileFile.RunAsync(new(table), (_, _) => { }, default)).Profile;
        var signature = new Signature(Signature.Regression, [.. profile.Columns.Select(c => new Field(c.Name, c.Type == ColumnType.Text ? FieldType.Text : FieldType.Number))], []);
        return WatchedVersion.Of(1, signature, profile, [new("mae", 25, "", new("model", "test")) { Low = 24, High = 26, Count = 2000 }]);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Begin;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
