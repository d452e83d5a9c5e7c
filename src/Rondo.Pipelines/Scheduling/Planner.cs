using Rondo.Kernel;
using Rondo.Pipelines.Caching;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

/// <summary>Decides before anything is started: one query for what is known, one for what is still there, the rest in memory.</summary>
internal sealed class Planner(RunContext context)
{
    private readonly Identities _identities = new(context.Project, context.Keys, context.Externals);

    /// <summary>Decides about <paramref name="nodes"/>, which are in the order of the graph.</summary>
    public async Task<Result<IReadOnlyList<PlannedStep>>> PlanAsync(IReadOnlyList<PipelineNode> nodes, IReadOnlyDictionary<string, string> forced, CancellationToken ct)
    {
        var known = await context.Cache.KnownAsync(context.Project.Name, ct);
        var outputs = known.Values.SelectMany(k => k.Entry?.Outputs ?? []).Select(o => o.Digest).ToHashSet();
        var present = outputs.Count == 0 ? outputs : await context.Workspace.Artifacts.PresentAsync(outputs, ct);
        var planned = new Dictionary<string, PlannedStep>(StringComparer.Ordinal);
        var failures = new List<Failure>();
        foreach (var node in nodes)
        {
            var step = new PlannedStep(node) { Known = known.GetValueOrDefault(node.Name), Forced = forced.GetValueOrDefault(node.Name) };
            if (node.Upstream.FirstOrDefault(u => planned[u].Hit is null) is { } running)
            {
                planned[node.Name] = step with { Reasons = [$"it reads the output of '{running}', which runs"] };
                continue;
            }

            var identity = await _identities.OfAsync(node, (from, port) => OutputOf(planned[from].Hit!, port), ct);
            failures.AddRange(identity.Failures);
            planned[node.Name] = identity.Ok ? await DecideAsync(step with { Identity = identity.Value }, present, ct) : step;
        }

        return failures.Count > 0 ? failures : planned.Values.ToList();
    }

    /// <summary>An output of a cache entry.</summary>
    public static RunArtifact? OutputOf(CacheEntry entry, string port) =>
        entry.Outputs.FirstOrDefault(o => string.Equals(o.Port, port, StringComparison.Ordinal));

    /// <summary>Looks for the step's key in the cache and says why it runs or does not. <paramref name="present"/> are contents already seen.</summary>
    public async Task<PlannedStep> DecideAsync(PlannedStep step, IReadOnlySet<Digest> present, CancellationToken ct)
    {
        if (step.Forced is { } why)
        {
            return step with { Reasons = [why] };
        }

        var parts = step.Identity!.Parts;
        var entry = step.Known is { Entry: { } last } known && known.Key == parts.Key ? last : await context.Cache.FindAsync(parts.Key, ct);
        if (entry is null)
        {
            return step with { Reasons = Changes(step) };
        }

        // An output with the content of an input that is about to be published: a hit counts only when its inputs are durable.
        var missing = entry.Outputs.Where(o => !present.Contains(o.Digest) && !IsFreshInput(step, o.Digest)).ToList();
        if (missing.Count > 0)
        {
            var there = await context.Workspace.Artifacts.PresentAsync([.. missing.Select(m => m.Digest)], ct);
            missing.RemoveAll(m => there.Contains(m.Digest));
        }

        return missing.Count == 0
            ? step with { Hit = entry, Reasons = ["nothing changed"] }
            : step with { Reasons = [.. missing.Select(m => $"cached object {m.Digest.Abbreviated} (output {m.Port}) is gone")] };
    }

    private bool IsFreshInput(PlannedStep step, Digest digest) => context.Fresh.Find(digest) is not null && step.Identity!.Inputs.Values.Any(i => i.Digest == digest);

    /// <summary>The step with all its inputs known.</summary>
    public async Task<PlannedStep> IdentifyAsync(PlannedStep step, Func<string, string, RunArtifact?> outputOf, CancellationToken ct)
    {
        var identity = await _identities.OfAsync(step.Node, outputOf, ct);
        return step with { Identity = identity.Value };
    }

    private static IReadOnlyList<string> Changes(PlannedStep step)
    {
        if (step.Known is not { } known)
        {
            return ["never ran"];
        }

        var changes = KeyChange.Describe(step.Node, known.Parts, step.Identity!.Parts);
        return changes.Count > 0 ? changes : ["there is no result of its last run"];
    }
}
