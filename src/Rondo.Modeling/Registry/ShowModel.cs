using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>All that is known of a version.</summary>
/// <param name="Version">The version, with gate, measurements, aliases and lineage.</param>
/// <param name="Card">The model card in Markdown.</param>
/// <param name="Signature">What it asks for and gives.</param>
/// <param name="Looks">How many different models of the line were measured on each test split, by the split's digest: the more, the less its numbers promise.</param>
/// <param name="Evidence">Latency, promotions and what else was recorded, oldest first.</param>
public sealed record ModelDetails(ModelVersion Version, string Card, Signature Signature, IReadOnlyDictionary<Digest, long> Looks, IReadOnlyList<VersionEvidence> Evidence)
{
    /// <summary>Looks at the test split this version was measured on; 0 for an imported version.</summary>
    public long LooksAtItsTest => Version.Lineage.TryGetValue("test", out var test) ? Looks.GetValueOrDefault(test) : 0;

    /// <summary>For machines.</summary>
    public JsonObject ToJson()
    {
        var json = ModelJson.Write(Version);
        json["card"] = Card;
        json["looksAtItsTest"] = LooksAtItsTest;
        json["inputs"] = new JsonArray([.. Signature.Inputs.Select(f => (JsonNode)new JsonObject { ["name"] = f.Name, ["type"] = f.Type.ToString().ToLowerInvariant() })]);
        json["classes"] = new JsonArray([.. Signature.Classes.Select(c => (JsonNode)c)]);
        json["evidence"] = new JsonArray([.. Evidence.Select(e => (JsonNode)new JsonObject { ["kind"] = e.Kind, ["at"] = ModelJson.Time(e.At), ["by"] = e.By, ["content"] = e.Content.DeepClone() })]);
        return json;
    }
}

/// <summary>Shows one version.</summary>
public static class ShowModel
{
    /// <summary>The version that <paramref name="model"/> names (<c>NAME</c>, <c>NAME@3</c>, <c>NAME@champion</c>), or why there is none.</summary>
    public static async Task<Result<ModelDetails>> RunAsync(Workspace workspace, string model, CancellationToken ct)
    {
        var found = await NamedVersion.DemandAsync(workspace, model, ct);
        if (!found.Ok)
        {
            return found.Failures.ToList();
        }

        var bundle = await StoredBundle.OpenAsync(workspace, found.Value, ct);
        if (!bundle.Ok)
        {
            return bundle.Failures.ToList();
        }

        var store = new ModelStore(workspace);
        return new ModelDetails(
            found.Value, bundle.Value.Card, bundle.Value.Signature, await store.LooksAsync(found.Value.Model, ct), await store.EvidenceAsync(found.Value.Model, found.Value.Version, ct));
    }
}
