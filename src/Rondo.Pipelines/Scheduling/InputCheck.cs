using Rondo.Kernel;

namespace Rondo.Pipelines.Scheduling;

#pragma warning disable CA1506 // It is where the slices come together.

/// <summary>
/// Before a step really runs, every content it is given is read whole, once a run. What is lost or damaged is brought back: an output of
/// a step by running that step again, a file of the project from the project, a named content from its lineage.
/// </summary>
internal sealed class InputCheck(RunContext context, Func<string, CancellationToken, Task<StepReport>> remake)
{
    /// <summary>Why the step cannot run; null when all its inputs are there and whole.</summary>
    public async Task<IReadOnlyList<Failure>> FaultsAsync(PlannedStep step, CancellationToken ct)
    {
        var faults = new List<Failure>();
        foreach (var (port, artifact) in step.Identity!.Inputs)
        {
            if (context.Fresh.Find(artifact.Digest) is null && !await context.Stored.HoldsAsync(artifact.Digest, ct))
            {
                faults.AddRange(await BringBackAsync(step.Node, step.Node.Step.Inputs[port], artifact.Digest, ct));
            }
        }

        return faults;
    }

    private async Task<IReadOnlyList<Failure>> BringBackAsync(PipelineNode node, InputReference reference, Digest digest, CancellationToken ct)
    {
        switch (reference)
        {
            case StepOutputReference output:
                return await RemakeAsync(output, digest, ct);
            case NamedReference named:
                return await RebuildAsync(node, named, digest, ct);
            default:
                await context.Externals.StoreAsync(digest, ct);
                context.Stored.Made([digest]);
                return [];
        }
    }

    private async Task<IReadOnlyList<Failure>> RemakeAsync(StepOutputReference output, Digest digest, CancellationToken ct)
    {
        var report = await remake(output.Step, ct);
        if (report.Status is not (StepStatus.Succeeded or StepStatus.Cached))
        {
            return [new("step.input-lost", $"The output '{output.Port}' of '{output.Step}' was lost or damaged in the store, and '{output.Step}' could not make it again.", $"Mend what kept '{output.Step}' from running, then run again.") { Kind = FailureKind.World }];
        }

        if (report.Outputs.TryGetValue(output.Port, out var made) && made.Digest == digest)
        {
            context.Stored.Made([digest]);
            return [];
        }

        return [new("step.other-result", $"The output '{output.Port}' of '{output.Step}' was lost or damaged in the store; '{output.Step}' ran again and gave another one.", "Run again: what follows is decided anew.") { Kind = FailureKind.World }];
    }

    private async Task<IReadOnlyList<Failure>> RebuildAsync(PipelineNode node, NamedReference named, Digest digest, CancellationToken ct)
    {
        var name = $"{named.Scheme}:{named.Text}";
        var rebuilt = await RebuildContent.RunAsync(
            digest, all: false, context.Workspace, context.Registry,
            (share, text) => context.Events.Tell((n, at) => new StepProgress(context.Run, n, at, node.Name, share, $"{name} is lost or damaged in the store: making it again, {text}")), ct);
        if (rebuilt is { Ok: true, Value: { } result } && result.Restored.Contains(digest))
        {
            context.Stored.Made([digest]);
            return [];
        }

        return
        [
            new("step.input-lost", $"The content of {name} ({digest.Abbreviated}) is lost or damaged in the store, and could not be made again here.",
                "Import it again where you have a copy of it, or name another version.", named.Place)
            { Kind = FailureKind.World },
            .. rebuilt.Failures,
        ];
    }
}
