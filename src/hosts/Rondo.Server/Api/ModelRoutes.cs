using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>The registry: versions, what was measured of them, where they came from, promotion.</summary>
internal static class ModelRoutes
{
    private const string WhichVersion = "A number, an alias such as champion, or latest.";

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var models = routes.MapGroup("/models").WithTags("models");
        models.MapGet("", ListAsync).WithName("listModels").WithSummary("The models, by name.").WithProblems(400);
        models.MapGet("/{model}/versions", VersionsAsync).WithName("listModelVersions").WithSummary("A model's versions, newest first.").WithProblems(400, 404);
        models.MapGet("/{model}/versions/{version}", FindAsync).WithName("getModelVersion").WithSummary("A version with card, signature, measurements, gate and evidence.").WithProblems(400, 404);
        models.MapGet("/{model}/versions/{version}/evaluation", EvaluationAsync).WithName("getModelEvaluation").WithSummary("What was measured of a version, on every split it was measured on.").WithProblems(400, 404);
        models.MapGet("/{model}/versions/{version}/lineage", LineageAsync).WithName("getModelLineage").WithSummary("Where a version came from: rows, code, people, decisions.").WithProblems(400, 404);
        models.MapPost("/{model}/versions/{version}/promote", PromoteAsync).WithName("promoteModel").WithSummary("Point an alias at a version.").WithProblems(400, 404, 409, 412, 422);
        routes.MapGet("/lineage", WhyAsync).WithTags("models").WithName("getLineage").WithSummary("Where anything came from: a model version, a data set version, a run, a content.").WithProblems(400, 404);
    }

    private static async Task<Ok<Page<ModelSummary>>> ListAsync(Workspace workspace, [Description("Only of this project.")] string? project, CancellationToken ct)
    {
        // A model is named like its project.
        var versions = await ListModels.RunAsync(workspace, project, ct);
        return TypedResults.Ok(Page<ModelSummary>.Of(versions.GroupBy(v => v.Model, StringComparer.Ordinal).Select(Summary)));
    }

    private static ModelSummary Summary(IGrouping<string, ModelVersion> line)
    {
        var champion = line.FirstOrDefault(v => v.Aliases.Contains(ModelReference.Champion, StringComparer.Ordinal));
        return new(line.Key, line.Count(), ModelVersionSummary.Of(line.First()), champion is null ? null : ModelVersionSummary.Of(champion));
    }

    private static async Task<Ok<Page<ModelVersionSummary>>> VersionsAsync(string model, Workspace workspace, CancellationToken ct)
    {
        var versions = await ListModels.RunAsync(workspace, model, ct);
        return versions.Count > 0
            ? TypedResults.Ok(Page<ModelVersionSummary>.Of(versions.Select(ModelVersionSummary.Of)))
            : throw new FailureException(new Failure("model.unknown", "There is no such model.", "See what there is: the page 'Models', or rondo model list."));
    }

    private static async Task<Ok<ModelVersionView>> FindAsync(
        string model, [Description(WhichVersion)] string version, Workspace workspace, ProjectCatalogue projects, HttpResponse response, CancellationToken ct)
    {
        var details = (await ShowModel.RunAsync(workspace, $"{model}@{version}", ct)).Value;
        response.Headers.ETag = ModelReading.TagOf(details.Version);
        var charter = projects.HasProject && projects.Read().Ok ? projects.Here?.For(details.Version) : null;
        return TypedResults.Ok(ModelReading.View(details with { Version = details.Version.HeldTo(charter) }, await RequiredReview.MissingAsync(workspace, details.Version, charter, ct) is not null));
    }

    private static async Task<Ok<Page<EvaluationView>>> EvaluationAsync(string model, [Description(WhichVersion)] string version, Workspace workspace, CancellationToken ct)
    {
        var details = (await ShowModel.RunAsync(workspace, $"{model}@{version}", ct)).Value;
        return TypedResults.Ok(Page<EvaluationView>.Of(await EvaluationReading.ReadAsync(workspace, details.Version, ct)));
    }

    private static async Task<Ok<LineageView>> LineageAsync(string model, [Description(WhichVersion)] string version, Workspace workspace, CancellationToken ct) =>
        TypedResults.Ok(LineageReading.View((await ExplainAncestry.RunAsync($"{model}@{version}", workspace, ct)).Value));

    private static async Task<Ok<LineageView>> WhyAsync([Description("bike-demand@3, dataset:bike-demand@latest, a run's id or a content's digest.")] string subject, Workspace workspace, CancellationToken ct) =>
        TypedResults.Ok(LineageReading.View((await ExplainAncestry.RunAsync(subject, workspace, ct)).Value));

    private static async Task<Ok<PromotionView>> PromoteAsync(
        string model, [Description(WhichVersion)] string version, PromoteModelRequest body, Caller caller, Workspace workspace, ProjectCatalogue projects, HttpRequest request, CancellationToken ct)
    {
        if (request.Headers.IfMatch.Count > 0)
        {
            ETags.Demand(request, ModelReading.TagOf((await ShowModel.RunAsync(workspace, $"{model}@{version}", ct)).Value.Version));
        }

        var asked = new PromoteRequest($"{model}@{version}", caller.Name)
        {
            Alias = body.Alias,
            Reason = body.Reason ?? "",
            ForceReason = body.DespiteGate ? body.Reason : null,
            Here = projects.Here,
        };
        var promotion = (await PromoteModel.RunAsync(workspace, asked, ct)).Value;
        return TypedResults.Ok(new PromotionView(ModelVersionSummary.Of(promotion.Version), promotion.Alias, promotion.Former?.ToString()));
    }
}
