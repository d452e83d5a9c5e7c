using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Validation;

/// <summary><c>data/validate</c>: holds the table against its schema (an inferred one where none is given), evaluates checks, and looks for leaks.</summary>
internal sealed class ValidateComponent : IComponent
{
    public string Name => "data/validate";

    public int Version => 1;

    public IReadOnlyList<string> Engines => TableEngine.Engines;

    public IReadOnlyList<Port> Inputs { get; } =
        [new("table", ArtifactKinds.Table), new("profile", ArtifactKinds.Profile), new("schema", ArtifactKinds.File, Optional: true)];

    public IReadOnlyList<Port> Outputs { get; } = [new("schema", ArtifactKinds.Schema, SchemaFile.FileName), new("verdict", ArtifactKinds.Verdict, "verdict.json")];

    public bool RunsInChild => false;

    public Result<JsonObject> ParametersFor(Project project, JsonObject with)
    {
        var parameters = ValidationOptions.Parameters(project);

        // In a pipeline that is written, a later step may make the columns; the one that evaluates asks for them.
        if (project.IsDerived)
        {
            var asked = AskedColumns.Of(project);
            parameters.Put("slices", asked.Slices);
            parameters.Put("conditions", asked.Conditions);
            parameters.Put("measures", asked.Measures);
        }

        return StepParameters.Merge(parameters, with, ValidationOptions.Known, Name);
    }

    public Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct) => Task.Run(() => Validator.Run(context, ct), ct);

    /// <summary>
    /// Writes the project's <c>schema.yaml</c> when there is none, with the bytes of the schema that the table has just passed, so that the
    /// next run, which reads the file instead, finds everything in the cache. A person's own file is never touched.
    /// </summary>
    public async Task CompletedAsync(StepCompletion completion, CancellationToken ct)
    {
        var path = Path.Combine(completion.Project.Folder, SchemaFile.FileName);
        if (File.Exists(path) || !completion.Inputs.TryGetValue("schema", out var schema))
        {
            return;
        }

        var beside = path + ".new";
        File.Delete(beside);
        await completion.Workspace.Artifacts.CheckOutAsync(schema.Digest, beside, Stores.CheckOutMode.Copy, ct);
        File.Move(beside, path, overwrite: false);
    }
}
