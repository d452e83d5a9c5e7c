using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>A content and where it came from: the node of a tree whose leaves are files of people.</summary>
/// <param name="Name">What people call it: <c>bike-demand@3</c>, <c>train (table)</c>, <c>file:data/hour.csv</c>.</param>
/// <param name="Kind">Its artifact kind.</param>
/// <param name="Digest">Its content.</param>
/// <param name="Run">The run that made it; null for what came from outside.</param>
/// <param name="Sources">What that run read, each once in the whole tree; later mentions have <see cref="SeenAbove"/>.</param>
public sealed record Ancestor(string Name, string Kind, Digest Digest, RunRecord? Run, IReadOnlyList<Ancestor> Sources)
{
    /// <summary>Whether its own ancestry stands further up in the tree.</summary>
    public bool SeenAbove { get; init; }

    /// <summary>Parts of the tree as JSON: name, kind, digest, run, who, when, code, parameters, sources.</summary>
    public JsonObject ToJson() => new()
    {
        ["name"] = Name,
        ["kind"] = Kind,
        ["digest"] = Digest.Hex,
        ["seenAbove"] = SeenAbove,
        ["run"] = Run is null ? null : new JsonObject
        {
            ["id"] = Run.Start.Id.Value,
            ["step"] = Run.Start.Name,
            ["component"] = Run.Start.Tags.GetValueOrDefault(Pipelines.StepTags.Component),
            ["user"] = Run.Start.User,
            ["startedAt"] = Run.Start.StartedAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["commit"] = Run.Start.Code?.Commit,
            ["dirtyDiff"] = Run.Start.Code?.DirtyDiff?.Hex,
            ["parameters"] = Run.Start.Parameters.DeepClone(),
        },
        ["sources"] = new JsonArray([.. Sources.Select(s => (JsonNode?)s.ToJson())]),
    };
}
