using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Modeling.Ancestry;

/// <summary>Walks from a content to what it was made of. Each run is visited once, so that a diamond stays a tree of bounded size.</summary>
internal sealed class LineageWalk(Workspace workspace)
{
    private readonly HashSet<RunId> _seen = [];

    public async Task<Ancestor> OfAsync(string name, string kind, Digest digest, CancellationToken ct)
    {
        if (await ProducerAsync(digest, ct) is not { } run)
        {
            return new(name, kind, digest, null, []);
        }

        if (!_seen.Add(run.Start.Id))
        {
            return new(name, kind, digest, run, []) { SeenAbove = true };
        }

        var sources = new List<Ancestor>();
        foreach (var input in run.Artifacts.Where(a => a.Direction is "in").OrderBy(a => a.Port, StringComparer.Ordinal))
        {
            sources.Add(await OfAsync(run.Start.Tags.GetValueOrDefault(StepTags.Input + input.Port) ?? $"{input.Port} ({input.Kind})", input.Kind, input.Digest, ct));
        }

        return new(name, kind, digest, run, sources);
    }

    /// <summary>The first run that made a content and ended well; null for what came from outside.</summary>
    public async Task<RunRecord?> ProducerAsync(Digest digest, CancellationToken ct)
    {
        foreach (var id in (await workspace.Lineage.ProducersAsync(digest, ct)).Reverse())
        {
            if (await workspace.Runs.FindAsync(id.Value, ct) is { Status: RunStatus.Succeeded } run)
            {
                return run;
            }
        }

        return null;
    }
}
