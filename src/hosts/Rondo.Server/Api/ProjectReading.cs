using System.Text.Json.Nodes;
using Rondo.Modeling;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Reads projects as the API shows them.</summary>
internal static class ProjectReading
{
    /// <summary>The projects that runs of this workspace name.</summary>
    public static Task<IReadOnlyList<string>> NamesAsync(Workspace workspace, CancellationToken ct) => workspace.Runs.ProjectsAsync(ct);

    public static async Task<ProjectView> ReadAsync(Project project, Workspace workspace, CancellationToken ct)
    {
        var status = await ProjectStatus.ReadAsync(project, workspace, ct);
        var running = status.LastRun?.Status is RunStatus.Running;
        var edges = await LifecycleEdges.ReadAsync(workspace, project.Name, ct);
        return new(
            project.Name,
            project.Description,
            await ThemeReading.ReadAsync(status, workspace, running, ct),
            edges,
            [.. status.Requirements.Judgements.Select(RequirementView.Of)],
            status.Latest?.ToString(),
            status.Champion?.ToString(),
            status.LastRun is null ? null : RunSummary.Of(status.LastRun),
            NextSteps.Of(status, project.Section<Charter>()));
    }

    public static PipelineView Graph(Project project, PipelineGraph graph, RunReport? plan, IReadOnlyList<string> warnings)
    {
        var picture = PipelinePicture.Json(project, graph)["steps"]!.AsArray().ToDictionary(s => (string)s!["name"]!, s => s!.AsObject(), StringComparer.Ordinal);
        return new(project.IsDerived, [.. graph.Nodes.Select(n => Step(n, picture[n.Name], plan?.Steps.FirstOrDefault(s => string.Equals(s.Step, n.Name, StringComparison.Ordinal))))], warnings);
    }

    private static PipelineStepView Step(PipelineNode node, JsonObject picture, StepReport? plan)
    {
        var from = picture["inputs"]!.AsObject();
        var kinds = node.Inputs.ToDictionary(p => p.Name, p => p.Kind, StringComparer.Ordinal);
        return new(
            node.Name,
            node.Component?.Name,
            (string?)picture["uses"] ?? (string?)picture["run"] ?? "",
            [.. from.Select(f => new PortView(f.Key, kinds.GetValueOrDefault(f.Key, ArtifactKinds.File), (string?)f.Value))],
            [.. node.Outputs.Select(o => new PortView(o.Name, o.Kind, null))],
            node.Upstream,
            plan?.Status switch { StepStatus.Cached => PlannedState.Cached, StepStatus.WouldRun => PlannedState.WouldRun, StepStatus.MayRun => PlannedState.MayRun, _ => PlannedState.Unknown },
            plan?.Reasons ?? [],
            (JsonObject)picture["parameters"]!.DeepClone());
    }
}
