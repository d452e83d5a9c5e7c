using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Validation;

/// <summary><c>data/validate</c>: infers the schema or holds the table against it, evaluates checks, and looks for leaks.</summary>
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

    public Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct) => Task.Run(() => Run(context, ct), ct);

    /// <summary>Writes the project's <c>schema.yaml</c> when there is none.</summary>
    public async Task CompletedAsync(StepCompletion completion, CancellationToken ct)
    {
        var path = Path.Combine(completion.Project.Folder, SchemaFile.FileName);
        if (File.Exists(path) || !completion.Outputs.TryGetValue("schema", out var schema))
        {
            return;
        }

        var stored = SchemaFile.Load(await completion.Workspace.Artifacts.LocalPathAsync(schema.Digest, ct));
        var beside = path + ".new";
        await File.WriteAllTextAsync(beside, SchemaFile.Write(SchemaInference.WithoutTime(stored), roles: false), ct);
        File.Move(beside, path, overwrite: false);
    }

    private static StepVerdict Run(StepContext context, CancellationToken ct)
    {
        var options = ValidationOptions.Of(context.Parameters);
        var profile = TableProfile.FromJson(File.ReadAllText(context.Inputs["profile"].Path));
        using var engine = new TableEngine(context.WorkFolder, 1);
        var rows = new TableRows(engine, context.Inputs["table"].Path, options.Key);
        DemandColumns(profile, options);
        var given = context.Inputs.GetValueOrDefault("schema");
        var written = given is null ? SchemaInference.Infer(profile, options) : SchemaFile.Read(File.ReadAllText(given.Path), given.DisplayName).Value;
        var schema = SchemaInference.Apply(written, profile, options);
        var findings = new List<DataFinding>();
        findings.AddRange(new SchemaChecks(profile, schema, rows).Run(options.Key, ct));
        findings.AddRange(new WrittenChecks(profile, rows).Run(options.Checks, ct));
        findings.AddRange(new Leaks.LeakSearch(profile, options, engine, context.Inputs["table"].Path).Run(ct));
        var verdict = DataVerdict.Of(findings);
        File.WriteAllText(context.Outputs["schema"], SchemaFile.Write(schema, roles: true));
        File.WriteAllText(context.Outputs["verdict"], verdict.ToJson());
        return new(
            [.. verdict.Findings.Where(f => f.Status == FindingStatus.Fail).Select(f => new Failure(f.Code, f.Problem, f.Remedy) { Kind = FailureKind.No })],
            [.. verdict.Findings.Where(f => f.Status == FindingStatus.Warn).Select(f => $"{f.Problem} {f.Remedy}")]);
    }

    private static void DemandColumns(TableProfile profile, ValidationOptions options)
    {
        var names = profile.Columns.Select(c => c.Name).ToList();
        var failures = new List<Failure>();
        Demand("data.key", options.Key);
        Demand("data.drop", options.Drop);
        Demand("data.known-at", options.KnownAt.Keys);
        Demand("data.accept", options.Accept.Keys);
        Demand("charter.target", options.Target is null ? [] : [options.Target]);
        if (failures.Count > 0)
        {
            throw new FailureException(failures);
        }

        void Demand(string key, IEnumerable<string> columns) =>
            failures.AddRange(columns.Except(names, StringComparer.Ordinal).Select(c => UnknownColumn.Failure(key, c, names)));
    }
}
