using System.Text.Json.Nodes;
using Rondo.Deployment.Lifecycle;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment;

/// <summary>A project's whole life at a glance: the seven themes and the ways between them, each requirement as measured and as it fares in use, and what to do next.</summary>
/// <param name="Status">What the project itself says: charter, data, versions.</param>
/// <param name="Themes">The seven themes in their order.</param>
/// <param name="Edges">How work has travelled between them.</param>
/// <param name="Live">Each requirement that production can answer, judged by what was measured there last; empty while nothing was.</param>
/// <param name="Next">What to do next.</param>
public sealed record ProjectLife(ProjectStatus Status, IReadOnlyList<LifecycleTheme> Themes, IReadOnlyList<LifecycleEdge> Edges, IReadOnlyList<Judgement> Live, Saying Next)
{
    /// <summary>Looks at the project and its workspace; runs nothing.</summary>
    public static async Task<ProjectLife> ReadAsync(Project project, Workspace workspace, CancellationToken ct)
    {
        var loop = await LoopState.ReadAsync(project.Name, project.Section<Charter>(), workspace, ct);
        var status = await ProjectStatus.ReadAsync(project, workspace, loop.KeptOut, ct);
        var edges = await Lifecycle.Edges.ReadAsync(workspace, project.Name, loop.Endpoints, ct);
        return new(status, Lifecycle.Themes.Of(status, loop), edges, loop.Live, NextInUse.Of(status, loop));
    }

    /// <summary>For machines.</summary>
    public JsonObject ToJson()
    {
        var json = Status.ToJson();
        json["themes"] = new JsonArray([.. Themes.Select(t => (JsonNode?)new JsonObject { ["theme"] = t.Id, ["stage"] = t.Stage, ["state"] = t.State.ToString().ToLowerInvariant(), ["text"] = t.Text })]);
        json["live"] = new GateReport(Live).ToJson();
        json["next"] = Next.Text;
        return json;
    }
}
