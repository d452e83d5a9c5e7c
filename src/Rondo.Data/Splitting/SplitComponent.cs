using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Splitting;

/// <summary><c>data/split</c>: cuts a table into train, validation and test.</summary>
internal sealed class SplitComponent : IComponent
{
    public string Name => "data/split";

    public int Version => 2;

    public IReadOnlyList<string> Engines => TableEngine.Engines;

    public IReadOnlyList<Port> Inputs { get; } =
        [new("table", ArtifactKinds.Table), new("test", ArtifactKinds.Table, Optional: true), new("schema", ArtifactKinds.Schema, Optional: true), new("traffic", ArtifactKinds.Table, Optional: true)];

    public IReadOnlyList<Port> Outputs { get; } =
        [new("train", ArtifactKinds.Table, "train.parquet"), new("validation", ArtifactKinds.Table, "validation.parquet"), new("test", ArtifactKinds.Table, "test.parquet")];

    public bool RunsInChild => false;

    public Result<JsonObject> ParametersFor(Project project, JsonObject with)
    {
        var merged = StepParameters.Merge(SplitOptions.Parameters(project), with, SplitOptions.Known, Name);
        if (merged.Ok && merged.Value.Text("by") is { } by && !Enum.TryParse<SplitKind>(by, ignoreCase: true, out _))
        {
            return new Failure("data.split-by", $"A split cannot be by '{by}'.", "Write by: time, random, stratified or group.");
        }

        return merged.Ok && project.IsDerived && (double?)merged.Value["validation"] is 0
            ? new Failure("data.no-validation", "data.split.validation is 0 %: training stops and is judged by the validation part.", "Write for example validation: 10%; a pipeline that is written need not have one.")
            : merged;
    }

    public Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct) => Task.Run(() => Run(context, ct), ct);

    private static StepVerdict Run(StepContext context, CancellationToken ct)
    {
        var options = SplitOptions.Of(context.Parameters);
        using var engine = new TableEngine(context.WorkFolder, context.Threads);
        var splitter = new Splitter(options, engine, context.Inputs["table"].Path, context.Inputs.GetValueOrDefault("test")?.Path, context.Report);
        var targets = new SplitTargets(context.Outputs["train"], context.Outputs["validation"], context.Outputs["test"]);
        var warnings = context.Inputs.TryGetValue("traffic", out var traffic) ? splitter.RunWithTraffic(traffic.Path, targets, ct) : splitter.Run(targets, ct);
        return new([], warnings);
    }
}
