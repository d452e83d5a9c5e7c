using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary><c>rondo why PREDICTION</c>: finds a captured prediction and everything that led to it.</summary>
public static class ExplainPrediction
{
    private const int FilesAtOnce = 64;

    /// <summary>Explains the prediction with this id, of whichever endpoint.</summary>
    /// <returns>The report; <c>prediction.unknown</c> when no captured file holds it.</returns>
    public static async Task<Result<PredictionReport>> RunAsync(Workspace workspace, string id, CancellationToken ct)
    {
        var files = await FilesAsync(workspace, ct);
        foreach (var batch in files.Chunk(FilesAtOnce))
        {
            if (await Task.Run(() => Find([.. batch.Select(f => Path.Combine(workspace.Folder, "captures", f.Path))], id, ct), ct) is { } found)
            {
                var endpoint = batch.First(f => string.Equals(Path.Combine(workspace.Folder, "captures", f.Path), found.File, StringComparison.Ordinal)).Endpoint;
                return await CompleteAsync(workspace, endpoint, id, found.Row, ct);
            }
        }

        return new Failure("prediction.unknown", $"No captured prediction has the id '{id}'.", "Captures reach the disk after a moment, and only those of endpoints with capture on; give the id exactly as it was answered.");
    }

    private static Task<IReadOnlyList<(string Endpoint, string Path)>> FilesAsync(Workspace workspace, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT endpoint, path FROM capture_files ORDER BY last_at DESC, endpoint, number DESC");
            return await command.ToListAsync(r => (r.GetString(0), r.GetString(1)), token);
        },
        ct);

    private static (string File, Dictionary<string, object?> Row)? Find(string[] files, string id, CancellationToken ct)
    {
        try
        {
            using var database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1" });
            using var connection = database.Connect();
            connection.Execute("SET TimeZone = 'UTC'", ct);
            using var result = connection.Query($"SELECT * FROM read_parquet({Sql.Literal(files)}, union_by_name = true, filename = '_file') WHERE {CaptureColumns.PredictionId} = {Sql.Literal(id)} ORDER BY {CaptureColumns.At} LIMIT 1", ct: ct);
            var names = result.Columns.Select(c => c.Name).ToList();
            return result.Rows().FirstOrDefault() is { } row
                ? ((string)row[names.IndexOf("_file")]!, names.Zip(row).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal))
                : null;
        }
        catch (DuckDbException e)
        {
            throw new FailureException(new Failure("capture.unreadable", $"Captured traffic cannot be read: {e.Message}", "See which file is damaged: rondo verify.") { Kind = FailureKind.World }, e);
        }
    }

    private static async Task<PredictionReport> CompleteAsync(Workspace workspace, string endpoint, string id, Dictionary<string, object?> row, CancellationToken ct)
    {
        var at = Time(row[CaptureColumns.At]);
        var number = Convert.ToInt64(row[CaptureColumns.Version], CultureInfo.InvariantCulture);
        var change = await ChangeAsync(workspace, endpoint, number, at, ct);
        var model = await ModelAsync(workspace, endpoint, ct);
        var version = string.Create(CultureInfo.InvariantCulture, $"{model}@{number}");
        var ancestry = await ExplainAncestry.RunAsync(version, workspace, ct);
        return new(id, endpoint, at, version, row[CaptureColumns.Status] as string ?? "ok", Inputs(row), new() { ["value"] = Json(row[CaptureColumns.Value]), ["label"] = Json(row[CaptureColumns.Label]) })
        {
            Truth = await TruthAsync(workspace, endpoint, id, ct),
            Change = change,
            Review = await new ReviewStore(workspace).OfVersionAsync(model, number, ct),
            Retraining = await new RetrainingStore(workspace).ThatMadeAsync(model, number, ct),
            Ancestry = ancestry.Ok ? ancestry.Value : null,
        };
    }

    private static JsonObject Inputs(Dictionary<string, object?> row) =>
        new(row.Where(c => !c.Key.StartsWith('_')).Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key, Json(c.Value))));

    private static Task<string> ModelAsync(Workspace workspace, string endpoint, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT model FROM endpoints WHERE name = @endpoint", ("endpoint", endpoint));
            return await command.ExecuteScalarAsync(token) as string ?? endpoint;
        },
        ct);

    private static async Task<Feedback?> TruthAsync(Workspace workspace, string endpoint, string id, CancellationToken ct) => await workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT truth, observed_at FROM feedback WHERE endpoint = @endpoint AND prediction_id = @id", ("endpoint", endpoint), ("id", id));
            return await command.ToListAsync(r => new Feedback(id, r.GetString(0), OfMicros(r.GetInt64(1))), token);
        },
        ct) is [var truth, ..] ? truth : null;

    private static async Task<JsonObject?> ChangeAsync(Workspace workspace, string endpoint, long version, DateTimeOffset at, CancellationToken ct) => await workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(
                "SELECT action, changed_at, changed_by, reason, revision FROM endpoint_changes WHERE endpoint = @endpoint AND version = @version AND changed_at <= @at ORDER BY revision DESC LIMIT 1",
                ("endpoint", endpoint), ("version", version), ("at", (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond));
            return await command.ToListAsync(Change, token);
        },
        ct) is [var change, ..] ? change : null;

    private static JsonObject Change(DbDataReader r) => new()
    {
        ["action"] = r.GetString(0),
        ["at"] = OfMicros(r.GetInt64(1)).ToString("O", CultureInfo.InvariantCulture),
        ["by"] = r.GetString(2),
        ["reason"] = r.GetString(3),
        ["revision"] = r.GetInt64(4),
    };

    private static JsonValue? Json(object? value) => value switch
    {
        null => null,
        double d => double.IsFinite(d) ? JsonValue.Create(d) : null,
        long l => JsonValue.Create(l),
        bool b => JsonValue.Create(b),
        DateTime t => JsonValue.Create(t.ToString("O", CultureInfo.InvariantCulture)),
        DateTimeOffset t => JsonValue.Create(t.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    private static DateTimeOffset Time(object? value) => value switch
    {
        DateTimeOffset t => t,
        DateTime t => new(DateTime.SpecifyKind(t, DateTimeKind.Utc)),
        _ => DateTimeOffset.UnixEpoch,
    };

    private static DateTimeOffset OfMicros(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
