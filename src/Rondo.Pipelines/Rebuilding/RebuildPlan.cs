using System.Globalization;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Rebuilding;

/// <summary>Which recorded steps have to run again for one of them, and what stands in the way of others. What <c>whole</c> holds is not made again.</summary>
internal sealed class RebuildPlan(Workspace workspace, StageRegistry registry, StoredContents? whole)
{
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);

    /// <summary>What is taken as recorded, and what differs from then.</summary>
    public IReadOnlyList<string> Notes => [.. _notes.Order(StringComparer.Ordinal)];

    /// <summary>The steps in the order in which they can run.</summary>
    public async Task<IReadOnlyList<RunRecord>> OfAsync(RunRecord last, CancellationToken ct)
    {
        var order = new List<RunRecord>();
        await PlanAsync(last, order, [], ct);
        return order;
    }

    private async Task PlanAsync(RunRecord run, List<RunRecord> order, HashSet<RunId> seen, CancellationToken ct)
    {
        if (!seen.Add(run.Start.Id) || !CanRun(run))
        {
            return;
        }

        foreach (var input in run.Artifacts.Where(a => a.Direction is "in"))
        {
            if ((whole is null || !await whole.HoldsAsync(input.Digest, ct)) && await Producers.FirstAsync(workspace, input.Digest, ct) is { } before)
            {
                await PlanAsync(before, order, seen, ct);
            }
        }

        order.Add(run);
    }

    private bool CanRun(RunRecord run)
    {
        if (run.Start.Tags.GetValueOrDefault(StepTags.Component) is not { } name)
        {
            _notes.Add($"{run.Start.Name} is a script: its recorded outputs were taken as they are.");
            return false;
        }

        if (!registry.Components.TryGetValue(name, out var component))
        {
            _notes.Add($"This program has no component '{name}': the recorded outputs of {run.Start.Name} were taken as they are.");
            return false;
        }

        if (run.Start.Tags.GetValueOrDefault(StepTags.Version) is { } version && !string.Equals(version, component.Version.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
        {
            _notes.Add($"{name} was version {version} then and is {component.Version} now: outputs may differ.");
        }

        var engines = run.Start.Environment["engines"]?.AsArray().Select(e => (string)e!).ToList() ?? [];
        foreach (var engine in component.Engines.Except(engines, StringComparer.Ordinal))
        {
            _notes.Add($"{run.Start.Name} now runs on {engine}; then on {string.Join(", ", engines)}.");
        }

        return true;
    }
}
