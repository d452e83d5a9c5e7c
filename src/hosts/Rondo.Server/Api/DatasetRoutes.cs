using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Data sets and their versions, with schema, profile and verdict.</summary>
internal static class DatasetRoutes
{
    private const int MostConsumers = 200;

    public static void MapDatasets(this IEndpointRouteBuilder routes)
    {
        var datasets = routes.MapGroup("/datasets").WithTags("datasets");
        datasets.MapGet("", ListAsync).WithName("listDatasets").WithSummary("The data sets, by name.").WithProblems(400);
        datasets.MapGet("/{dataset}/versions", VersionsAsync).WithName("listDatasetVersions").WithSummary("A data set's versions, newest first.").WithProblems(400, 404);
        datasets.MapGet("/{dataset}/versions/{version}", FindAsync).WithName("getDatasetVersion").WithSummary("A version with its schema, profile and verdict.").WithProblems(400, 404);
    }

    private static async Task<Ok<Page<DatasetSummary>>> ListAsync(Workspace workspace, [Description("Only of this project.")] string? project, CancellationToken ct)
    {
        // A data set is named like its project; what came in as traffic is named like its endpoint, with an ending.
        var all = await new DatasetStore(workspace).ListAsync(ct);
        return TypedResults.Ok(Page<DatasetSummary>.Of(all.Where(d => project is null || string.Equals(ProjectOf(d.Name), project, StringComparison.Ordinal)).Select(d => new DatasetSummary(d.Name, ProjectOf(d.Name), DatasetVersionSummary.Of(d.Latest)))));
    }

    private static string ProjectOf(string dataset) => dataset.EndsWith(".traffic", StringComparison.Ordinal) ? dataset[..^".traffic".Length] : dataset;

    private static async Task<Ok<Page<DatasetVersionSummary>>> VersionsAsync(string dataset, Workspace workspace, CancellationToken ct)
    {
        var versions = await new DatasetStore(workspace).VersionsAsync(dataset, ct);
        return versions.Count > 0 ? TypedResults.Ok(Page<DatasetVersionSummary>.Of(versions.Select(DatasetVersionSummary.Of))) : throw Unknown();
    }

    private static async Task<Ok<DatasetVersionView>> FindAsync(string dataset, [Description("A number, `latest`, or a day: 2026-11-20.")] string version, Workspace workspace, CancellationToken ct)
    {
        var found = (await new DatasetStore(workspace).FindAsync(dataset, version, ct)).Value ?? throw Unknown();
        var made = await MadeOfAsync(workspace, found.Digest, ct);
        var profile = await TextAsync(workspace, made, ArtifactKinds.Profile, ct) is { } json ? TableProfile.FromJson(json) : null;
        var schema = await TextAsync(workspace, made, ArtifactKinds.Schema, ct) is { } yaml ? SchemaFile.Read(yaml, SchemaFile.FileName) : null;
        var verdict = await TextAsync(workspace, made, ArtifactKinds.Verdict, ct) is { } said ? DataVerdict.FromJson(said) : null;
        var s = DatasetVersionSummary.Of(found);
        return TypedResults.Ok(new DatasetVersionView(
            s.Dataset, s.Version, s.Digest, s.Run, s.CreatedAt, s.CreatedBy, profile?.Rows,
            schema is { Ok: true } ? [.. schema.Value.Columns.Select(SchemaColumnView.Of)] : null,
            profile is null ? null : ProfileView.Of(profile),
            verdict is null ? null : new(verdict.Status, [.. verdict.Findings.Select(FindingView.Of)]),
            made.Where(m => m.Kind is ArtifactKinds.Report).Select(m => m.Digest.Hex).FirstOrDefault()));
    }

    // What the steps made that read this table: the newest of each kind. Only steps whose first input it is speak of it alone.
    private static async Task<IReadOnlyList<RunArtifact>> MadeOfAsync(Workspace workspace, Digest table, CancellationToken ct)
    {
        var made = new List<RunArtifact>();
        foreach (var id in (await workspace.Lineage.ConsumersAsync(table, ct)).Take(MostConsumers))
        {
            if (await workspace.Runs.FindAsync(id.Value, ct) is { Status: RunStatus.Succeeded } run && (run.Start.Tags.GetValueOrDefault(StepTags.Component) is "data/profile" or "data/validate"))
            {
                made.AddRange(run.Artifacts.Where(a => a.Direction is "out" && made.TrueForAll(m => !string.Equals(m.Kind, a.Kind, StringComparison.Ordinal))));
            }
        }

        return made;
    }

    private static async Task<string?> TextAsync(Workspace workspace, IReadOnlyList<RunArtifact> made, string kind, CancellationToken ct)
    {
        if (made.FirstOrDefault(m => string.Equals(m.Kind, kind, StringComparison.Ordinal)) is not { } artifact || !(await workspace.Artifacts.PresentAsync([artifact.Digest], ct)).Contains(artifact.Digest))
        {
            return null;
        }

        return await File.ReadAllTextAsync(await workspace.Artifacts.LocalPathAsync(artifact.Digest, ct), ct);
    }

    private static FailureException Unknown() => new(new Failure("data.no-dataset", "There is no such data set or version.", "See what there is: the page 'Data', or rondo data versions."));
}
