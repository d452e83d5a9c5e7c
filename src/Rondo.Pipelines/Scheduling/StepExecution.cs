using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines.Executors;
using Rondo.Pipelines.Projects;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

#pragma warning disable CA1506 // It is where the slices come together.

/// <summary>Runs a step under its lease: attempts until one succeeds or the retries are used up, each a run of its own.</summary>
internal sealed class StepExecution(RunContext context, AttemptRunner attempts, Publisher publisher)
{
    private static readonly TimeSpan ProgressPace = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Runs the step. <paramref name="staged"/> is told the outputs as soon as their contents are known, a moment before they are
    /// published; null when there will be none. Nothing is published before <paramref name="inputs"/> has ended: they are durable then.
    /// </summary>
    public async Task<StepReport> RunAsync(PlannedStep step, Lease lease, Task inputs, Action<IReadOnlyList<RunArtifact>?> staged, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var report = await AttemptAsync(step, lease, attempt, inputs, staged, ct);
            if (report.Status != StepStatus.Failed || attempt > step.Node.Step.Retries || report.Failures.Any(f => f.Kind == FailureKind.No || f.Code is "lease.lost"))
            {
                if (report.Status != StepStatus.Succeeded)
                {
                    staged(null);
                }

                return report;
            }

            var pause = TimeSpan.FromSeconds(Math.Min(30, 0.1 * Math.Pow(2, attempt)));
            await Task.Delay(pause, context.Workspace.Clock, ct);
        }
    }

    private async Task<StepReport> AttemptAsync(PlannedStep step, Lease lease, int attempt, Task inputs, Action<IReadOnlyList<RunArtifact>?> staged, CancellationToken ct)
    {
        var name = step.Node.Name;
        var clock = context.Workspace.Clock;
        var run = RunId.New(clock);
        var begun = BeginAsync(step, lease, run, attempt);
        if (context.Request.ScriptVariables is not null)
        {
            await begun;
        }

        context.Events.Tell((n, at) => new StepStarted(context.Run, n, at, name, run, attempt));
        var started = clock.GetTimestamp();
        var token = "rondo-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
        var signals = Signals(name, run, step.Node.Component is null ? null : token);
        var logPath = Path.Combine(context.LogFolder, attempt == 1 ? name + ".log" : string.Create(CultureInfo.InvariantCulture, $"{name}.{attempt}.log"));
        var folder = context.Workspace.Artifacts.CreateWorkFolder(name);
        using var log = new StepLog(logPath, context.Project.Secrets, signals);
        var report = new StepReport(name, StepStatus.Failed, step.Reasons) { Run = run, Attempts = attempt, LogPath = logPath };
        try
        {
            var result = await attempts.RunAsync(step, run, attempt, folder, log, signals, token, ct);
            await begun;
            report = await EndAsync(step, lease, result, report, inputs, staged, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await begun;
            await publisher.EndAsync(step, new(run, RunStatus.Cancelled, clock.GetUtcNow()) { Message = "Stopped before it ended." });
            report = report with { Status = StepStatus.Cancelled };
        }
        finally
        {
            WorkFolders.Remove(folder);
        }

        if (report.Status == StepStatus.Failed)
        {
            report = report with { LastLines = log.Last };   // what the step said itself
            foreach (var failure in report.Failures)
            {
                log.Line($"{failure.Problem} {failure.Remedy}");
            }
        }

        context.Events.Finished(name, report.Status, clock.GetElapsedTime(started).TotalSeconds, Message(report));
        return report;
    }

    private async Task<StepReport> EndAsync(PlannedStep step, Lease lease, StepAttempt result, StepReport report, Task inputs, Action<IReadOnlyList<RunArtifact>?> staged, CancellationToken ct)
    {
        report = report with { Use = result.Use, Failures = Placed(step, result.Verdict?.Failures ?? result.Failures), Warnings = [.. (result.Verdict?.Warnings ?? []).Select(context.Project.Secrets.Hide)] };
        try
        {
            if (result.Verdict is { Failures.Count: 0 })
            {
                return await SucceedAsync(step, lease, result, report, inputs, staged, ct);
            }

            await inputs.WaitAsync(ct);
            var end = Ended(report, RunStatus.Failed, Message(report));
            if (result.Verdict is not null)
            {
                var kept = await publisher.StageWhatIsThereAsync(step.Node, result, ct);
                await publisher.PublishAsync(step, lease, end, kept, report.Warnings, cached: false);
                return report with { Outputs = kept.ToDictionary(k => k.Artifact.Port, k => k.Artifact, StringComparer.Ordinal) };
            }

            await publisher.EndAsync(step, end);
            return report;
        }
        catch (FailureException e)
        {
            await inputs.WaitAsync(ct);
            report = report with { Failures = Placed(step, e.Failures) };
            await publisher.EndAsync(step, Ended(report, RunStatus.Failed, Message(report)));
            return report;
        }
    }

    private async Task<StepReport> SucceedAsync(PlannedStep step, Lease lease, StepAttempt result, StepReport report, Task inputs, Action<IReadOnlyList<RunArtifact>?> staged, CancellationToken ct)
    {
        var foreseen = publisher.Foresee(step.Node, result);
        if (foreseen is not null)
        {
            staged(foreseen);
        }

        var outputs = await publisher.StageAsync(step.Node, result, ct);
        if (!outputs.Ok)
        {
            throw new FailureException(outputs.Failures);
        }

        IReadOnlyList<RunArtifact> artifacts = [.. outputs.Value.Select(o => o.Artifact)];
        if (foreseen is null)
        {
            staged(artifacts);
        }
        else if (!artifacts.SequenceEqual(foreseen))
        {
            throw new FailureException(new Failure("step.output-changed", "Its outputs were written to after it had ended.", "Let nothing of the step go on when its command has returned.") { Kind = FailureKind.World });
        }

        await inputs.WaitAsync(ct);
        await publisher.PublishAsync(step, lease, Ended(report, RunStatus.Succeeded, null), outputs.Value, report.Warnings, cached: true);
        context.Stored.Made(artifacts.Select(a => a.Digest));
        context.Fresh.Drop(artifacts);
        return report with { Status = StepStatus.Succeeded, Outputs = artifacts.ToDictionary(a => a.Port, a => a, StringComparer.Ordinal) };
    }

    private RunEnd Ended(StepReport report, RunStatus status, string? message) =>
        new(report.Run!.Value, status, context.Workspace.Clock.GetUtcNow()) { Message = message, Resources = report.Use };

    private Task BeginAsync(PlannedStep step, Lease lease, RunId run, int attempt)
    {
        var start = new RunStart(run, context.Project.Name, "step", step.Node.Name, context.Run, context.Request.User, context.Workspace.Clock.GetUtcNow())
        {
            Attempt = attempt,
            Parameters = (JsonObject)context.Project.Secrets.Hide(step.Node.Parameters)!,
            Tags = StepTags.Of(step.Node, context.Project.Secrets),
            Code = context.Request.Code,
            Environment = RunEnvironment.Describe(step.Node.Component),
        };
        return context.Workspace.WriteUnsyncedAsync(
            async (transaction, token) =>
            {
                await context.Workspace.Runs.BeginAsync(transaction, [start], token);
                await StepLeases.NoteAsync(transaction, lease, token);
            },
            CancellationToken.None);
    }

    private StepSignals Signals(string step, RunId run, string? token)
    {
        var last = long.MinValue;
        var clock = context.Workspace.Clock;
        return new(
            token,
            (share, text) =>
            {
                var now = clock.GetTimestamp();
                if (last == long.MinValue || share >= 1 || clock.GetElapsedTime(last, now) >= ProgressPace)
                {
                    last = now;
                    context.Events.Tell((n, at) => new StepProgress(context.Run, n, at, step, share, context.Project.Secrets.Hide(text)));
                }
            },
            (key, value, index) => context.Events.Tell((n, at) => new StepMetric(context.Run, n, at, step, run, key, value, index)));
    }

    private IReadOnlyList<Failure> Placed(PlannedStep step, IReadOnlyList<Failure> failures) =>
        [.. context.Project.Secrets.Hide(failures.Select(f => SettingPlaces.Resolve(f, context.Project, step.Node.Step.Place))).Select(f => f.Code.StartsWith("step.", StringComparison.Ordinal) && !f.Problem.StartsWith("Step '", StringComparison.Ordinal) ? f with { Problem = $"Step '{step.Node.Name}': {f.Problem}" } : f)];

    private static string Message(StepReport report) => string.Join(' ', report.Failures.Select(f => f.Problem));
}
