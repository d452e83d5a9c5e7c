using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rondo.XGBoost.Native;

/// <summary>Loads the library once, checks its version, and keeps its messages per thread.</summary>
internal static unsafe class Library
{
    internal const string FileName = "libxgboost.so.0";

    private static readonly Lock Gate = new();
    private static volatile bool _ready;
    private static nint _handle;

    [ThreadStatic]
    private static List<string>? _messages;

    public static string Version { get; private set; } = "";

    /// <summary>To be called before every native call that may warn; forgets this thread's earlier messages.</summary>
    public static void Enter()
    {
        if (!_ready)
        {
            Initialise();
        }

        if (_messages is null)
        {
            // the callback and the verbosity are kept per thread by the library
            _messages = [];
            Check(NativeMethods.XGBRegisterLogCallback(&OnMessage));
        }

        _messages.Clear();
    }

    /// <summary>What the library said on this thread since <see cref="Enter"/>.</summary>
    public static IReadOnlyList<string> Messages => _messages ?? [];

    /// <summary>Turns a non-zero return code into the first line of the library's own sentence (a stack trace follows it).</summary>
    public static void Check(int code)
    {
        if (code != 0)
        {
            throw new XGBoostException(NativeErrorText.FirstLine(Marshal.PtrToStringUTF8((nint)NativeMethods.XGBGetLastError())));
        }
    }

    internal static nint Load(string fileName) =>
        NativeLibrary.TryLoad(fileName, out var handle)
            ? handle
            : throw new XGBoostException($"XGBoost ({fileName}) is not installed: apt-get install --no-install-recommends libxgboost0");

    internal static void CheckVersion(int major, int minor, int patch)
    {
        if ($"{major}.{minor}" is not XGBoostEngine.Series)
        {
            throw new XGBoostException(
                $"XGBoost {major}.{minor}.{patch} is installed, but {XGBoostEngine.Series} is needed: apt-get install libxgboost0 of Debian 12");
        }
    }

    private static void Initialise()
    {
        lock (Gate)
        {
            if (_ready)
            {
                return;
            }

            if (_handle == 0)
            {
                _handle = Load(FileName);
                NativeLibrary.SetDllImportResolver(typeof(Library).Assembly, (name, _, _) => name is NativeMethods.Name ? _handle : 0);
            }

            int major, minor, patch;
            NativeMethods.XGBoostVersion(&major, &minor, &patch);
            CheckVersion(major, minor, patch);
            Version = $"{major}.{minor}.{patch}";
            _ready = true;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMessage(byte* text)
    {
        // runs on the library's own threads too, which keep nothing
        _messages?.Add(Marshal.PtrToStringUTF8((nint)text) ?? "");
    }
}
