using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

#pragma warning disable CA1506 // It is where the slices come together.

/// <summary>One pipeline run from plan to report.</summary>
internal static class PipelineRun
{
    public static async Task<Result<RunReport>> RunAsync(RunContext context, IReadOnlyList<PipelineNode> nodes, IReadOnlyList<string> warnings, long started, CancellationToken ct)
    {
        var planner = new Planner(context);
        var planned = await planner.PlanAsync(nodes, Selection.Forced(nodes, context.Request), ct);
        if (!planned.Ok)
        {
            return planned.Failures.ToList();
        }

        var steps = planned.Value;
        if (context.Request.ExplainOnly)
        {
            return new RunReport(context.Run, RunStatus.Succeeded, [.. steps.Select(Reports.Explained)], warnings, Seconds(context, started), context.Request.ResumeCommand);
        }

        context.Events.Tell((n, at) => new RunStarted(context.Run, n, at, steps.Count));
        var begun = context.Workspace.Clock.GetUtcNow();
        var reports = steps.All(s => s.Hit is not null)
            ? await TakeAllAsync(context, steps)
            : await ExecuteAsync(context, planner, steps, begun, ct);
        var status = Reports.StatusOf(reports);
        var seconds = Seconds(context, started);
        var events = context.Events.End((n, at) => new RunFinished(context.Run, n, at, status, seconds));
        await EndAsync(context, steps, reports, events, status, begun);
        return new RunReport(context.Run, status, reports, warnings, seconds, context.Request.ResumeCommand);
    }

    private static double Seconds(RunContext context, long started) => context.Workspace.Clock.GetElapsedTime(started).TotalSeconds;

    private static async Task<IReadOnlyList<StepReport>> TakeAllAsync(RunContext context, IReadOnlyList<PlannedStep> steps)
    {
        var reports = new List<StepReport>(steps.Count);
        foreach (var step in steps)
        {
            context.Events.Planned(step.Node, cached: true, step.Reasons);
            reports.Add(await Completion.TellAsync(context, step, Reports.OfHit(step)));
        }

        return reports;
    }

    private static async Task<IReadOnlyList<StepReport>> ExecuteAsync(RunContext context, Planner planner, IReadOnlyList<PlannedStep> steps, DateTimeOffset begun, CancellationToken ct)
    {
        Directory.CreateDirectory(context.LogFolder);
        var beginning = context.Workspace.WriteUnsyncedAsync((transaction, token) => context.Workspace.Runs.BeginAsync(transaction, [Start(context, steps, begun)], token), CancellationToken.None);
        var closing = context.Workspace.Runs.CloseAbandonedAsync(r => !ProcessName.IsDead((string?)r.Start.Environment["process"] ?? ""), CancellationToken.None);
        context.Events.Start();
        await using var attempts = new AttemptRunner(context);
        var publisher = new Publisher(context);
        await using var leases = new StepLeases(context.Workspace);
        var scheduler = new Scheduler(context, planner, new(context, attempts, publisher), leases);
        var reports = await scheduler.RunAsync(steps, ct);
        await Task.WhenAll(beginning, closing);
        return reports;
    }

    // One transaction: the whole record of a run in which nothing ran, or the end of one in which something did.
    private static async Task EndAsync(RunContext context, IReadOnlyList<PlannedStep> steps, IReadOnlyList<StepReport> reports, IReadOnlyList<PipelineEvent> events, RunStatus status, DateTimeOffset begun)
    {
        var message = reports.FirstOrDefault(r => r.Failures.Count > 0)?.Failures[0].Problem;
        var nothingRan = steps.All(s => s.Hit is not null);
        await context.Workspace.WriteAsync(
            async (transaction, token) =>
            {
                if (nothingRan)
                {
                    await context.Workspace.Runs.BeginAsync(transaction, [Start(context, steps, begun)], token);
                }

                await context.Events.SaveAsync(transaction, events, token);
                await new Publisher(context).SaveChangedPartsAsync(transaction, steps.Where(s => s.Hit is not null), token);
                if (reports.SelectMany(r => r.Outputs.Values).LastOrDefault(o => o.Kind is ArtifactKinds.Bundle) is { } bundle)
                {
                    await context.Workspace.Runs.SetTagsAsync(transaction, context.Run, new Dictionary<string, string>(StringComparer.Ordinal) { [PipelineRunner.BundleTag] = bundle.Digest.Hex }, token);
                }

                await context.Workspace.Runs.EndAsync(transaction, new(context.Run, status, context.Workspace.Clock.GetUtcNow()) { Message = message }, token);
            },
            CancellationToken.None);
    }

    private static RunStart Start(RunContext context, IReadOnlyList<PlannedStep> steps, DateTimeOffset begun) =>
        new(context.Run, context.Project.Name, "pipeline", context.Project.Name, null, context.Request.User, begun)
        {
            Parameters = new JsonObject { ["steps"] = new JsonArray([.. steps.Select(s => JsonValue.Create(s.Node.Name))]) },
            Code = context.Request.Code,
            Environment = RunEnvironment.Describe(null),
        };
}
