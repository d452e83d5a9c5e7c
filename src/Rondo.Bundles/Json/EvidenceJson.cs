using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Bundles.Json;

/// <summary>evidence.json.</summary>
internal static class EvidenceJson
{
    public static string Write(Evidence evidence)
    {
        var node = new JsonObject
        {
            ["approvals"] = new JsonArray([.. evidence.Approvals.Select(Write)]),
            ["measured"] = new JsonObject(evidence.Measured.Select(m => KeyValuePair.Create(m.Key, SampleJson.Number(m.Value)))),
        };
        Set(node, "version", evidence.Version is { } version ? JsonValue.Create(version) : null);
        Set(node, "registered_at", evidence.RegisteredAt is { } at ? JsonValue.Create(Time(at)) : null);
        Set(node, "registered_by", evidence.RegisteredBy is { } by ? JsonValue.Create(by) : null);
        Set(node, "risk", evidence.Risk is { } risk ? JsonValue.Create(risk) : null);
        return CanonicalJson.Text(node);
    }

    public static Evidence Read(JsonElement root) => new()
    {
        Version = root.Find("version")?.GetInt32(),
        RegisteredAt = root.Find("registered_at")?.GetDateTimeOffset(),
        RegisteredBy = root.TextOrNull("registered_by"),
        Risk = root.TextOrNull("risk") is var risk && risk is null or "low" or "medium" or "high" ? risk : throw new FormatException("'risk' is low, medium or high"),
        Approvals = [.. root.GetProperty("approvals").EnumerateArray().Select(a => new Approval(
            a.Text("person"), a.Text("decision"), a.GetProperty("at").GetDateTimeOffset(), a.TextOrNull("comment")))],
        Measured = root.GetProperty("measured").EnumerateObject().ToDictionary(
            m => m.Name, m => SampleJson.Number(m.Value), StringComparer.Ordinal),
    };

    private static JsonNode Write(Approval approval)
    {
        var node = new JsonObject { ["person"] = approval.Person, ["decision"] = approval.Decision, ["at"] = Time(approval.At) };
        Set(node, "comment", approval.Comment is { } comment ? JsonValue.Create(comment) : null);
        return node;
    }

    private static string Time(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static void Set(JsonObject node, string key, JsonNode? value)
    {
        if (value is not null)
        {
            node[key] = value;
        }
    }
}
