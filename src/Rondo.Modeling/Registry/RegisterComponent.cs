using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Modeling.Evaluation;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Modeling.Registry;

/// <summary><c>modeling/register</c>: opens the test part, measures the model on it, packs the bundle; when it is published, registers it as a version.</summary>
internal sealed class RegisterComponent : IComponent
{
    /// <summary>Its name in a pipeline.</summary>
    public const string Registers = "modeling/register";

    public string Name => Registers;

    public int Version => 3;

    public IReadOnlyList<string> Engines => ModelingEngines.Training;

    public IReadOnlyList<Port> Inputs { get; } =
    [
        new("model", ArtifactKinds.Model),
        new("training", ArtifactKinds.File, Optional: true),
        new("evaluation", ArtifactKinds.Evaluation, Optional: true),
        new("test", ArtifactKinds.Table),
        new("train", ArtifactKinds.Table),
        new("validation", ArtifactKinds.Table, Optional: true),
        new("schema", ArtifactKinds.Schema),
        new("profile", ArtifactKinds.Profile),
        new("champion", ArtifactKinds.Bundle, Optional: true),
    ];

    public IReadOnlyList<Port> Outputs { get; } =
        [new("bundle", ArtifactKinds.Bundle, "model.rondo"), new("evaluation", ArtifactKinds.Evaluation, "evaluation.json"), new("report", ArtifactKinds.Report, "report.html")];

    public bool RunsInChild => true;

    public Result<JsonObject> ParametersFor(Project project, JsonObject with) => ComponentParameters.Of(
        new RegisterOptions(project.Name, EvaluationOptions.Of(project, "test"), CharterView.ToJson(project.Section<Charter>())), with);

    public async Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct)
    {
        var options = ComponentParameters.Read<RegisterOptions>(context.Parameters);
        context.Report.Progress(0.1, "measuring on the test part");
        var inputs = await EvaluateComponent.ReadAsync(context, context.Inputs["test"].Path, ct);
        var evaluated = ModelEvaluation.Run(inputs, options.Evaluation, context.Threads, ct);
        await EvaluationOutputs.WriteAsync(context, evaluated, ct);
        context.Report.Progress(0.7, "packing the bundle");
        await BundleOutput.WriteAsync(context, options, inputs.Model, evaluated, ct);
        return new([], evaluated.Document.Warnings);
    }

    public Task CompletedAsync(StepCompletion completion, CancellationToken ct) => RegisterModel.CompleteAsync(completion, ct);
}
