using System.Runtime.InteropServices;

namespace Rondo.XGBoost.Native;

/// <summary>An array of NUL-terminated UTF-8 texts in native memory.</summary>
internal sealed unsafe class Utf8Strings : IDisposable
{
    private readonly nint[] _texts;
    private GCHandle _pin;

    public Utf8Strings(IEnumerable<string> texts)
    {
        _texts = [.. texts.Select(Marshal.StringToCoTaskMemUTF8)];
        _pin = GCHandle.Alloc(_texts, GCHandleType.Pinned);
    }

    public byte** Pointer => (byte**)_pin.AddrOfPinnedObject();

    public ulong Length => (ulong)_texts.Length;

    public void Dispose()
    {
        _pin.Free();
        foreach (var text in _texts)
        {
            Marshal.FreeCoTaskMem(text);
        }
    }
}
