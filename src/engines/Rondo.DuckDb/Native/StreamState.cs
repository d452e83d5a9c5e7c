namespace Rondo.DuckDb.Native;

/// <summary>What a streaming result holds until it is disposed.</summary>
internal sealed class StreamState(ExecutionHandle execution, CancellationTokenRegistration interruption, CancellationToken token) : IDisposable
{
    internal CancellationToken Token => token;

    public void Dispose()
    {
        interruption.Dispose();
        execution.Dispose();
    }
}
