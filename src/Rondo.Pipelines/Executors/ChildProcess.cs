using System.Diagnostics;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Executors;

/// <summary>What to start.</summary>
/// <param name="Command">A program and its arguments.</param>
/// <param name="Folder">Where.</param>
/// <param name="Environment">All of its variables.</param>
/// <param name="Limits">Memory of the whole group, and time.</param>
/// <param name="TimesFile">Where its CPU time is written by the shell around it; null when it is to be run without one.</param>
internal sealed record ChildRequest(IReadOnlyList<string> Command, string Folder, IReadOnlyDictionary<string, string> Environment, StepResources Limits, string? TimesFile)
{
    /// <summary>The command is one text for <c>/bin/sh</c>; only with a file for times.</summary>
    public bool IsShellText { get; init; }
}

/// <summary>How a child ended.</summary>
internal sealed record ChildEnd(int ExitCode, Failure? Stopped, ResourceUse Use);

/// <summary>Runs children in process groups of their own, under the guardian, within limits.</summary>
internal sealed class ChildProcess(Guardian guardian, ShellAhead shells, GroupMeter meter, TimeProvider clock)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>Runs until the child and everything it started is gone. Cancelling kills them.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<ChildEnd> RunAsync(ChildRequest request, StepLog log, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var started = clock.GetTimestamp();
        var isScript = request.TimesFile is not null;
        var (child, mark) = isScript ? await shells.TakeAsync() : Program(request);
        using var process = child;
        var group = process.Id;
        guardian.Adopt(group);
        Failure? stopped = null;
        using var limit = new CancellationTokenSource(request.Limits.Time ?? Timeout.InfiniteTimeSpan, clock);
        using var over = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token, over.Token);
        using var watch = meter.Start(group, request.Limits.MemoryBytes, used =>
        {
            stopped ??= Limits.Memory(request.Limits.MemoryBytes ?? 0, used);
            Posix.SignalGroup(group, Posix.Kill);
            _ = over.CancelAsync();
        });
        var reading = ChildStart.ReadAsync(process, log);
        await ChildStart.GoAsync(process, isScript ? ShellScript.Of(request) : "go\n");
        if (isScript)
        {
            shells.Prepare();
        }

        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            stopped ??= limit.IsCancellationRequested && !ct.IsCancellationRequested ? Limits.Time(request.Limits.Time!.Value) : null;
            await EndAsync(process);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        Sweep(group, mark);
        await Task.WhenAny(reading, Task.Delay(Grace, clock, CancellationToken.None));
        guardian.Drop(group);
        ct.ThrowIfCancellationRequested();
        var cpu = Math.Max(watch.CpuSeconds, ShellTimes.Read(request.TimesFile));
        return new(process.ExitCode, stopped, new(clock.GetElapsedTime(started).TotalSeconds, cpu, watch.PeakBytes));
    }

    private WaitingShell Program(ChildRequest request)
    {
        var mark = guardian.NextMark();
        return new(ChildStart.Program(request, mark), mark);
    }

    private async Task EndAsync(Process process)
    {
        var group = process.Id;
        if (!Posix.SignalGroup(group, Posix.Terminate) && !process.HasExited)
        {
            Posix.Signal(group, Posix.Kill);   // it was stopped before it had its session: there is no group yet, and nothing of it runs
            return;
        }

        for (var waited = 0; waited < 20 && Posix.SignalGroup(group, 0) && ProcessTable.Groups(new HashSet<int> { group }).Count > 0; waited++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), clock, CancellationToken.None);
        }

        Posix.SignalGroup(group, Posix.Kill);
    }

    // What the child left behind in its group, and what left the group but still carries the mark: only younger processes can.
    private static void Sweep(int group, string mark)
    {
        Posix.SignalGroup(group, Posix.Kill);
        foreach (var pid in ProcessTable.Marked($"{Guardian.Mark}={mark}\0", group))
        {
            Posix.Signal(pid, Posix.Kill);
        }
    }
}
