using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;

namespace Rondo.Cli;

/// <summary>Alerts as commands print them, whoever said it.</summary>
internal static class AlertDocument
{
    public static JsonObject Of(Alert a) => new()
    {
        ["id"] = a.Id,
        ["endpoint"] = a.Endpoint,
        ["rule"] = a.Rule,
        ["severity"] = a.Severity.ToString().ToLowerInvariant(),
        ["state"] = a.State.ToString().ToLowerInvariant(),
        ["sentence"] = a.Sentence,
        ["startedAt"] = Time(a.OpenedAt),
        ["lastAt"] = Time(a.ChangedAt),
        ["windows"] = a.Evidence["windows"]?.DeepClone(),
        ["firedAt"] = Time(a.FiredAt),
        ["resolvedAt"] = Time(a.ResolvedAt),
        ["silencedUntil"] = Time(a.SilencedUntil),
        ["owner"] = a.Owner,
        ["link"] = a.Link,
    };

    public static JsonObject Of(Alert a, IEnumerable<AlertEvent> history)
    {
        var document = Of(a);
        document["evidence"] = a.Evidence.DeepClone();
        document["explanation"] = new JsonObject { ["text"] = AlertExplanation.Of(a).Text };
        document["history"] = new JsonArray([.. history.Select(h => (JsonNode)new JsonObject { ["at"] = Time(h.At), ["state"] = h.State.ToString().ToLowerInvariant(), ["by"] = h.Actor, ["comment"] = h.Comment })]);
        return document;
    }

    private static string? Time(DateTimeOffset? time) => time?.ToString("O", CultureInfo.InvariantCulture);
}
