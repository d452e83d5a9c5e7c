using System.Runtime.InteropServices;

namespace Rondo.Onnx.Runtime.Native;

/// <summary>Finds the library beside the program.</summary>
internal static class OrtFile
{
    public static nint Open() => Open(AppContext.BaseDirectory);

    internal static nint Open(string folder)
    {
        var (platform, file) = Name();
        string[] places = [Path.Combine(folder, "runtimes", platform, "native", file), Path.Combine(folder, file)];
        foreach (var place in places.Where(File.Exists))
        {
            if (NativeLibrary.TryLoad(place, out var library))
            {
                return library;
            }
        }

        throw new OnnxException($"ONNX Runtime is missing ({places[0]}): run eng/engines/install.sh and build again.");
    }

    private static (string Platform, string File) Name()
    {
        var processor = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        if (OperatingSystem.IsWindows())
        {
            return ($"win-{processor}", "onnxruntime.dll");
        }

        return OperatingSystem.IsMacOS()
            ? ($"osx-{processor}", $"libonnxruntime.{OnnxRuntimeEngine.Version}.dylib")
            : ($"linux-{processor}", "libonnxruntime.so.1");
    }
}
