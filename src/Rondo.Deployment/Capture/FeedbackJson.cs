using System.Globalization;
using System.Text.Json;
using Rondo.Kernel;

namespace Rondo.Deployment.Capture;

/// <summary>
/// Reads feedback from JSON: one object <c>{"prediction_id", "truth", "observed_at"}</c>, an array of them, or
/// <c>{"records": […], "replace": true}</c>.
/// </summary>
public static class FeedbackJson
{
    private const int Listed = 20;

    /// <summary>Reads a document.</summary>
    /// <param name="root">What was sent.</param>
    /// <param name="now">When a truth became true that does not say so itself.</param>
    /// <returns>The truths and whether they may replace others; or failures that name the entry and what is wrong with it.</returns>
    public static Result<(IReadOnlyList<Feedback> Items, bool Replace)> Read(JsonElement root, DateTimeOffset now)
    {
        if (Replaces(root) is not { } replace)
        {
            return new Failure("feedback.replace", "'replace' is neither true nor false.", "Write \"replace\": true, without quotes around true, or leave it out.");
        }

        var records = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("records", out var inner) ? inner : root;
        if (records.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return new Failure("feedback.json", "Feedback is a JSON object, or an array of objects.", "Send { \"prediction_id\": \"…\", \"truth\": … }.");
        }

        var (items, failures, entry) = (new List<Feedback>(), new List<Failure>(), 0);
        foreach (var record in records.ValueKind == JsonValueKind.Array ? records.EnumerateArray() : (IEnumerable<JsonElement>)[records])
        {
            var read = One(record, now);
            if (read.Ok)
            {
                items.Add(read.Value);
            }
            else
            {
                failures.Add(FeedbackChecks.At(read.Failures[0], entry));
            }

            entry++;
            if (failures.Count == Listed || entry > FeedbackStore.LargestBatch)
            {
                break;
            }
        }

        return failures.Count > 0 ? failures : (items, replace);
    }

    // Null: neither yes nor no.
    private static bool? Replaces(JsonElement root) => root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("replace", out var asked) ? false : asked.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Reads one truth.</summary>
    internal static Result<Feedback> One(JsonElement record, DateTimeOffset now)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            return Wrong("It is no JSON object.", "Send { \"prediction_id\": \"…\", \"truth\": … }.");
        }

        if (record.EnumerateObject().FirstOrDefault(p => p.Name is not ("prediction_id" or "truth" or "observed_at" or "replace")) is { Value.ValueKind: not JsonValueKind.Undefined } extra)
        {
            return Wrong($"It has an unknown key '{(extra.Name.Length > 100 ? extra.Name[..100] + "…" : extra.Name)}'.", "The keys are prediction_id, truth and observed_at.");
        }

        if (!record.TryGetProperty("prediction_id", out var id) || id.ValueKind != JsonValueKind.String)
        {
            return Wrong("It has no prediction_id.", "Give the id that the prediction was answered with.");
        }

        if (!record.TryGetProperty("truth", out var truth) || Text(truth) is not { } text)
        {
            return Wrong("Its truth is missing, or is no number, text, true or false.", "Give \"truth\": what turned out to be true.");
        }

        return record.TryGetProperty("observed_at", out var at) && at.ValueKind != JsonValueKind.Null
            ? Observed(id.GetString()!, text, at)
            : new Feedback(id.GetString()!, text, now);
    }

    private static Result<Feedback> Observed(string id, string truth, JsonElement at) =>
        at.ValueKind == JsonValueKind.String
        && DateTimeOffset.TryParse(at.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? new Feedback(id, truth, time)
            : Wrong("Its observed_at is no time.", "Write it like \"2026-11-21T08:30:00Z\".");

    private static string? Text(JsonElement truth) => truth.ValueKind switch
    {
        JsonValueKind.String => truth.GetString(),
        JsonValueKind.Number => truth.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static Failure Wrong(string problem, string remedy) => new("feedback.entry", problem, remedy);
}
