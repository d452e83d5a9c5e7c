using Rondo.Onnx.Runtime.Native;

namespace Rondo.Onnx.Runtime;

/// <summary>The native library behind <see cref="OnnxSession"/>: loaded once, at the first use.</summary>
public static class OnnxRuntimeEngine
{
    /// <summary>The version this assembly is written for, and refuses to do without.</summary>
    public const string Version = "1.30.0";

    /// <summary>Loads the library and checks it. Sessions do it by themselves; a host may want the failure, or the 20 ms, at its start.</summary>
    /// <exception cref="OnnxException">The library is missing, of another version, or its table of functions is not the known one.</exception>
    public static void Load() => OrtApi.Load();

    /// <summary>
    /// Bounds the memory of all sessions opened from now on, together. To be called at most once in a process; a model that asks for
    /// more fails with an <see cref="OnnxException"/>, and the others go on.
    /// </summary>
    /// <param name="bytes">At least one MiB.</param>
    /// <exception cref="OnnxException">A limit is set already.</exception>
    public static void LimitMemory(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1 << 20);
        OrtEnvironment.LimitMemory(bytes);
    }
}
