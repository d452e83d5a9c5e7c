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
        if (await Producers.FirstAsync(workspace, digest, ct) is not { } run)
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
}
