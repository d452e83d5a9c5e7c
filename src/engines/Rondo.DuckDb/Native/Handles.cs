using System.Runtime.InteropServices;

namespace Rondo.DuckDb.Native;

internal sealed class DatabaseHandle() : EngineHandle(null)
{
    protected override void Free(nint value) => NativeMethods.Close(ref value);
}

internal sealed class ConnectionHandle(DatabaseHandle database) : EngineHandle(database)
{
    /// <summary>Only while someone holds a reference: a lease or a child.</summary>
    internal void Interrupt() => NativeMethods.Interrupt(handle);

    protected override void Free(nint value) => NativeMethods.Disconnect(ref value);
}

internal sealed class ExtractedHandle(ConnectionHandle connection) : EngineHandle(connection)
{
    protected override void Free(nint value) => NativeMethods.DestroyExtracted(ref value);
}

internal sealed class PreparedHandle(ConnectionHandle connection) : EngineHandle(connection)
{
    protected override void Free(nint value) => NativeMethods.DestroyPrepare(ref value);
}

internal sealed class PendingHandle(PreparedHandle statement) : EngineHandle(statement)
{
    protected override void Free(nint value) => NativeMethods.DestroyPending(ref value);
}

/// <summary>One execution: while it is not disposed, its connection exists and can be interrupted, from any thread.</summary>
internal sealed class ExecutionHandle(ConnectionHandle connection) : EngineHandle(connection)
{
    internal void Interrupt()
    {
        try
        {
            using var lease = new HandleLease(this);
            connection.Interrupt();
        }
        catch (ObjectDisposedException)
        {
            // the execution has ended meanwhile
        }
    }

    protected override void Free(nint value)
    {
    }
}

/// <summary>A duckdb_result in memory of our own, so that its address stays.</summary>
internal sealed unsafe class ResultHandle : EngineHandle
{
    internal ResultHandle(ConnectionHandle connection)
        : base(connection) => Own((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    internal NativeResult* Result => (NativeResult*)Value;

    protected override void Free(nint value)
    {
        NativeMethods.DestroyResult((NativeResult*)value);
        NativeMemory.Free((void*)value);
    }
}

internal sealed class ChunkHandle(SafeHandle? result) : EngineHandle(result)
{
    protected override void Free(nint value) => NativeMethods.DestroyDataChunk(ref value);
}

internal sealed class AppenderHandle(ConnectionHandle connection) : EngineHandle(connection)
{
    protected override void Free(nint value)
    {
        // destroying flushes: what was not completed must not be written
        _ = NativeMethods.ClearAppender(value);
        _ = NativeMethods.DestroyAppender(ref value);
    }
}

/// <summary>Keeps a handle from being released while it is in use.</summary>
internal readonly struct HandleLease : IDisposable
{
    private readonly SafeHandle _handle;

    internal HandleLease(SafeHandle handle)
    {
        var added = false;
        handle.DangerousAddRef(ref added);
        _handle = handle;
    }

    public void Dispose() => _handle.DangerousRelease();
}
