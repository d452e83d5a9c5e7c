using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Capture;
using Rondo.Modeling;

namespace Rondo.Deployment;

/// <summary>All that lies behind one prediction: what was asked and answered, what turned out to be true, and how the version that answered came to be there.</summary>
/// <param name="Id">The prediction's id.</param>
/// <param name="Endpoint">Which endpoint answered.</param>
/// <param name="At">When.</param>
/// <param name="Version">Which version: <c>bike-demand@3</c>.</param>
/// <param name="Status">ok, invalid, error or shed.</param>
/// <param name="Request">The inputs by name; null where the request had none.</param>
/// <param name="Answer"><c>value</c> and, for classes, <c>label</c>.</param>
public sealed record PredictionReport(string Id, string Endpoint, DateTimeOffset At, string Version, string Status, JsonObject Request, JsonObject Answer)
{
    /// <summary>What turned out to be true; null while nobody has said.</summary>
    public Feedback? Truth { get; init; }

    /// <summary>The change of the endpoint that put the version there: action, at, by, reason; null when it is not known.</summary>
    public JsonObject? Change { get; init; }

    /// <summary>The review of the version; null when there was none.</summary>
    public ModelReview? Review { get; init; }

    /// <summary>The retraining that made the version; null when people did.</summary>
    public RetrainingRecord? Retraining { get; init; }

    /// <summary>The alert that set the retraining off; null where none did.</summary>
    public Alerts.Alert? Alert { get; init; }

    /// <summary>The ancestry of the version: run, rows, code, people, decisions; null when the version is gone.</summary>
    public WhyReport? Ancestry { get; init; }

    /// <summary>Other predictions of the endpoint with the same id, by time, at most 99: a caller gave it again. The truth belongs to this one.</summary>
    public IReadOnlyList<CapturedPrediction> Others { get; init; } = [];

    /// <summary>For machines.</summary>
    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["endpoint"] = Endpoint,
        ["at"] = At.ToString("O", CultureInfo.InvariantCulture),
        ["version"] = Version,
        ["status"] = Status,
        ["request"] = Request.DeepClone(),
        ["answer"] = Answer.DeepClone(),
        ["truth"] = Truth is null ? null : new JsonObject { ["truth"] = Truth.Truth, ["observedAt"] = Truth.ObservedAt.ToString("O", CultureInfo.InvariantCulture) },
        ["change"] = Change?.DeepClone(),
        ["review"] = Review?.ToJson(),
        ["retraining"] = Retraining?.ToJson(),
        ["alert"] = Alert is null ? null : new JsonObject { ["id"] = Alert.Id, ["rule"] = Alert.Rule, ["sentence"] = Alert.Sentence, ["firedAt"] = Alert.FiredAt?.ToString("O", CultureInfo.InvariantCulture), ["evidence"] = Alert.Evidence.DeepClone() },
        ["others"] = new JsonArray([.. Others.Select(o => (JsonNode)new JsonObject
        {
            ["at"] = o.At.ToString("O", CultureInfo.InvariantCulture),
            ["version"] = o.Version,
            ["status"] = o.Status.ToString().ToLowerInvariant(),
            ["value"] = o.Value,
            ["label"] = o.Label,
        })]),
        ["lineage"] = Ancestry?.ToJson(),
    };
}
