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

    public Result<JsonObject> ParametersFor(Project project, JsonObject with) =>
        StepParameters.Merge(ValidationOptions.Parameters(project), with, ValidationOptions.Known, Name);

    public Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct) => Task.Run(() => Validator.Run(context, ct), ct);
}
