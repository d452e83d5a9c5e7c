using System.Runtime.InteropServices;

namespace Rondo.DuckDb.Native;

/// <summary>
/// A native object that keeps its parent alive: whatever order things are disposed in, the engine sees children freed before parents,
/// and a call in progress keeps its object until it returns.
/// </summary>
internal abstract class EngineHandle : SafeHandle
{
    private readonly SafeHandle? _parent;

    protected EngineHandle(SafeHandle? parent)
        : base(0, ownsHandle: true)
    {
        var added = false;
        parent?.DangerousAddRef(ref added);
        _parent = parent;
    }

    // Never "invalid", so that the parent is let go also when the native object was never made.
    public override bool IsInvalid => false;

    internal nint Value
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsClosed, this);
            return handle;
        }
    }

    internal void Own(nint value) => SetHandle(value);

    protected abstract void Free(nint value);

    protected sealed override bool ReleaseHandle()
    {
        if (handle != 0)
        {
            Free(handle);
        }

        _parent?.DangerousRelease();
        return true;
    }
}
