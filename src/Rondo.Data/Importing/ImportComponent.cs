using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Data.Importing;

/// <summary><c>data/import</c>: files become a table.</summary>
internal sealed class ImportComponent : IComponent
{
    private static readonly string[] Known =
        ["columns", "delimiter", "quote", "encoding", "decimal", "dates", "header", "missing", "types", "time", "sample", "aliases", "target", "bad-rows", "bad-row-share"];

    public string Name => "data/import";

    public int Version => 4;

    public IReadOnlyList<string> Engines => TableEngine.Engines;

    public IReadOnlyList<Port> Inputs { get; } = [new("source", ArtifactKinds.File), new("test", ArtifactKinds.File, Optional: true)];

    public IReadOnlyList<Port> Outputs { get; } =
    [
        new("table", ArtifactKinds.Table, "table.parquet"),
        new("test", ArtifactKinds.Table, "test.parquet"),
        new("rejected", ArtifactKinds.Table, "rejected.parquet"),
        new("report", ArtifactKinds.File, "import.json"),
    ];

    public bool RunsInChild => true;

    public Result<JsonObject> ParametersFor(Project project, JsonObject with)
    {
        var settings = project.Section<DataSettings>();
        var charter = project.Sections.Values.OfType<Charter>().FirstOrDefault();
        return StepParameters.Merge(ReadOptions.Of(settings, charter?.Target).ToJson(), with, Known, Name);
    }

    public Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct)
    {
        var options = ReadOptions.Of(context.Parameters);
        using var engine = new TableEngine(context.WorkFolder, context.Threads);
        var source = context.Inputs["source"];
        var test = context.Inputs.GetValueOrDefault("test");
        var verdict = new Importer(options, engine, context.Report).Run(
            SourceFiles.Of(source.Path, source.DisplayName),
            test is null ? [] : SourceFiles.Of(test.Path, test.DisplayName),
            new(context.Outputs["table"], context.Outputs["test"], context.Outputs["rejected"], context.Outputs["report"]),
            ct);
        return Task.FromResult(verdict);
    }

    public Task CompletedAsync(StepCompletion completion, CancellationToken ct) => Datasets.RecordVersion.RunAsync(completion, ct);
}
