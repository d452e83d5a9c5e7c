using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

#pragma warning disable CA1506 // It is where the slices come together.

/// <summary>
/// Runs planned steps, each as soon as the steps it needs have ended. The key of a step is made, looked up and leased as soon as the
/// contents of its inputs are known, so that one sync to disk may cover the end of one step and the beginning of the next.
/// </summary>
internal sealed class Scheduler(RunContext context, Planner planner, StepExecution execution, StepLeases leases)
{
    private readonly Dictionary<string, Progress> _steps = new(StringComparer.Ordinal);
    private readonly Lock _again = new();
    private readonly Slots _slots = new(Math.Max(1, context.Request.Jobs));

    // Leases are taken a little ahead of the slots, not for the whole pipeline: another run may do the rest.
    private readonly Slots _ahead = new((4 * Math.Max(1, context.Request.Jobs)) + 4);

    private InputCheck Inputs => field ??= new(context, RemakeAsync);

    /// <summary>Runs all; the reports are in the order given, which is the order of the graph.</summary>
    public async Task<IReadOnlyList<StepReport>> RunAsync(IReadOnlyList<PlannedStep> steps, CancellationToken ct)
    {
        foreach (var step in steps)
        {
            var progress = new Progress(step, [.. step.Node.Upstream.Select(u => _steps[u])]);
            _steps[step.Node.Name] = progress;
            progress.Report = RunAsync(step, progress, () => DecideAsync(step, progress, progress.Upstream, ct), ct);
        }

        await Task.WhenAll(_steps.Values.Select(p => p.Report!));
        return await Task.WhenAll(_steps.Values.Select(p => p.Again ?? p.Report!));
    }

    private async Task<StepReport> RunAsync(PlannedStep step, Progress progress, Func<Task<StepReport>> work, CancellationToken ct)
    {
        await Task.Yield();
        try
        {
            return await work();
        }
        catch (FailureException e)
        {
            return End(step.Node.Name, new(step.Node.Name, StepStatus.Failed, step.Reasons) { Failures = e.Failures });
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return End(step.Node.Name, new(step.Node.Name, StepStatus.Cancelled, step.Reasons));
        }
        finally
        {
            progress.Staged.TrySetResult(null);
        }
    }

    private async Task<StepReport> DecideAsync(PlannedStep step, Progress progress, IReadOnlyList<Progress> upstream, CancellationToken ct)
    {
        var known = await Task.WhenAll(upstream.Select(u => u.Staged.Task));
        if (known.Any(outputs => outputs is null))
        {
            return await SkipAsync(step, upstream);
        }

        if (step.Identity is null)
        {
            step = await planner.IdentifyAsync(step, (from, port) => _steps[from].Staged.Task.GetAwaiter().GetResult()!.FirstOrDefault(o => string.Equals(o.Port, port, StringComparison.Ordinal)), ct);
            progress.Step = step;
        }
        else if (step.Hit is not null)
        {
            return await TakeHitAsync(step, progress, upstream);
        }

        using var ahead = await _ahead.TakeAsync(1, ct);
        return await WorkAsync(step, progress, upstream, ct);
    }

    private async Task<StepReport> WorkAsync(PlannedStep step, Progress progress, IReadOnlyList<Progress> upstream, CancellationToken ct)
    {
        while (true)
        {
            var (lease, found) = await TakeAsync(step, ct);
            if (lease is null)
            {
                return await TakeHitAsync(found, progress, upstream);
            }

            step = found;
            context.Events.Planned(step.Node, cached: false, step.Reasons);
            try
            {
                using var inputs = new InputWatch(step, [.. upstream.Select(u => u.Report!)], ct);
                await Task.WhenAll(upstream.Select(u => Task.WhenAny(u.Handed.Task, u.Report!)));
                var ended = await Task.WhenAll(upstream.Select(u => u.Report!).Where(r => r.IsCompleted));
                if (ended.Any(r => r.Status is not (StepStatus.Succeeded or StepStatus.Cached)))
                {
                    return await SkipAsync(step, upstream);
                }

                if (await Inputs.FaultsAsync(step, ct) is { Count: > 0 } faults)
                {
                    return End(step.Node.Name, new(step.Node.Name, StepStatus.Failed, step.Reasons) { Failures = faults });
                }

                using var slot = await _slots.TakeAsync(step.Node.Step.Resources.Cpus ?? 1, ct);
                var report = await execution.RunAsync(step, lease, inputs.Durable, outputs => Tell(step, progress, outputs, slot), inputs.Token);
                if (report.Status == StepStatus.Cancelled && !ct.IsCancellationRequested)
                {
                    return report with { Status = StepStatus.Skipped, Reasons = [inputs.Why] };
                }

                if (report.Failures.Any(f => f.Code is "lease.lost"))
                {
                    continue;
                }

                return report.Status == StepStatus.Succeeded ? await CompleteAsync(step, report) : report;
            }
            finally
            {
                leases.Release(lease);
            }
        }
    }

    // The lease; or none, where its result is there already or another run made it while we waited.
    private async Task<(Lease? Lease, PlannedStep Step)> TakeAsync(PlannedStep step, CancellationToken ct)
    {
        var pause = TimeSpan.FromMilliseconds(20);
        var told = false;
        while (true)
        {
            var lease = await leases.TryTakeAsync(step.Identity!.Parts.Key, ct);
            var now = await planner.DecideAsync(told ? step with { Forced = null } : step, new HashSet<Digest>(), ct);
            if (now.Hit is not null)
            {
                if (lease is not null)
                {
                    leases.Release(lease);
                }

                return (null, told ? now with { Reasons = ["another step or run with the same key did it"] } : now);
            }

            if (lease is not null)
            {
                return (lease, now);
            }

            if (!told)
            {
                told = true;
                context.Events.Planned(step.Node, cached: false, ["another run is doing it: waiting for its result"]);
            }

            await Task.Delay(pause, context.Workspace.Clock, ct);
            pause = pause < TimeSpan.FromMilliseconds(320) ? pause * 2 : pause;
        }
    }

    private async Task<StepReport> TakeHitAsync(PlannedStep step, Progress progress, IReadOnlyList<Progress> upstream)
    {
        var hit = step.Hit!;
        progress.Staged.TrySetResult(hit.Outputs);
        var before = await Task.WhenAll(upstream.Select(u => u.Report!));
        if (before.Any(r => r.Status is not (StepStatus.Succeeded or StepStatus.Cached)))
        {
            return await SkipAsync(step, upstream);
        }

        context.Events.Planned(step.Node, cached: true, step.Reasons);
        return await CompleteAsync(step, Reports.OfHit(step));
    }

    // The outputs are known, and nothing of the step computes any more: its slot is free while they are published. Those that are small
    // are handed on at once, unless a component has something to say to the world first.
    private void Tell(PlannedStep step, Progress progress, IReadOnlyList<RunArtifact>? outputs, IDisposable slot)
    {
        slot.Dispose();
        progress.Staged.TrySetResult(outputs);
        if (outputs is not null && step.Node.Component is null && context.Fresh.HasAll(outputs))
        {
            progress.Handed.TrySetResult();
        }
    }

    // A step that was a hit, and whose output turned out to be lost or damaged when another was to read it. Once a run.
    private Task<StepReport> RemakeAsync(string name, CancellationToken ct)
    {
        lock (_again)
        {
            var progress = _steps[name];
            return progress.Again ??= RunAsync(progress.Step, new(progress.Step, progress.Upstream), AgainAsync, ct);

            Task<StepReport> AgainAsync()
            {
                var step = progress.Step with { Hit = null, Forced = "its output was lost or damaged in the store" };
                return WorkAsync(step, new(step, progress.Upstream), progress.Upstream, ct);
            }
        }
    }

    private Task<StepReport> CompleteAsync(PlannedStep step, StepReport report) => Completion.TellAsync(context, step, report);

    private async Task<StepReport> SkipAsync(PlannedStep step, IReadOnlyList<Progress> upstream)
    {
        var reports = await Task.WhenAll(upstream.Select(u => u.Report!));
        var cause = reports.First(r => r.Status is not (StepStatus.Succeeded or StepStatus.Cached));
        var cancelled = reports.Any(r => r.Status == StepStatus.Cancelled);
        var why = cause.Status == StepStatus.Skipped ? $"'{cause.Step}' was skipped" : cancelled ? $"'{cause.Step}' was stopped" : $"'{cause.Step}' failed";
        return End(step.Node.Name, new(step.Node.Name, cancelled ? StepStatus.Cancelled : StepStatus.Skipped, [why]));
    }

    private StepReport End(string step, StepReport report)
    {
        context.Events.Finished(step, report.Status, 0, report.Failures.Count > 0 ? report.Failures[0].Problem : string.Join(' ', report.Reasons));
        return report;
    }

    /// <summary>How far a step is, for those that read it.</summary>
    private sealed class Progress(PlannedStep step, IReadOnlyList<Progress> upstream)
    {
        /// <summary>The step, with its identity as soon as it is known.</summary>
        public PlannedStep Step { get; set; } = step;

        public IReadOnlyList<Progress> Upstream => upstream;

        public TaskCompletionSource<IReadOnlyList<RunArtifact>?> Staged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Ends when the outputs can be read although they are not published yet; never, where they cannot.</summary>
        public TaskCompletionSource Handed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<StepReport>? Report { get; set; }

        /// <summary>Its second turn, where what the store had of it was lost or damaged.</summary>
        public Task<StepReport>? Again { get; set; }
    }
}
