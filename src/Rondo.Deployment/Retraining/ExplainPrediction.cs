using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Endpoints;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary><c>rondo why PREDICTION</c>: finds a captured prediction and everything that led to it.</summary>
public static class ExplainPrediction
{
    private const int FilesAtOnce = 64;
    private const int MostChanges = 1000;

    /// <summary>Explains the prediction with this id, of whichever endpoint.</summary>
    /// <returns>The report; <c>prediction.unknown</c> when no captured file holds it.</returns>
    public static async Task<Result<PredictionReport>> RunAsync(Workspace workspace, string id, CancellationToken ct)
    {
        var store = new CaptureStore(workspace);
        for (var seen = 0; await store.NewestAsync(null, long.MaxValue, FilesAtOnce, seen, ct) is { Count: > 0 } batch; seen += batch.Count)
        {
            if (await Task.Run(() => Find([.. batch.Select(f => f.Path)], id, ct), ct) is { } found)
            {
                var endpoint = batch.First(f => string.Equals(f.Path, found.File, StringComparison.Ordinal)).Endpoint;
                return await CompleteAsync(workspace, endpoint, id, found.Row, ct);
            }
        }

        return new Failure("prediction.unknown", $"No captured prediction has the id '{id}'.", "Captures reach the disk after a moment, and only those of endpoints with capture on; give the id exactly as it was answered.");
    }

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
        var change = (await new EndpointStore(workspace).ChangesAsync(endpoint, MostChanges, null, ct)).FirstOrDefault(c => c.Version == number && c.At <= at);
        var model = (string?)change?.Evidence["model"] ?? (await new EndpointStore(workspace).FindAsync(endpoint, ct))?.Model ?? endpoint;
        var version = string.Create(CultureInfo.InvariantCulture, $"{model}@{number}");
        var ancestry = await ExplainAncestry.RunAsync(version, workspace, ct);
        var retraining = await new RetrainingStore(workspace).ThatMadeAsync(model, number, ct);
        return new(id, endpoint, at, version, row[CaptureColumns.Status] as string ?? "ok", Inputs(row), new() { ["value"] = Json(row[CaptureColumns.Value]), ["label"] = Json(row[CaptureColumns.Label]) })
        {
            Truth = (await new FeedbackStore(workspace).FindAsync(endpoint, id, ct))?.Feedback,
            Change = change is null ? null : Change(change),
            Review = await new ReviewStore(workspace).OfVersionAsync(model, number, ct),
            Retraining = retraining,
            Alert = retraining?.Alert is { } alert ? await new AlertStore(workspace).FindAsync(alert, ct) : null,
            Ancestry = ancestry.Ok ? ancestry.Value : null,
        };
    }

    private static JsonObject Inputs(Dictionary<string, object?> row) =>
        new(row.Where(c => !c.Key.StartsWith('_')).Select(c => KeyValuePair.Create<string, JsonNode?>(c.Key, Json(c.Value))));

    private static JsonObject Change(EndpointChange change) => new()
    {
        ["action"] = change.Action,
        ["at"] = change.At.ToString("O", CultureInfo.InvariantCulture),
        ["by"] = change.By,
        ["reason"] = change.Reason,
        ["revision"] = change.Revision,
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
}
