using Rondo.Pipelines;

namespace Rondo.Cli;

/// <summary><c>rondo worker SPEC.json</c>: one step in a process of its own. Hidden: pipelines start it.</summary>
internal static class WorkerProcess
{
    public static async Task<int> RunAsync(string spec)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        return await CommandAction.GuardAsync(json: false, () => StepWorker.RunAsync(spec, Stages.All(), stop.Token), stop.Token);
    }
}
