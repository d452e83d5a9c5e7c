using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Rebuilding;

#pragma warning disable CA1506 // Lineage, artifacts and components meet here.

/// <summary>Runs recorded steps again.</summary>
internal sealed class Rebuild(Workspace workspace, StageRegistry registry, StoredContents stored, string folder, Action<double?, string> progress)
{
    private readonly Dictionary<Digest, string> _made = [];
    private readonly List<RebuiltOutput> _outputs = [];

    public IReadOnlyList<RebuiltOutput> Outputs => _outputs;

    /// <summary>Runs the steps of a plan in their order.</summary>
    public async Task RunAsync(IReadOnlyList<RunRecord> steps, CancellationToken ct)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            progress((double)i / steps.Count, steps[i].Start.Name);
            await StepAsync(steps[i], registry.Components[steps[i].Start.Tags[StepTags.Component]], ct);
        }
    }

    /// <summary>Puts back what came out as it was recorded and is lost or damaged in the store.</summary>
    /// <returns>What was put back.</returns>
    public async Task<IReadOnlyList<Digest>> RestoreAsync(CancellationToken ct)
    {
        var lost = new List<StagedObject>();
        foreach (var digest in _outputs.Where(o => o.Identical).Select(o => o.Recorded).Distinct())
        {
            if (!await stored.HoldsAsync(digest, ct))
            {
                lost.Add(await workspace.Artifacts.StageAsync(_made[digest], StageMode.Copy, ct));
            }
        }

        if (lost.Count > 0)
        {
            await workspace.WriteAsync((transaction, token) => workspace.Artifacts.PublishAsync(transaction, lost, token), ct);
            stored.Made(lost.Select(o => o.Digest));
        }

        return [.. lost.Select(o => o.Digest)];
    }

    private async Task StepAsync(RunRecord run, IComponent component, CancellationToken ct)
    {
        var home = Path.Combine(folder, run.Start.Id.Value);
        var work = Directory.CreateDirectory(Path.Combine(home, "work")).FullName;
        var inputs = await InputsAsync(run, ct);
        var outputs = component.Outputs.ToDictionary(o => o.Name, o => Path.Combine(home, o.FileName), StringComparer.Ordinal);
        var verdict = await component.RunAsync(
            new StepContext
            {
                StepName = run.Start.Name,
                Parameters = run.Start.Parameters.DeepClone().AsObject(),
                Inputs = inputs,
                Outputs = outputs,
                WorkFolder = work,
                Report = new Silent(),
                Threads = Environment.ProcessorCount,
                Clock = workspace.Clock,
            },
            ct);
        if (verdict.Failures.Count > 0)
        {
            throw new FailureException(verdict.Failures);
        }

        await CompareAsync(run, outputs, ct);
    }

    private async Task<Dictionary<string, StepInput>> InputsAsync(RunRecord run, CancellationToken ct)
    {
        var inputs = new Dictionary<string, StepInput>(StringComparer.Ordinal);
        foreach (var input in run.Artifacts.Where(a => a.Direction is "in"))
        {
            var name = run.Start.Tags.GetValueOrDefault(StepTags.Input + input.Port);
            var path = _made.GetValueOrDefault(input.Digest) ?? await StoredAsync(run, input, name, ct);
            inputs[input.Port] = new(path, input.Kind, input.Digest) { DisplayName = name?.StartsWith("file:", StringComparison.Ordinal) == true ? name["file:".Length..] : path };
        }

        return inputs;
    }

    private async Task<string> StoredAsync(RunRecord run, RunArtifact input, string? name, CancellationToken ct) => await stored.HoldsAsync(input.Digest, ct)
        ? await workspace.Artifacts.LocalPathAsync(input.Digest, ct)
        : throw new FailureException(new Failure("rebuild.source-lost", $"What '{run.Start.Name}' read as '{input.Port}' then ({name ?? input.Kind}, {input.Digest.Abbreviated}) is lost or damaged in the store.",
            "Bring the same file to the store again with 'rondo data add FILE', where you still have it.")
        { Kind = FailureKind.World });

    private async Task CompareAsync(RunRecord run, Dictionary<string, string> outputs, CancellationToken ct)
    {
        foreach (var recorded in run.Artifacts.Where(a => a.Direction is "out" && outputs.ContainsKey(a.Port)).OrderBy(a => a.Port, StringComparer.Ordinal))
        {
            var path = outputs[recorded.Port];
            await using var made = File.OpenRead(path);
            var rebuilt = await Digest.OfAsync(made, ct);
            _outputs.Add(new(run.Start.Name, recorded.Port, recorded.Digest, rebuilt));
            _made[recorded.Digest] = path;
        }
    }
}
