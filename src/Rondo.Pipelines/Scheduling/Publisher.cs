using Rondo.Kernel;
using Rondo.Pipelines.Caching;
using Rondo.Pipelines.Executors;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

#pragma warning disable CA1506 // It is where the slices come together.

/// <summary>Stages what an attempt wrote and publishes it, the end of its run, its lineage and its cache entry in one transaction.</summary>
internal sealed class Publisher(RunContext context)
{
    /// <summary>Keeps the bytes of all outputs where every one is small, and says what they will be called; null otherwise.</summary>
    public IReadOnlyList<RunArtifact>? Foresee(PipelineNode node, StepAttempt attempt)
    {
        var foreseen = new List<(RunArtifact Artifact, byte[] Bytes)>();
        foreach (var port in node.Outputs)
        {
            if (!attempt.Outputs.TryGetValue(port.Name, out var path) || FreshContents.Read(path) is not { } bytes)
            {
                return null;
            }

            foreseen.Add((new("out", port.Name, port.Kind, Digest.Of(bytes)), bytes));
        }

        foreseen.ForEach(f => context.Fresh.Keep(f.Artifact.Digest, f.Bytes));
        return [.. foreseen.Select(f => f.Artifact)];
    }

    /// <summary>Stages every declared output; a failure when one is not there.</summary>
    public async Task<Result<IReadOnlyList<(RunArtifact Artifact, StagedObject Object)>>> StageAsync(PipelineNode node, StepAttempt attempt, CancellationToken ct)
    {
        var staged = new List<(RunArtifact, StagedObject)>();
        var failures = new List<Failure>();
        foreach (var port in node.Outputs)
        {
            if (!attempt.Outputs.TryGetValue(port.Name, out var path) || !(File.Exists(path) || Directory.Exists(path)))
            {
                failures.Add(new("step.no-output", $"It ended well but did not write its output '{port.Name}' ({port.FileName}).",
                    node.Component is null ? $"Let it write to the path in $RONDO_OUTPUT_{port.Name.Replace('-', '_')}." : "Please report this.")
                { Kind = FailureKind.World });
                continue;
            }

            var one = await context.Workspace.Artifacts.StageAsync(path, StageMode.Move, ct);
            staged.Add((new("out", port.Name, port.Kind, one.Digest), one));
        }

        return failures.Count > 0 ? failures : staged;
    }

    /// <summary>Stages the outputs that are there: what people look at after a verdict of no.</summary>
    public async Task<IReadOnlyList<(RunArtifact Artifact, StagedObject Object)>> StageWhatIsThereAsync(PipelineNode node, StepAttempt attempt, CancellationToken ct)
    {
        var there = attempt with { Outputs = attempt.Outputs.Where(o => File.Exists(o.Value) || Directory.Exists(o.Value)).ToDictionary(o => o.Key, o => o.Value, StringComparer.Ordinal) };
        var staged = await StageAsync(node with { Outputs = [.. node.Outputs.Where(o => there.Outputs.ContainsKey(o.Name))] }, there, ct);
        return staged.Value;
    }

    /// <summary>Publishes; <paramref name="cached"/> when the step succeeded, so that its key gives these outputs from now on.</summary>
    /// <exception cref="FailureException"><c>lease.lost</c>: another process does the step now.</exception>
    public async Task PublishAsync(PlannedStep step, Lease lease, RunEnd end, IReadOnlyList<(RunArtifact Artifact, StagedObject Object)> staged, IReadOnlyList<string> warnings, bool cached)
    {
        IReadOnlyList<StagedObject> objects = [.. staged.Select(s => s.Object)];
        await context.Workspace.Artifacts.PlaceAsync(objects, CancellationToken.None);
        await context.Workspace.WriteAsync(
            async (transaction, token) =>
            {
                await context.Workspace.Leases.DemandAsync(transaction, lease, token);
                await context.Workspace.Artifacts.PublishAsync(transaction, objects, token);
                await context.Workspace.Runs.EndAsync(transaction, end, token);
                await context.Workspace.Lineage.RecordAsync(transaction, end.Id, [.. step.Identity!.Inputs.Values, .. staged.Select(s => s.Artifact)], token);
                if (cached)
                {
                    await context.Cache.SaveAsync(transaction, new(step.Identity.Parts.Key, end.Id, [.. staged.Select(s => s.Artifact)], warnings), token);
                }

                await CacheStore.SavePartsAsync(transaction, context.Project.Name, step.Node.Name, step.Identity.Parts, token);
            },
            CancellationToken.None);
    }

    /// <summary>Records the end of an attempt that gave nothing.</summary>
    public Task EndAsync(PlannedStep step, RunEnd end) => context.Workspace.WriteAsync(
        async (transaction, token) =>
        {
            await context.Workspace.Runs.EndAsync(transaction, end, token);
            await context.Workspace.Lineage.RecordAsync(transaction, end.Id, [.. step.Identity!.Inputs.Values], token);
            if (step.Known is null)
            {
                await CacheStore.SavePartsAsync(transaction, context.Project.Name, step.Node.Name, step.Identity.Parts, token);
            }
        },
        CancellationToken.None);

    /// <summary>Records that steps were found under other keys than the last time, so that the next change is told from these.</summary>
    public Task SaveChangedPartsAsync(System.Data.Common.DbTransaction transaction, IEnumerable<PlannedStep> hits, CancellationToken ct) =>
        SaveAsync(transaction, [.. hits.Where(h => h.Known?.Key != h.Identity!.Parts.Key)], ct);

    private async Task SaveAsync(System.Data.Common.DbTransaction transaction, IReadOnlyList<PlannedStep> changed, CancellationToken ct)
    {
        foreach (var step in changed)
        {
            await CacheStore.SavePartsAsync(transaction, context.Project.Name, step.Node.Name, step.Identity!.Parts, ct);
        }
    }
}
