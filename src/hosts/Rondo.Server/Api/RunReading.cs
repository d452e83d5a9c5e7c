using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Reads runs as the API shows them.</summary>
internal static class RunReading
{
    private const int MostSteps = 10_000;

    public static async Task<RunRecord> DemandAsync(Workspace workspace, string id, CancellationToken ct) =>
        await workspace.Runs.FindAsync(id, ct) ?? throw new FailureException(new Failure("run.unknown", "There is no such run.", "See what has run: the page 'Runs', or rondo show run."));

    public static async Task<RunView> WholeAsync(Workspace workspace, RunRecord run, RunningRuns running, CancellationToken ct)
    {
        var s = RunSummary.Of(run);
        var code = run.Start.Code is { } c ? new CodeView(c.Commit, c.DirtyDiff?.Hex) : null;
        var use = run.End?.Resources is { } r ? ResourceView.Of(r) : null;
        var steps = run.Start.Kind is "pipeline" ? await StepsAsync(workspace, run, ct) : [];
        return new(
            s.Id, s.Project, s.Kind, s.Name, s.Parent, s.Status, s.User, s.StartedAt, s.EndedAt, s.Seconds, s.Message, s.Attempt, s.Tags,
            run.Start.Parameters, run.Start.Environment, code, use, [.. run.Artifacts.Select(ArtifactView.Of)], steps, await VersionAsync(workspace, run, ct), running.Has(run.Start.Id));
    }

    private static async Task<string?> VersionAsync(Workspace workspace, RunRecord run, CancellationToken ct) =>
        Digest.TryParse(run.Start.Tags.GetValueOrDefault(PipelineRunner.BundleTag), out var bundle)
            ? (await ListModels.RunAsync(workspace, run.Start.Project, ct)).FirstOrDefault(v => v.Bundle == bundle)?.ToString()
            : null;

    /// <summary>A run's metrics; of a pipeline run, those of its steps.</summary>
    public static async Task<IReadOnlyList<MetricView>> MetricsAsync(Workspace workspace, RunRecord run, CancellationToken ct)
    {
        var all = (await workspace.Runs.MetricsAsync(run.Start.Id, ct)).Select(m => View(m, null)).ToList();
        foreach (var child in await ChildrenAsync(workspace, run, ct))
        {
            all.AddRange((await workspace.Runs.MetricsAsync(child.Start.Id, ct)).Select(m => View(m, child.Start.Name)));
        }

        return all;
    }

    /// <summary>The steps of a pipeline run that did work, in the order they began.</summary>
    public static async Task<IReadOnlyList<RunRecord>> ChildrenAsync(Workspace workspace, RunRecord run, CancellationToken ct) =>
        run.Start.Kind is "pipeline" ? [.. (await workspace.Runs.ListAsync(new RunFilter(Parent: run.Start.Id), MostSteps, cursor: null, ct)).Reverse()] : [];

    private static async Task<IReadOnlyList<RunStepView>> StepsAsync(Workspace workspace, RunRecord run, CancellationToken ct)
    {
        var steps = new Dictionary<string, RunStepView>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var e in (await RunEvents.StateAsync(workspace, run.Start.Id, ct)).Where(e => e.Step.Length > 0))
        {
            if (!steps.TryGetValue(e.Step, out var step))
            {
                step = new(e.Step, StepState.Waiting, [], null, null, "", null, 0, null);
                order.Add(e.Step);
            }

            steps[e.Step] = After(step, e);
        }

        // A run whose process died told the end of none of its steps.
        return [.. order.Select(n => steps[n] is { State: StepState.Running or StepState.Waiting } left && run.Status is not RunStatus.Running ? left with { State = StepState.Cancelled } : steps[n])];
    }

    private static RunStepView After(RunStepView step, StoredRunEvent e) => e.Kind switch
    {
        "step.planned" => step with { State = (bool?)e.Details["cached"] is true ? StepState.Cached : StepState.Waiting, Reasons = Texts(e.Details["reasons"]) ?? [], Upstream = Texts(e.Details["upstream"]) },
        "step.started" => step with { State = StepState.Running, Run = (string?)e.Details["run"], Attempt = (int?)e.Details["attempt"] ?? 1, Progress = null, Text = "" },
        "step.progress" when step.State is StepState.Running => step with { Progress = (double?)e.Details["share"], Text = (string?)e.Details["text"] ?? "" },
        "step.finished" => step with
        {
            State = Enum.TryParse<StepState>((string?)e.Details["status"], ignoreCase: true, out var state) ? state : StepState.Failed,
            Seconds = (double?)e.Details["seconds"],
            Text = (string?)e.Details["message"] ?? "",
            Progress = null,
        },
        _ => step,
    };

    private static List<string>? Texts(JsonNode? list) => (list as JsonArray)?.Select(r => (string)r!).ToList();

    private static MetricView View(MetricValue m, string? step) => new(m.Key, Times.Finite(m.Value), m.Step, m.At, step);
}
