using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Bundles.Json;

/// <summary>manifest.json.</summary>
internal static class ManifestJson
{
    public static JsonNode Write(BundleManifest manifest) => new JsonObject
    {
        ["format"] = manifest.Format,
        ["name"] = manifest.Name,
        ["task"] = manifest.Signature.Task,
        ["signature"] = SignatureJson.Write(manifest.Signature),
        ["parts"] = new JsonObject(manifest.Parts.Select(p => KeyValuePair.Create(
            p.Key, (JsonNode?)new JsonObject { ["digest"] = p.Value.Digest.Hex, ["size"] = p.Value.Size }))),
        ["lineage"] = new JsonObject(manifest.Lineage.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)JsonValue.Create(l.Value.Hex)))),
        ["requirements"] = JsonText.Array(manifest.Requirements),
    };

    public static BundleManifest Read(JsonElement root)
    {
        var format = root.GetProperty("format").GetInt32();
        if (format != BundleManifest.CurrentFormat)
        {
            throw new FailureException(BundleFailure.Broken(
                "format", $"The bundle has format {format}, and this program reads format {BundleManifest.CurrentFormat}.",
                "Open it with the version of Rondo that wrote it, or a later one."));
        }

        return new BundleManifest
        {
            Format = format,
            Name = root.Text("name"),
            Signature = SignatureJson.Read(root.Text("task"), root.GetProperty("signature")),
            Parts = root.GetProperty("parts").EnumerateObject().ToDictionary(
                p => p.Name, p => new BundlePart(Digest.Parse(p.Value.Text("digest")), p.Value.GetProperty("size").GetInt64()), StringComparer.Ordinal),
            Lineage = root.GetProperty("lineage").EnumerateObject().ToDictionary(
                l => l.Name, l => Digest.Parse(l.Value.GetString() ?? ""), StringComparer.Ordinal),
            Requirements = root.Texts("requirements"),
        };
    }
}
