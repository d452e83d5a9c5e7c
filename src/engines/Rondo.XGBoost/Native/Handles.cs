using System.Runtime.InteropServices;

namespace Rondo.XGBoost.Native;

internal sealed class MatrixHandle : SafeHandle
{
    public MatrixHandle(nint value) : base(0, ownsHandle: true) => SetHandle(value);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => NativeMethods.XGDMatrixFree(handle) == 0;
}

internal sealed class BoosterHandle : SafeHandle
{
    public BoosterHandle(nint value) : base(0, ownsHandle: true) => SetHandle(value);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => NativeMethods.XGBoosterFree(handle) == 0;
}

/// <summary>Keeps a handle from being freed while its value, or memory it owns, is in use.</summary>
internal readonly ref struct Lease : IDisposable
{
    private readonly SafeHandle _handle;

    public Lease(SafeHandle handle)
    {
        var taken = false;
        handle.DangerousAddRef(ref taken);
        _handle = handle;
        Value = handle.DangerousGetHandle();
    }

    public nint Value { get; }

    public void Dispose() => _handle.DangerousRelease();
}
