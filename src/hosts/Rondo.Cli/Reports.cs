using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Cli;

/// <summary>The pages that steps made (profile, evaluation, test), brought out of the store to where a browser can open them.</summary>
internal static class Reports
{
    private const int EarlierRuns = 200;

    /// <summary>Writes the reports of the project's finished steps to <c>reports/</c> in its workspace; of one step where it is named.</summary>
    public static async Task<IReadOnlyList<(string Step, string Path)>> WriteAsync(ProjectSession session, string? step, CancellationToken ct)
    {
        var plan = (await PipelineRunner.RunAsync(new RunRequest(session.Project) { ExplainOnly = true }, session.Workspace, session.Stages, _ => { }, ct)).Value;
        if (step is not null && plan.Steps.All(s => !string.Equals(s.Step, step, StringComparison.Ordinal)))
        {
            var near = NearestName.Of(step, plan.Steps.Select(s => s.Step));
            throw new FailureException(new Failure("report.unknown-step", $"The pipeline has no step '{step}'.", near is null ? $"Steps: {string.Join(", ", plan.Steps.Select(s => s.Step))}." : $"Did you mean '{near}'?"));
        }

        var folder = Directory.CreateDirectory(Path.Combine(session.Workspace.Folder, "reports")).FullName;
        var written = new List<(string Step, string Path)>();
        foreach (var finished in plan.Steps.Where(s => step is null || string.Equals(s.Step, step, StringComparison.Ordinal)))
        {
            if ((finished.Outputs.Values.FirstOrDefault(IsReport) ?? await EarlierAsync(session, finished.Step, ct)) is { } report)
            {
                var path = Path.Combine(folder, finished.Step + ".html");
                File.Delete(path);
                await session.Workspace.Artifacts.CheckOutAsync(report.Digest, path, CheckOutMode.Copy, ct);
                written.Add((finished.Step, path));
            }
        }

        return written;
    }

    // A step that would run again (another champion, another parameter) still has the page of its last run.
    private static async Task<RunArtifact?> EarlierAsync(ProjectSession session, string step, CancellationToken ct)
    {
        var runs = await session.Workspace.Runs.ListAsync(new RunFilter(session.Project.Name, "step", Status: RunStatus.Succeeded), EarlierRuns, cursor: null, ct);
        return runs.Where(r => string.Equals(r.Start.Name, step, StringComparison.Ordinal))
            .SelectMany(r => r.Artifacts).FirstOrDefault(a => a.Direction is "out" && IsReport(a));
    }

    private static bool IsReport(RunArtifact artifact) => string.Equals(artifact.Kind, ArtifactKinds.Report, StringComparison.Ordinal);
}
