using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Rondo.Deployment;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Projects: where they stand, their charter and their pipeline.</summary>
internal static class ProjectRoutes
{
    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        var projects = routes.MapGroup("/projects").WithTags("projects");
        projects.MapGet("", ListAsync).WithName("listProjects").WithSummary("The projects of this server.").WithProblems(400);
        projects.MapGet("/{project}", FindAsync).WithName("getProject").WithSummary("Where a project stands in its lifecycle, and what to do next.").WithProblems(400, 404);
        projects.MapGet("/{project}/charter", CharterAsync).WithName("getCharter").WithSummary("The charter, and how its requirements stand.").WithProblems(400, 404);
        projects.MapGet("/{project}/pipeline", PipelineAsync).WithName("getPipeline").WithSummary("The pipeline as a graph, with what would run now and why.").WithProblems(400, 404);
    }

    private static async Task<Ok<Page<ProjectSummary>>> ListAsync(Caller caller, ProjectCatalogue projects, Workspace workspace, CancellationToken ct)
    {
        var all = new List<ProjectSummary>();
        if (projects.HasProject)
        {
            var project = projects.Read().Value;
            var view = await ProjectReading.ReadAsync(project, workspace, ct);
            all.Add(new(project.Name, project.Folder, view.Themes.Max(t => t.State), view.Next));
        }

        var sent = await ProjectReading.NamesAsync(workspace, ct);
        all.AddRange(sent.Where(n => all.All(p => !string.Equals(p.Name, n, StringComparison.Ordinal))).Select(n => new ProjectSummary(n, null, ThemeState.Done, null)));
        return TypedResults.Ok(Page<ProjectSummary>.Of(all.Where(p => caller.May(Role.Viewer, p.Name))));
    }

    private static async Task<Ok<ProjectView>> FindAsync(string project, ProjectCatalogue projects, Workspace workspace, CancellationToken ct) =>
        TypedResults.Ok(await ProjectReading.ReadAsync(projects.Find(project).Value, workspace, ct));

    private static async Task<Ok<CharterDocument>> CharterAsync(string project, ProjectCatalogue projects, Workspace workspace, CancellationToken ct)
    {
        var found = projects.Find(project).Value;
        var charter = found.Section<Charter>();
        var view = await ProjectReading.ReadAsync(found, workspace, ct);
        return TypedResults.Ok(new CharterDocument(charter.IsWritten, CharterView.ToJson(charter), view.Requirements));
    }

    private static async Task<Ok<PipelineView>> PipelineAsync(string project, ProjectCatalogue projects, Workspace workspace, StageRegistry stages, CancellationToken ct)
    {
        var found = projects.Find(project).Value;
        var lint = PipelineLint.Check(found, stages);
        if (lint.Graph is not { } graph)
        {
            throw new FailureException(lint.Failures);
        }

        // What cannot be planned (a source that is missing) can still be drawn.
        var plan = await PipelineRunner.RunAsync(new RunRequest(found) { ExplainOnly = true }, workspace, stages, _ => { }, ct);
        return TypedResults.Ok(ProjectReading.Graph(found, graph, plan.Ok ? plan.Value : null, [.. lint.Warnings.Select(w => w.ToString()!), .. plan.Failures.Select(f => f.ToString())]));
    }
}
