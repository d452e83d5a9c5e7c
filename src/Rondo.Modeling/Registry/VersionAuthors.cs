using System.Text.Json.Nodes;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>
/// The people whose own a version is, so that their approval of it does not count: who is said to have registered it, and who brought it here. A name
/// that was sent is free text; who sent it is not.
/// </summary>
internal static class VersionAuthors
{
    /// <summary>Who registered it, who pushed or imported it, here and on its way; and who made or pushed the same content under another name; last <paramref name="scientist"/>, where there is one.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(Workspace workspace, ModelVersion version, string? scientist, CancellationToken ct)
    {
        var store = new ModelStore(workspace);
        var said = (await store.EvidenceAsync(version.Model, version.Version, ct)).Where(e => e.Kind is ImportModel.SaidElsewhere).SelectMany(e => Said(e.Content).Prepend(e.By));
        var made = (await store.OfDigestAsync(version.Digest, ct)).Where(v => v.Origin is not ImportedVersion.Origin).SelectMany(v => new[] { v.CreatedBy, v.PushedBy });
        return [.. new[] { version.CreatedBy, version.PushedBy }.Concat(said).Concat(made).Append(scientist).OfType<string>().Where(p => p.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string?> Said(JsonObject content) =>
        (content["evidence"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(e => Text(e["kind"]) is ImportModel.SaidElsewhere)
            .SelectMany(e => Said(e["content"] as JsonObject ?? []).Prepend(Text(e["by"])))
            .Prepend(Text(content["registeredBy"]));

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
