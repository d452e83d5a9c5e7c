using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rondo.Onnx.Runtime.Native;

/// <summary>What all sessions of the process share; lives as long as the process.</summary>
internal sealed unsafe class OrtEnvironment
{
    private const int WarningLevel = 2;
    private const int ArenaAllocator = 1;

    private static readonly Lock Gate = new();
    private static OrtEnvironment? _instance;

    private OrtEnvironment()
    {
        nint handle;
        fixed (byte* id = "rondo\0"u8)
        {
            var create = (delegate* unmanaged[Cdecl]<delegate* unmanaged[Cdecl]<void*, int, byte*, byte*, byte*, byte*, void>,
                void*, int, byte*, nint*, nint>)OrtApi.At(OrtSlot.CreateEnvWithCustomLogger);
            OrtApi.Check(create(&Ignore, null, WarningLevel, id, &handle));
        }

        Handle = handle;
        nint allocator;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint*, nint>)OrtApi.At(OrtSlot.GetAllocatorWithDefaultOptions))(&allocator));
        Allocator = allocator;
        nint memory;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<int, int, nint*, nint>)OrtApi.At(OrtSlot.CreateCpuMemoryInfo))(ArenaAllocator, 0, &memory));
        CpuMemory = memory;
    }

    public static OrtEnvironment Instance
    {
        get
        {
            OrtApi.Load();
            lock (Gate)
            {
                return _instance ??= new OrtEnvironment();
            }
        }
    }

    public nint Handle { get; }

    /// <summary>Belongs to the library.</summary>
    public nint Allocator { get; }

    public nint CpuMemory { get; }

    public bool MemoryIsLimited { get; private set; }

    public static void LimitMemory(long bytes)
    {
        var environment = Instance;
        lock (Gate)
        {
            if (environment.MemoryIsLimited)
            {
                throw new OnnxException("The memory of this process's ONNX sessions is limited already.");
            }

            environment.RegisterArena((nuint)bytes);
            environment.MemoryIsLimited = true;
        }
    }

    private void RegisterArena(nuint bytes)
    {
        nint arena;
        fixed (byte* limit = "max_mem\0"u8, strategy = "arena_extend_strategy\0"u8)
        {
            var keys = stackalloc byte*[] { limit, strategy };
            var values = stackalloc nuint[] { bytes, 1 };   // 1: grow by what is asked for
            OrtApi.Check(((delegate* unmanaged[Cdecl]<byte**, nuint*, nuint, nint*, nint>)OrtApi.At(OrtSlot.CreateArenaCfgV2))(
                keys, values, 2, &arena));
        }

        try
        {
            OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nint, nint, nint>)OrtApi.At(OrtSlot.CreateAndRegisterAllocator))(
                Handle, CpuMemory, arena));
        }
        finally
        {
            OrtApi.Release(OrtSlot.ReleaseArenaCfg, arena);
        }
    }

    // Without a logger of its own the library writes to stderr. What matters comes as a status.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Ignore(void* state, int severity, byte* category, byte* id, byte* place, byte* text)
    {
    }
}
