using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rondo.Server.Tests;

/// <summary>What <c>api/openapi.json</c> promises: the statuses of each operation and the shape of each body.</summary>
internal static class Contract
{
    private const string Schemas = "#/components/schemas/";

    // What the frame itself answers, on any route.
    private static readonly int[] Framework = [400, 404, 405, 408, 413, 414, 415, 431];

    private static readonly JsonObject Document = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Folder, "api", "openapi.json")))!.AsObject();

    private static readonly List<(string Method, string[] Parts, JsonObject Operation)> Operations =
        [.. Document["paths"]!.AsObject().SelectMany(p => p.Value!.AsObject().Select(o => (o.Key.ToUpperInvariant(), p.Key.Split('/'), o.Value!.AsObject())))];

    /// <summary>Every operation that is promised.</summary>
    public static IEnumerable<(string Method, string Path)> All => Operations.Select(o => (o.Method, string.Join('/', o.Parts)));

    /// <summary>The names of an operation's query; none where the contract does not know it.</summary>
    public static IReadOnlyList<string> QueryOf(string method, string pattern) =>
        [.. (Find(method, pattern)?["parameters"] as JsonArray ?? []).Where(p => (string?)p!["in"] is "query").Select(p => (string)p!["name"]!)];

    /// <summary>How an answer breaks the promise; null when it keeps it, or nothing was promised of that address.</summary>
    public static string? FaultOf(string method, string path, int status, string body)
    {
        if (Find(method, path.Split('?')[0]) is not { } operation)
        {
            return null;
        }

        if (operation["responses"]![status.ToString(CultureInfo.InvariantCulture)] is not { } promised)
        {
            return status is 304 || Framework.Contains(status) ? null : $"{method} {path}: {status} is in no list of its answers. {body}";
        }

        var schema = (promised["content"] as JsonObject)?.FirstOrDefault(c => c.Key.Contains("json", StringComparison.Ordinal)).Value?["schema"];
        return schema is null || body.Length == 0 || body[0] is not ('{' or '[') ? null
            : Fault(schema, JsonNode.Parse(body), "$") is { } fault ? $"{method} {path}: {status}: {fault}" : null;
    }

    private static JsonObject? Find(string method, string path)
    {
        var parts = path.Split('/');
        return Operations.Where(o => string.Equals(o.Method, method, StringComparison.Ordinal) && o.Parts.Length == parts.Length && o.Parts.Zip(parts).All(p => p.First.StartsWith('{') || string.Equals(p.First, p.Second, StringComparison.Ordinal)))
            .OrderBy(o => o.Parts.Count(p => p.StartsWith('{'))).FirstOrDefault().Operation;
    }

    private static string? Fault(JsonNode schema, JsonNode? value, string at)
    {
        if ((string?)schema["$ref"] is { } named)
        {
            return Fault(Document["components"]!["schemas"]![named[Schemas.Length..]]!, value, at);
        }

        if (value is null && (bool?)schema["nullable"] is true)
        {
            return null;
        }

        if (schema["oneOf"] is JsonArray any)
        {
            var faults = any.Select(one => Fault(one!, value, at)).ToList();
            return faults.Contains(null) ? null : string.Join(" or ", faults);
        }

        return OfWord(schema, value, at) ?? value switch
        {
            JsonObject members => OfMembers(schema, members, at),
            JsonArray items when schema["items"] is { } item => items.Select((one, i) => Fault(item, one, string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]"))).FirstOrDefault(f => f is not null),
            _ => null,
        };
    }

    private static string? OfWord(JsonNode schema, JsonNode? value, string at)
    {
        var types = schema["type"] switch { JsonArray several => several.Select(t => (string)t!).ToList(), JsonValue one => [(string)one!], _ => [] };
        if (types.Count > 0 && !types.Exists(t => Is(t, value)))
        {
            return $"{at} is no {string.Join(" or ", types)} but {value?.ToJsonString() ?? "null"}";
        }

        return schema["enum"] is JsonArray words && !words.Any(w => JsonNode.DeepEquals(w, value)) ? $"{at} is none of {words.ToJsonString()} but {value?.ToJsonString()}" : null;
    }

    private static string? OfMembers(JsonNode schema, JsonObject members, string at)
    {
        if ((schema["required"] as JsonArray ?? []).FirstOrDefault(r => !members.ContainsKey((string)r!)) is { } missing)
        {
            return $"{at} lacks '{missing}'";
        }

        var (known, others) = (schema["properties"] as JsonObject, schema["additionalProperties"]);
        return members.Select(m => known?[m.Key] is { } own ? Fault(own, m.Value, $"{at}.{m.Key}")
            : others is JsonObject free ? Fault(free, m.Value, $"{at}.{m.Key}")
            : known is not null && others?.GetValueKind() is not JsonValueKind.True ? $"{at} has '{m.Key}', of which nothing is promised"
            : null).FirstOrDefault(f => f is not null);
    }

    private static bool Is(string type, JsonNode? value) => (value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Object => type is "object",
        JsonValueKind.Array => type is "array",
        JsonValueKind.String => type is "string",
        JsonValueKind.True or JsonValueKind.False => type is "boolean",
        JsonValueKind.Number => type is "number" || (type is "integer" && value!.ToJsonString().All(c => char.IsAsciiDigit(c) || c is '-')),
        _ => type is "null",
    };
}
