using System.Runtime.InteropServices;

namespace Rondo.Onnx.Runtime.Native;

internal sealed class SessionHandle : SafeHandle
{
    public SessionHandle(nint value) : base(0, ownsHandle: true) => SetHandle(value);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OrtApi.Release(OrtSlot.ReleaseSession, handle);
        return true;
    }
}

/// <summary>Keeps a handle from being freed while it is in use.</summary>
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

/// <summary>Names in native memory, for as long as a session lives.</summary>
internal sealed unsafe class NativeNames : SafeHandle
{
    private readonly int _count;

    public NativeNames(IReadOnlyList<OnnxPort> ports) : base(0, ownsHandle: true)
    {
        _count = ports.Count;
        var names = (nint*)NativeMemory.AllocZeroed((nuint)Math.Max(1, _count), (nuint)sizeof(nint));
        SetHandle((nint)names);
        for (var i = 0; i < _count; i++)
        {
            names[i] = Marshal.StringToCoTaskMemUTF8(ports[i].Name);
        }
    }

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        var names = (nint*)handle;
        for (var i = 0; i < _count; i++)
        {
            Marshal.FreeCoTaskMem(names[i]);
        }

        NativeMemory.Free(names);
        return true;
    }
}
