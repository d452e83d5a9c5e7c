using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rondo.Kernel;

/// <summary>
/// JSON with one form for one value: keys in ordinal order, no white space, shortest round-trip numbers, text unescaped where JSON
/// allows. Digests are taken of it.
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical text of a value; <c>null</c> is the text <c>null</c>.</summary>
    public static string Text(JsonNode? node) => Sorted(node)?.ToJsonString(Relaxed) ?? "null";

    /// <summary>The digest of the canonical text.</summary>
    public static Digest DigestOf(JsonNode? node) => Digest.OfText(Text(node));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        null => null,
        _ => node.DeepClone(),
    };
}
