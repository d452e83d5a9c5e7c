using System.Text.Json.Nodes;
using Rondo.Deployment;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Reads projects as the API shows them.</summary>
internal static class ProjectReading
{
    /// <summary>The projects that runs of this workspace name.</summary>
    public static Task<IReadOnlyList<string>> NamesAsync(Workspace workspace, CancellationToken ct) => workspace.Runs.ProjectsAsync(ct);

    public static async Task<ProjectView> ReadAsync(Project project, Workspace workspace, CancellationToken ct)
    {
        var life = await ProjectLife.ReadAsync(project, workspace, ct);
        var status = life.Status;
        return new(
            project.Name,
            project.Description,
            [.. life.Themes.Select(t => new ThemeView(t.Id, t.Stage, t.State, t.Text))],
            [.. life.Edges.Select(e => new ThemeEdge(e.From, e.To, e.IsBack ? "back" : "forward", e.Count, e.LastAt, e.Reason))],
            [.. status.Requirements.Judgements.Select(j => RequirementView.Of(j, life.Live.FirstOrDefault(l => ReferenceEquals(l.Requirement, j.Requirement))))],
            status.Latest?.ToString(),
            status.Champion?.ToString(),
            status.LastRun is null ? null : RunSummary.Of(status.LastRun),
            new(life.Next.Text, life.Next.Code, life.Next.Args));
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
