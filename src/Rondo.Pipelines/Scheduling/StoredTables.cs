using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

/// <summary>Looks at a pipeline once more with the tables that it takes from the workspace, before anything runs.</summary>
internal static class StoredTables
{
    public static async Task<IReadOnlyList<Failure>> ChecksAsync(Project project, PipelineGraph graph, StageRegistry registry, Externals externals, Workspace workspace, CancellationToken ct)
    {
        var stored = new Dictionary<NamedReference, string>();
        foreach (var (reference, port) in graph.Nodes.SelectMany(n => n.Step.Inputs).Select(i => (i.Value as NamedReference, i.Key)))
        {
            // What a name does not mean is told by the plan, and what is not there by the step that reads it.
            if (reference is not null && !stored.ContainsKey(reference) && await externals.FindAsync(reference, port, ct) is { Ok: true, Value: { Kind: ArtifactKinds.Table, Digest: var digest } }
                && (await workspace.Artifacts.PresentAsync([digest], ct)).Count > 0)
            {
                stored[reference] = await workspace.Artifacts.LocalPathAsync(digest, ct);
            }
        }

        return stored.Count == 0 ? [] : [.. registry.Checks.SelectMany(c => c.Check(project, graph, stored))];
    }
}
