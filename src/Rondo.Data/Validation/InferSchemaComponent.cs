using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Validation;

/// <summary>
/// <c>data/schema</c>: what a table has to look like, from what it looks like. Runs while the project has no <c>schema.yaml</c>, and writes
/// one with the very bytes of its output, so that the next run, which reads the file instead, finds everything in the cache.
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

    /// <summary>Writes the project's <c>schema.yaml</c> when there is none; a person's own file is never touched.</summary>
    public async Task CompletedAsync(StepCompletion completion, CancellationToken ct)
    {
        var path = Path.Combine(completion.Project.Folder, SchemaFile.FileName);
        if (File.Exists(path) || !completion.Outputs.TryGetValue("schema", out var schema))
        {
            return;
        }

        var beside = path + ".new";
        File.Delete(beside);
        await completion.Workspace.Artifacts.CheckOutAsync(schema.Digest, beside, Stores.CheckOutMode.Copy, ct);
        File.Move(beside, path, overwrite: false);
    }
}
