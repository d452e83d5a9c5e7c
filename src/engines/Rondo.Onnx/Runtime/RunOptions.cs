using Rondo.Onnx.Runtime.Native;

namespace Rondo.Onnx.Runtime;

/// <summary>Lets a token stop one run; nothing at all for a token that cannot be cancelled.</summary>
internal sealed unsafe class RunOptionsOwner
{
    public RunOptionsOwner()
    {
        nint options;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint*, nint>)OrtApi.At(OrtSlot.CreateRunOptions))(&options));
        Handle = options;
    }

    public nint Handle { get; }

    public void Terminate() =>
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nint>)OrtApi.At(OrtSlot.RunOptionsSetTerminate))(Handle));
}

/// <inheritdoc cref="RunOptionsOwner"/>
internal readonly ref struct RunOptions : IDisposable
{
    private readonly RunOptionsOwner? _owner;
    private readonly CancellationTokenRegistration _registration;

    public RunOptions(CancellationToken ct)
    {
        if (ct.CanBeCanceled)
        {
            _owner = new RunOptionsOwner();
            _registration = ct.UnsafeRegister(static o => ((RunOptionsOwner)o!).Terminate(), _owner);
        }
    }

    public nint Handle => _owner?.Handle ?? 0;

    public void Dispose()
    {
        // waits for a callback that is running
        _registration.Dispose();
        OrtApi.Release(OrtSlot.ReleaseRunOptions, Handle);
    }
}
