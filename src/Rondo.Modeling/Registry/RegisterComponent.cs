using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Evaluation;
using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;
using Rondo.Modeling.Training;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Modeling.Registry;

/// <summary><c>modeling/register</c>: opens the test part, measures the model on it, packs the bundle; when it is published, registers it as a version.</summary>
internal sealed class RegisterComponent : IComponent
{
    public string Name => "modeling/register";

    public int Version => 1;

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
        await File.WriteAllTextAsync(context.Outputs["evaluation"], CanonicalJson.Text(evaluated.Document.ToJson()), ct);
        await File.WriteAllTextAsync(context.Outputs["report"], EvaluationPage.Write(evaluated), ct);
        context.Report.Progress(0.7, "packing the bundle");
        var contents = await PackAsync(context, options, inputs, evaluated, ct);
        _ = (await BundleWriter.WriteAsync(contents, context.Outputs["bundle"], ct)).Value;
        foreach (var m in evaluated.Document.Measurements.Where(m => m.Subject is { Role: "model", Slice: "" } && !m.Measure.Contains('(', StringComparison.Ordinal)))
        {
            context.Report.Metric($"test.{m.Measure}", m.Value);
        }

        return new([], evaluated.Document.Warnings);
    }

    public Task CompletedAsync(StepCompletion completion, CancellationToken ct) => RegisterModel.CompleteAsync(completion, ct);

    private static async Task<BundleContents> PackAsync(StepContext context, RegisterOptions options, EvaluationInputs inputs, Evaluated evaluated, CancellationToken ct)
    {
        var schema = SchemaFile.Load(context.Inputs["schema"].Path);
        var training = inputs.Training ?? Assumed(options, evaluated);
        using var runner = new GraphRunner(inputs.Model, 1);
        var described = FrameReader.Describe(context.Inputs["train"].Path, ct);
        var train = FrameReader.Read(context.Inputs["train"].Path, [.. described.Columns.Where(c => runner.Inputs.Contains(c.Name, StringComparer.Ordinal))], context.Threads, ct);
        var signature = SignatureMaking.Of(runner.Inputs, schema, train, training);
        using var predictor = Predictor.Compile(inputs.Model, signature).Value;
        string[] notContent = ["champion", "evaluation"];                  // the champion of the day decides both
        return new()
        {
            Name = options.Model,
            Signature = signature,
            Model = inputs.Model,
            Profile = await File.ReadAllTextAsync(context.Inputs["profile"].Path, ct),
            Card = new ModelCard(options.Model, options.Charter, training, WithoutChampion(evaluated.Document), signature).Write(),
            Samples = Replay.Record(predictor, SignatureMaking.SampleRows(signature, train)).Value,
            Components = Components(),
            Lineage = context.Inputs.Where(i => !notContent.Contains(i.Key, StringComparer.Ordinal)).ToDictionary(i => i.Key, i => i.Value.Digest, StringComparer.Ordinal),
            Requirements = options.Evaluation.Requirements,
        };
    }

    private static EvaluationDocument WithoutChampion(EvaluationDocument document) =>
        document with { Measurements = [.. document.Measurements.Where(m => m.Subject.Role is not "champion" && !m.Measure.Contains("champion", StringComparison.Ordinal))] };

    private static TrainingDocument Assumed(RegisterOptions options, Evaluated evaluated) => new()
    {
        Task = evaluated.Document.Task,
        Target = options.Evaluation.Target,
        TargetType = ColumnType.Number,
        Classes = evaluated.Labels,
        Trainer = "made elsewhere",
        Metric = "",
    };

    private static SbomComponent[] Components() =>
    [
        new("rondo", typeof(RegisterComponent).Assembly.GetName().Version?.ToString(3) ?? "0", "MIT"),
        new("duckdb", DuckDb.DuckDbEngine.Version.TrimStart('v'), "MIT"),
        new("onnxruntime", Onnx.Runtime.OnnxRuntimeEngine.Version, "MIT"),
        new("xgboost", XGBoost.XGBoostEngine.Version, "Apache-2.0"),
    ];
}
