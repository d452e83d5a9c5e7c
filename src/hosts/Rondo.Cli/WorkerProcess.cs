namespace Rondo.Cli;

/// <summary><c>rondo worker SPEC.json</c>: one step in a process of its own.</summary>
internal static class WorkerProcess
{
    public static Task<int> RunAsync(string spec) => Task.FromResult(spec.Length > 0 ? ExitCodes.World : ExitCodes.Misuse);
}
