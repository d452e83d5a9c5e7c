using System.Diagnostics;
using System.Globalization;
using Rondo.Bundles;
using Rondo.Data;
using Rondo.Deployment;
using Rondo.Deployment.Monitoring;
using Rondo.DuckDb;

namespace Rondo.Bench.Monitoring;

/// <summary>What a million captured rows cost the monitor: counting them and judging every column.</summary>
internal static class CapturedBench
{
    /// <summary>Writes the captures of a table, and the profile of the same table as reference.</summary>
    public static async Task PrepareAsync(string table, string captures, string profile)
    {
        using (var database = Database.Open(null))
        {
            using var connection = database.Connect();
            connection.Execute($"""
                COPY (SELECT lpad(CAST(row_number() OVER () AS VARCHAR), 26, '0') AS _prediction_id, TIMESTAMP '2027-03-01' + to_seconds(row_number() OVER () // 20) AS _at, 1::BIGINT AS _version,
                    'ok' AS _status, (500 + hash(row_number() OVER ()) % 4000)::BIGINT AS _latency_us, (hash(row_number() OVER ()) % 1000) / 10.0::DOUBLE AS _value, NULL::VARCHAR AS _label, *
                    FROM read_parquet({Sql.Literal(table)})) TO {Sql.Literal(captures)} (FORMAT PARQUET, COMPRESSION ZSTD, ROW_GROUP_SIZE 122880)
                """);
        }

        await File.WriteAllTextAsync(profile, (await ProfileFile.RunAsync(new(table), (_, _) => { }, default)).Profile.ToJson());
    }

    public static void Run(string captures, string profile)
    {
        var table = TableProfile.FromJson(File.ReadAllText(profile));
        var signature = new Signature(Signature.Regression, [.. table.Columns.Select(c => new Field(c.Name, c.Type switch
        {
            ColumnType.Number => FieldType.Number,
            ColumnType.Boolean => FieldType.Boolean,
            ColumnType.Timestamp => FieldType.Timestamp,
            _ => FieldType.Text,
        }))], []);
        var version = WatchedVersion.Of(1, signature, table, []);
        var settings = new MonitorSettings();
        using var database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1", ["memory_limit"] = "512MB" });
        using var connection = database.Connect();
        connection.Execute("SET TimeZone = 'UTC'");
        var counted = new CaptureCounter(connection, new Dictionary<long, WatchedVersion> { [1] = version }, settings.Window).Count(captures, default);
        var taken = Process.GetCurrentProcess().TotalProcessorTime;
        long rows = 0;
        foreach (var (key, counts) in counted.Windows)
        {
            var result = new WindowJudge(settings, version).Judge("bench", key.Start, counts, null);
            rows += result.Rows;
        }

        var all = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} captured rows x {version.Columns.Count} columns: {all.TotalProcessorTime.TotalSeconds:0.00} CPU s in all ({taken.TotalSeconds:0.00} reading and counting, the rest judging), {all.PeakWorkingSet64 / 1e6:0} MB at most."));
    }
}
