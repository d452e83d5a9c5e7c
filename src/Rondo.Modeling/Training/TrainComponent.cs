using System.Text.Json.Nodes;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Modeling.Training;

/// <summary><c>modeling/train</c>: one ONNX graph from raw columns to prediction, and what was done to get it.</summary>
internal sealed class TrainComponent : IComponent
{
    public string Name => "modeling/train";

    public int Version => 2;

    public IReadOnlyList<string> Engines => ModelingEngines.Training;

    public IReadOnlyList<Port> Inputs { get; } = [new("train", ArtifactKinds.Table), new("validation", ArtifactKinds.Table), new("schema", ArtifactKinds.Schema)];

    public IReadOnlyList<Port> Outputs { get; } = [new("model", ArtifactKinds.Model, "model.onnx"), new("training", ArtifactKinds.File, "training.json")];

    public bool RunsInChild => true;

    public Result<JsonObject> ParametersFor(Project project, JsonObject with) => ComponentParameters.Of(TrainOptions.Of(project), with);

    public Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct) => Task.Run(() => Run(context, ct), ct);

    private static StepVerdict Run(StepContext context, CancellationToken ct)
    {
        var options = ComponentParameters.Read<TrainOptions>(context.Parameters);
        var schema = SchemaFile.Load(context.Inputs["schema"].Path);
        context.Report.Progress(null, "reading");
        var data = TrainingData.Read(schema, context.Inputs["train"].Path, context.Inputs["validation"].Path, context.Threads, ct);
        var (model, document) = new Trainer(data, options, context.Threads, context.Report).Run(ct);
        using (model)
        {
            context.Report.Progress(null, "comparing the graph with training");
            var verification = GraphVerification.Run(model, [data.Train, data.Validation], data.Features, context.Threads, ct);
            File.WriteAllBytes(context.Outputs["model"], model.Graph);
            File.WriteAllBytes(context.Outputs["training"], (document with { Verification = verification }).ToJson());
        }

        context.Report.Metric("rounds", document.Rounds);
        return new([], document.Warnings);
    }
}
