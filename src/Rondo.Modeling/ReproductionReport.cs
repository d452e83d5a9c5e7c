using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Modeling;

/// <summary>What rebuilding a version gave.</summary>
/// <param name="Version">The version.</param>
/// <param name="Outputs">Every output that was made again, in the order it was made.</param>
/// <param name="Restored">Those that were lost or damaged in the store, and are there again.</param>
/// <param name="Notes">What was taken as recorded instead of being made again, and why; engine or machine differences.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ReproductionReport(ModelVersion Version, IReadOnlyList<RebuiltOutput> Outputs, IReadOnlyList<Digest> Restored, IReadOnlyList<string> Notes, double Seconds)
{
    /// <summary>Whether every output came out byte for byte, and there was at least one.</summary>
    public bool Identical => Outputs.Count > 0 && Outputs.All(o => o.Identical);

    /// <summary>For machines.</summary>
    public JsonObject ToJson() => new()
    {
        ["version"] = Version.ToString(),
        ["identical"] = Identical,
        ["seconds"] = Seconds,
        ["outputs"] = new JsonArray([.. Outputs.Select(o => (JsonNode?)new JsonObject
        {
            ["step"] = o.Step,
            ["port"] = o.Port,
            ["recorded"] = o.Recorded.Hex,
            ["rebuilt"] = o.Rebuilt.Hex,
            ["identical"] = o.Identical,
        })]),
        ["restored"] = new JsonArray([.. Restored.Select(d => (JsonNode?)d.Hex)]),
        ["notes"] = new JsonArray([.. Notes.Select(n => (JsonNode?)n)]),
    };
}
