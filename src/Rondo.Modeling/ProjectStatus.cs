using System.Text.Json.Nodes;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>Where a project stands in its lifecycle, and what to do next.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Themes">Scoping, data, modelling, deployment: each with its state.</param>
/// <param name="Requirements">Each requirement of the charter, judged by what is known of <paramref name="Latest"/> now.</param>
/// <param name="Latest">The newest version that stands: neither kept out by a retraining nor rejected by people. The newest of all where none stands; null when there is none.</param>
/// <param name="Champion">The version in use; null when there is none.</param>
/// <param name="LastRun">The latest pipeline run; null when there is none.</param>
/// <param name="Next">One sentence on what to do next, with the command.</param>
public sealed record ProjectStatus(string Project, IReadOnlyList<ThemeStatus> Themes, GateReport Requirements, ModelVersion? Latest, ModelVersion? Champion, RunRecord? LastRun, Saying Next)
{
    /// <summary>Looks at the project, its workspace and the registry; runs nothing.</summary>
    /// <param name="project">The project.</param>
    /// <param name="workspace">Where it works.</param>
    /// <param name="keptOut">Versions that a retraining made and kept out.</param>
    /// <param name="ct">Cancels it.</param>
    public static async Task<ProjectStatus> ReadAsync(Project project, Workspace workspace, IReadOnlyCollection<long> keptOut, CancellationToken ct)
    {
        var charter = project.Section<Charter>();
        var store = new ModelStore(workspace);
        var champion = await store.FindAsync(new ModelReference(project.Name, null, ModelReference.Champion), ct);
        var (latest, newest, rejected) = await StandingVersion.FindAsync(workspace, project.Name, champion, keptOut, ct);
        var runs = await workspace.Runs.ListAsync(new RunFilter(project.Name, "pipeline"), 1, cursor: null, ct);
        var dataset = await new DatasetStore(workspace).FindAsync(project.Name, "latest", ct);
        var gate = GateReport.Judge(charter, latest?.Measurements ?? []);
        var lastRun = runs.Count > 0 ? runs[0] : null;
        return new(
            project.Name,
            [
                Scoping(charter),
                Data(dataset.Ok ? dataset.Value : null, lastRun),
                Modelling(latest, newest, gate),
                new("deployment", champion is null ? "open" : "done", champion is null ? "no champion yet" : $"champion {champion}"),
            ],
            gate,
            latest,
            champion,
            lastRun,
            rejected ?? NextStep.Of(project, latest, champion, lastRun, gate, latest is not null && await RequiredReview.MissingAsync(workspace, latest, charter, ct) is not null));
    }

    /// <summary>For machines.</summary>
    public JsonObject ToJson() => new()
    {
        ["project"] = Project,
        ["themes"] = new JsonArray([.. Themes.Select(t => (JsonNode?)new JsonObject { ["theme"] = t.Theme, ["state"] = t.State, ["text"] = t.Text })]),
        ["requirements"] = Requirements.ToJson(),
        ["latest"] = Latest?.ToString(),
        ["champion"] = Champion?.ToString(),
        ["lastRun"] = LastRun?.Start.Id.Value,
        ["next"] = Next.Text,
    };

    private static ThemeStatus Scoping(Charter charter) => charter switch
    {
        { IsWritten: false } => new("scoping", "open", "no charter"),
        { Requirements.Count: 0 } => new("scoping", "open", $"{charter.Task.ToString().ToLowerInvariant()} of {charter.Target}, no requirements yet"),
        _ => new("scoping", "done", $"{charter.Task.ToString().ToLowerInvariant()} of {charter.Target}, {charter.Requirements.Count} {(charter.Requirements.Count == 1 ? "requirement" : "requirements")}"),
    };

    private static ThemeStatus Data(DatasetVersion? dataset, RunRecord? lastRun) => dataset switch
    {
        null => new("data", lastRun?.Status == RunStatus.Failed ? "failed" : "open", "nothing imported yet"),
        _ => new("data", "done", $"dataset {dataset}"),
    };

    private static ThemeStatus Modelling(ModelVersion? latest, ModelVersion? newest, GateReport gate) => latest switch
    {
        null => new("modelling", "open", "no version yet"),
        _ => new("modelling", gate.Word is "FAIL" ? "failed" : "done", $"{latest}, {(gate.Judgements.Count == 0 ? "nothing is required of it" : "gate " + gate.Word)}{(newest!.Version == latest.Version ? "" : $"; {newest} was not taken")}"),
    };
}

/// <summary>One theme of the lifecycle.</summary>
/// <param name="Theme">scoping, data, modelling or deployment.</param>
/// <param name="State"><c>open</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Text">A few words.</param>
public sealed record ThemeStatus(string Theme, string State, string Text);
