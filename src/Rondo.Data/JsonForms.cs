using System.Text.Json.Nodes;

namespace Rondo.Data;

/// <summary>Reads and writes the plain values of parameters.</summary>
internal static class JsonForms
{
    public static string? Text(this JsonObject json, string key) => (string?)json[key];

    public static IReadOnlyList<string> Texts(this JsonObject json, string key) => json[key] is JsonArray items ? [.. items.Select(i => (string)i!)] : [];

    public static IReadOnlyDictionary<string, string> TextMap(this JsonObject json, string key) =>
        json[key] is JsonObject map ? map.ToDictionary(p => p.Key, p => (string)p.Value!, StringComparer.Ordinal) : [];

    public static void Put(this JsonObject json, string key, string? value)
    {
        if (value is not null)
        {
            json[key] = value;
        }
    }

    public static void Put(this JsonObject json, string key, IReadOnlyCollection<string> values)
    {
        if (values.Count > 0)
        {
            json[key] = new JsonArray([.. values.Select(v => JsonValue.Create(v))]);
        }
    }

    public static void Put(this JsonObject json, string key, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count > 0)
        {
            json[key] = new JsonObject(values.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)JsonValue.Create(p.Value))));
        }
    }
}
