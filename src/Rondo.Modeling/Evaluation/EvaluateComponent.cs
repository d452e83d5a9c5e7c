using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Modeling.Training;
using Rondo.Pipelines;

namespace Rondo.Modeling.Evaluation;

/// <summary><c>modeling/evaluate</c>: measures a model on a table, against the baseline and the champion.</summary>
internal sealed class EvaluateComponent : IComponent
{
    public string Name => "modeling/evaluate";

    public int Version => 5;

    public IReadOnlyList<string> Engines => ModelingEngines.Evaluating;

    public IReadOnlyList<Port> Inputs { get; } =
    [
        new("model", ArtifactKinds.Model),
        new("training", ArtifactKinds.File, Optional: true),
        new("table", ArtifactKinds.Table),
        new("train", ArtifactKinds.Table, Optional: true),
        new("champion", ArtifactKinds.Bundle, Optional: true),
    ];

    public IReadOnlyList<Port> Outputs { get; } = [new("evaluation", ArtifactKinds.Evaluation, "evaluation.json"), new("report", ArtifactKinds.Report, "report.html")];

    public bool RunsInChild => true;

    public Result<JsonObject> ParametersFor(Project project, JsonObject with) => ComponentParameters.Of(EvaluationOptions.Of(project, "validation"), with);

    public async Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct)
    {
        var options = ComponentParameters.Read<EvaluationOptions>(context.Parameters);
        var inputs = await ReadAsync(context, context.Inputs["table"].Path, ct);
        var evaluated = ModelEvaluation.Run(inputs, options, context.Threads, ct);
        await EvaluationOutputs.WriteAsync(context, evaluated, ct);
        return new([], evaluated.Document.Warnings);
    }

    /// <summary>Reads what an evaluation needs from a step's ports.</summary>
    public static async Task<EvaluationInputs> ReadAsync(StepContext context, string table, CancellationToken ct)
    {
        var champion = context.Inputs.TryGetValue("champion", out var bundle) ? (await BundleReader.OpenAsync(bundle.Path, ct)).Value : null;
        return new(await File.ReadAllBytesAsync(context.Inputs["model"].Path, ct), table)
        {
            Training = context.Inputs.TryGetValue("training", out var training) ? TrainingDocument.Read(training.Path) : null,
            History = [.. ((string[])["train", "validation"]).Where(context.Inputs.ContainsKey).Select(p => context.Inputs[p].Path)],
            Champion = champion,
        };
    }
}
