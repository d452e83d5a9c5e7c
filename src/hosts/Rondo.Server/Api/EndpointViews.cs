using System.ComponentModel;
using System.Text.Json.Nodes;
using Rondo.Deployment;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Serving;

namespace Rondo.Server.Api;

/// <summary>An endpoint in a list.</summary>
internal sealed record EndpointSummary(
    string Name,
    string Project,
    string? Model,
    [property: Description("The version that is to answer; null while nothing is deployed.")] long? Version,
    [property: Description("Where a rollback leads; null when there is nothing to go back to.")] long? Former,
    [property: Description("live, stopped, loading (its model is being made ready) or failed (it cannot be made ready: see `problem`).")] string State,
    [property: Description("Grows by one with each change; the ETag.")] long Revision,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    string Reason,
    TrafficSummary? Traffic)
{
    public static EndpointSummary Of(Endpoint row, EndpointView? live, TrafficSummary? traffic) => new(
        row.Name, row.Project, row.Model, row.Version, row.FormerVersion, StateOf(row, live), row.Revision, row.ChangedAt, row.ChangedBy, row.Reason, traffic);

    public static string StateOf(Endpoint row, EndpointView? live) =>
        row.State == EndpointStatus.Stopped ? "stopped" : live?.Problem is not null ? "failed" : live is { Signature: not null } ? "live" : "loading";
}

/// <summary>Requests of the recent hour that this server took.</summary>
internal sealed record TrafficSummary(
    long Requests,
    [property: Description("Of the last minute.")] double PerSecond,
    [property: Description("Requests that failed in the model or were shed.")] long Errors,
    [property: Description("The median latency of the answered ones in seconds.")] double? P50,
    double? P95,
    double? P99)
{
    public static TrafficSummary? Of(EndpointServer server, string endpoint, DateTimeOffset now)
    {
        if (server.RecentTraffic(endpoint, now.AddHours(-1), 1) is not [var hour, ..])
        {
            return null;
        }

        var minute = server.RecentTraffic(endpoint, now.AddMinutes(-1), 1)[0];
        return new(
            hour.Ok + hour.Invalid + hour.Error + hour.Shed, (minute.Ok + minute.Invalid + minute.Error + minute.Shed) / 60.0, hour.Error + hour.Shed, hour.P50, hour.P95, hour.P99);
    }
}

/// <summary>An endpoint.</summary>
internal sealed record EndpointDetails(
    string Name,
    string Project,
    string? Model,
    [property: Description("The version that is to answer; null while nothing is deployed.")] long? Version,
    [property: Description("Where a rollback leads; null when there is nothing to go back to.")] long? Former,
    [property: Description("live, stopped, loading (its model is being made ready) or failed (it cannot be made ready: see `problem`).")] string State,
    [property: Description("Grows by one with each change; the ETag.")] long Revision,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    string Reason,
    TrafficSummary? Traffic,
    [property: Description("What the live version asks for and gives; null while no model is ready.")] SignatureView? Signature,
    [property: Description("A record it can answer; null while no model is ready.")] JsonObject? Example,
    [property: Description("Why it is not ready.")] string? Problem,
    EndpointSettings Settings,
    [property: Description("Captured predictions whose id an earlier one had for another record: a truth belongs to the first.")] long RepeatedIds,
    [property: Description("The last of these ids.")] string? RepeatedId)
{
    public static EndpointDetails Of(Endpoint row, EndpointView? live, TrafficSummary? traffic, (long Count, string? Latest) repeated) => new(
        row.Name, row.Project, row.Model, row.Version, row.FormerVersion, EndpointSummary.StateOf(row, live), row.Revision, row.ChangedAt, row.ChangedBy, row.Reason, traffic,
        live?.Signature is { } signature ? ModelReading.SignatureOf(signature) : null,
        live?.Example is { } example ? JsonNode.Parse(example) as JsonObject : null,
        live?.Problem?.Problem,
        new(row.Settings.Capture, row.Settings.Guard.Errors, row.Settings.Guard.LatencyP95?.TotalSeconds),
        repeated.Count,
        repeated.Latest);
}

/// <summary>How an endpoint is served: `serve:` as of its last deployment.</summary>
internal sealed record EndpointSettings(
    [property: Description("The share of predictions that are captured.")] double Capture,
    [property: Description("The share of requests that may fail before the guard rolls a new version back; null: not watched.")] double? GuardErrors,
    [property: Description("Seconds that 95 % of the requests may take before it does; null: not watched.")] double? GuardLatency);

/// <summary>Requests over time.</summary>
internal sealed record TrafficView(IReadOnlyList<TrafficBucket> Buckets);

/// <summary>Something that was done to an endpoint.</summary>
internal sealed record EndpointChangeView(
    [property: Description("The endpoint's revision after it.")] long Revision,
    [property: Description("deploy, rollback, stop or start.")] string Action,
    [property: Description("The model of the version, where the change names it.")] string? Model,
    long? Version,
    long? FormerVersion,
    DateTimeOffset At,
    [property: Description("A person, or rondo when the guard did it.")] string By,
    string Reason,
    [property: Description("What was checked; the counts that made the guard roll back.")] JsonObject Evidence)
{
    public static EndpointChangeView Of(EndpointChange c) => new(c.Revision, c.Action, (string?)c.Evidence["model"], c.Version, c.FormerVersion, c.At, c.By, c.Reason, c.Evidence);
}

/// <summary>A captured prediction.</summary>
internal sealed record PredictionSummary(
    string Id,
    DateTimeOffset At,
    long Version,
    [property: Description("ok, invalid (the request was wrong), error (the model failed) or shed (too many waited).")] PredictionStatus Status,
    [property: Description("Seconds from the request's arrival to its answer.")] double Latency,
    [property: Description("The predicted number, or class; null unless it was answered.")] JsonNode? Answer,
    [property: Description("The probability of the predicted class; null for numbers.")] double? Probability,
    [property: Description("What turned out to be true; null while nobody has said.")] JsonNode? Truth)
{
    public static PredictionSummary Of(CapturedPrediction p) => new(
        p.Id, p.At, p.Version, p.Status, p.Latency.TotalSeconds,
        p.Label is { } label ? JsonValue.Create(label) : p.Value is { } value ? JsonValue.Create(value) : null,
        p.Label is null ? null : p.Value,
        p.Truth is null ? null : p.Label is null && double.TryParse(p.Truth, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(p.Truth));
}

/// <summary>What is sent to deploy.</summary>
internal sealed record DeployBody(
    [property: Description("The model; or the version as NAME@3, NAME@champion when `version` is left out. NAME alone is the newest.")] string Model,
    long? Version = null,
    [property: Description("Why, in a sentence.")] string? Reason = null,
    [property: Description("Whether it is meant although the gate says no; needs a reason.")] bool DespiteGate = false);

/// <summary>What is sent to roll back, stop or start.</summary>
internal sealed record ReasonBody([property: Description("Why, in a sentence.")] string? Reason = null);
