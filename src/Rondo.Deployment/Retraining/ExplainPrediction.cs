using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Endpoints;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary><c>rondo why PREDICTION</c>: finds a captured prediction and everything that led to it.</summary>
public static class ExplainPrediction
{
    private const int MostChanges = 1000;

    /// <summary>Explains the prediction with this id. Of several behind one endpoint it is the first that was answered: the truth belongs to it.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="id">The id.</param>
    /// <param name="endpoint">Behind which endpoint; null where only one has such a prediction.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>
    /// The report; <c>prediction.unknown</c> when no captured file holds it, or <c>prediction.uncaptured</c> (kind No) with what is known where a truth of it has come; <c>prediction.several</c> when several endpoints have one and none was named.
    /// </returns>
    public static async Task<Result<PredictionReport>> RunAsync(Workspace workspace, string id, string? endpoint, CancellationToken ct)
    {
        var found = await FindPrediction.RunAsync(workspace, endpoint, id, ct);
        if (found.Count == 0)
        {
            if (await UncapturedAsync(workspace, id, endpoint, ct) is { Count: > 0 } truths)
            {
                return truths;
            }

            var where = endpoint is null ? "" : $" behind '{endpoint}'";
            return new Failure("prediction.unknown", $"No captured prediction{where} has the id '{id}'.", "Captures reach the disk after a moment, and only those of endpoints with capture on; give the id exactly as it was answered.");
        }

        var endpoints = found.GroupBy(f => f.File.Endpoint, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        if (endpoints.Count > 1)
        {
            return new Failure(
                "prediction.several",
                $"Predictions of {endpoints.Count} endpoints have the id '{id}': {string.Join(", ", endpoints.Select(g => g.Count() == 1 ? g.Key : string.Create(CultureInfo.InvariantCulture, $"{g.Key} ({g.Count()})")))}.",
                $"Say which: rondo why {id} --endpoint {endpoints[0].Key}.");
        }

        var (file, prediction) = found[0];
        var row = await Task.Run(() => FindPrediction.Read(file, prediction, ct), ct);
        return await CompleteAsync(workspace, file.Endpoint, id, row, ct) with { Others = [.. found.Skip(1).Select(f => f.Prediction)] };
    }

    // A truth waits for its prediction, or the prediction was never kept: one failure for each endpoint that has such a truth.
    private static async Task<List<Failure>> UncapturedAsync(Workspace workspace, string id, string? endpoint, CancellationToken ct)
    {
        var failures = new List<Failure>();
        foreach (var one in (await new EndpointStore(workspace).ListAsync(ct)).Where(e => endpoint is null || string.Equals(e.Name, endpoint, StringComparison.Ordinal)))
        {
            if (await new FeedbackStore(workspace).FindAsync(one.Name, id, ct) is { } known)
            {
                failures.Add(new(
                    "prediction.uncaptured",
                    $"The prediction '{id}' of {one.Name} was not captured; its truth is {known.Feedback.Truth}, observed {Minute(known.Feedback.ObservedAt)} and received {Minute(known.ReceivedAt)}.",
                    $"It may reach the disk in a moment. Else it was not among the {one.Settings.Capture * 100:0.##} % that are captured, was dropped for want of room (rondo_capture_dropped_total counts those), or was answered from another workspace: ask there.")
                {
                    Kind = FailureKind.No,
                });
            }
        }

        return failures;
    }

    private static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

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
