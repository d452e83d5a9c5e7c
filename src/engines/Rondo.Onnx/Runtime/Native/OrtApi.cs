using System.Runtime.InteropServices;

namespace Rondo.Onnx.Runtime.Native;

/// <summary>
/// The library's table of functions. The table only ever grows at its end, so a function's place is its name; <see cref="OrtSlot"/>
/// lists those in use. Every function returns a status (0 is success) unless said otherwise.
/// </summary>
internal static unsafe class OrtApi
{
    // the oldest table that has all of OrtSlot
    private const uint TableVersion = 22;
    private const int ProbeCode = 7;

    private static readonly Lock Gate = new();
    private static volatile bool _loaded;
    private static void** _table;

    public static void Load()
    {
        if (_loaded)
        {
            return;
        }

        lock (Gate)
        {
            if (!_loaded)
            {
                _table = OpenTable(OrtFile.Open());
                CheckTable();
                _loaded = true;
            }
        }
    }

    public static void* At(OrtSlot slot) => _table[(int)slot];

    /// <summary>Turns a status into an exception with its first line; frees it.</summary>
    public static void Check(nint status)
    {
        if (status != 0)
        {
            var message = TakeMessage(status, out _);
            throw new OnnxException(OrtErrorText.Sentence(message));
        }
    }

    public static void Release(OrtSlot slot, nint handle)
    {
        if (handle != 0)
        {
            ((delegate* unmanaged[Cdecl]<nint, void>)At(slot))(handle);
        }
    }

    private static void** OpenTable(nint library)
    {
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var export))
        {
            throw new OnnxException("The ONNX Runtime library has no OrtGetApiBase: it is another library.");
        }

        // struct OrtApiBase { const OrtApi* (*GetApi)(uint32_t); const char* (*GetVersionString)(); }
        var functions = ((delegate* unmanaged[Cdecl]<nint*>)export)();
        var version = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)functions[1])());
        if (version is not OnnxRuntimeEngine.Version)
        {
            throw new OnnxException(
                $"ONNX Runtime {version} was found, but {OnnxRuntimeEngine.Version} is needed: run eng/engines/install.sh and build again.");
        }

        return (void**)((delegate* unmanaged[Cdecl]<uint, nint>)functions[0])(TableVersion);
    }

    // A wrong table shows here, not as broken memory later.
    private static void CheckTable()
    {
        fixed (byte* probe = "probe\0"u8)
        {
            var status = ((delegate* unmanaged[Cdecl]<int, byte*, nint>)At(OrtSlot.CreateStatus))(ProbeCode, probe);
            var message = TakeMessage(status, out var code);
            var build = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)At(OrtSlot.GetBuildInfoString))());
            if (code != ProbeCode || message is not "probe" || build?.StartsWith("ORT Build Info", StringComparison.Ordinal) is not true)
            {
                throw new OnnxException("The ONNX Runtime library's table of functions is not the known one.");
            }
        }
    }

    private static string TakeMessage(nint status, out int code)
    {
        code = ((delegate* unmanaged[Cdecl]<nint, int>)At(OrtSlot.GetErrorCode))(status);
        var text = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint, nint>)At(OrtSlot.GetErrorMessage))(status));
        Release(OrtSlot.ReleaseStatus, status);
        return text ?? "";
    }
}
