using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Pipelines.Tests.Running;

internal abstract class TestComponent : IComponent
{
    public abstract string Name { get; }

    public int Version { get; set; } = 1;

    public IReadOnlyList<string> Engines { get; set; } = ["engine 1.0"];

    public virtual IReadOnlyList<Port> Inputs { get; } = [new("in", ArtifactKinds.File)];

    public virtual IReadOnlyList<Port> Outputs { get; } = [new("out", ArtifactKinds.File, "out.txt")];

    public bool RunsInChild { get; set; }

    public ConcurrentQueue<StepCompletion> Completions { get; } = new();

    public Result<JsonObject> ParametersFor(Project project, JsonObject with) => (JsonObject)with.DeepClone();

    public abstract Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct);

    public Task CompletedAsync(StepCompletion completion, CancellationToken ct)
    {
        Completions.Enqueue(completion);
        return Task.CompletedTask;
    }
}

/// <summary>Writes the number it reads, plus one.</summary>
internal sealed class CountComponent : TestComponent
{
    public override string Name => "test/count";

    public override async Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct)
    {
        var before = int.Parse(await File.ReadAllTextAsync(context.Inputs["in"].Path, ct), CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(context.Outputs["out"], (before + 1).ToString(CultureInfo.InvariantCulture), ct);
        context.Report.Progress(0.5, "half");
        context.Report.Metric("count", before + 1);
        context.Report.Log("counted");
        return StepVerdict.Pass;
    }
}

/// <summary>Does what its parameter says.</summary>
internal sealed class MoodyComponent : TestComponent
{
    public override string Name => "test/moody";

    public override IReadOnlyList<Port> Inputs { get; } = [new("in", ArtifactKinds.File, Optional: true)];

    public override async Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct)
    {
        await File.WriteAllTextAsync(context.Outputs["out"], "report", ct);
        return (string?)context.Parameters["mood"] switch
        {
            "no" => new([new("check.failed", "Ten rows are wrong.", "Mend them.") { Kind = FailureKind.No }], ["beware"]),
            "world" => throw new FailureException(new Failure("disk.full", "The disk is full.", "Empty it.") { Kind = FailureKind.World }),
            "bug" => throw new InvalidOperationException("oh no"),
            "hang" => await HangAsync(ct),
            _ => new([], ["mind the gap"]),
        };
    }

    private static async Task<StepVerdict> HangAsync(CancellationToken ct)
    {
        await Task.Delay(Timeout.Infinite, ct);
        return StepVerdict.Pass;
    }
}
