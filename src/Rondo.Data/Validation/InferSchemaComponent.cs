using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Validation;

/// <summary>
/// <c>data/schema</c>: what a table has to look like, from what it looks like. Runs while the project has no <c>schema.yaml</c>;
/// <c>data/validate</c> writes one with the very bytes of this output once the table has passed.
/// </summary>
internal sealed class InferSchemaComponent : IComponent
{
    public string Name => "data/schema";

    public int Version => 1;

    public IReadOnlyList<string> Engines => [];

    public IReadOnlyList<Port> Inputs { get; } = [new("profile", ArtifactKinds.Profile)];

    public IReadOnlyList<Port> Outputs { get; } = [new("schema", ArtifactKinds.File, SchemaFile.FileName)];

    public bool RunsInChild => false;

    public Result<JsonObject> ParametersFor(Project project, JsonObject with) =>
        StepParameters.Merge(ValidationOptions.Parameters(project), with, ValidationOptions.Known, Name);

    public async Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct)
    {
        var profile = TableProfile.FromJson(await File.ReadAllTextAsync(context.Inputs["profile"].Path, ct));
        var inferred = SchemaInference.Infer(profile, ValidationOptions.Of(context.Parameters));
        await File.WriteAllTextAsync(context.Outputs["schema"], SchemaFile.Write(SchemaInference.WithoutTime(inferred), roles: false), ct);
        return StepVerdict.Pass;
    }
}
