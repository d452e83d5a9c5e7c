using System.Runtime.InteropServices;
using System.Text;

namespace Rondo.Onnx.Runtime.Native;

/// <summary>Opens sessions and describes their ports.</summary>
internal static unsafe class OrtSessions
{
    private const int AllOptimisations = 99;
    private const int KindTensor = 1;

    public static SessionHandle Open(ReadOnlySpan<byte> model, OnnxSessionOptions options)
    {
        var environment = OrtEnvironment.Instance;
        nint settings;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint*, nint>)OrtApi.At(OrtSlot.CreateSessionOptions))(&settings));
        try
        {
            Configure(settings, options, environment.MemoryIsLimited);
            nint session;
            fixed (byte* bytes = model)
            {
                // the library copies the bytes
                OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, void*, nuint, nint, nint*, nint>)OrtApi.At(OrtSlot.CreateSessionFromArray))(
                    environment.Handle, bytes, (nuint)model.Length, settings, &session));
            }

            return new SessionHandle(session);
        }
        finally
        {
            OrtApi.Release(OrtSlot.ReleaseSessionOptions, settings);
        }
    }

    public static IReadOnlyList<OnnxPort> Inputs(nint session) =>
        Ports(session, OrtSlot.SessionGetInputCount, OrtSlot.SessionGetInputName, OrtSlot.SessionGetInputTypeInfo);

    public static IReadOnlyList<OnnxPort> Outputs(nint session) =>
        Ports(session, OrtSlot.SessionGetOutputCount, OrtSlot.SessionGetOutputName, OrtSlot.SessionGetOutputTypeInfo);

    private static void Configure(nint settings, OnnxSessionOptions options, bool limited)
    {
        SetNumber(OrtSlot.SetIntraOpNumThreads, settings, options.Threads);
        SetNumber(OrtSlot.SetInterOpNumThreads, settings, 1);
        SetNumber(OrtSlot.SetSessionGraphOptimizationLevel, settings, AllOptimisations);
        if (!options.KeepMemory)
        {
            OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nint>)OrtApi.At(OrtSlot.DisableCpuMemArena))(settings));
        }

        if (options.Deterministic)
        {
            OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, byte, nint>)OrtApi.At(OrtSlot.SetDeterministicCompute))(settings, 1));
        }

        // waiting threads that spin take the cores from each other
        SetEntry(settings, "session.intra_op.allow_spinning", "0");
        SetEntry(settings, "session.inter_op.allow_spinning", "0");
        if (limited)
        {
            SetEntry(settings, "session.use_env_allocators", "1");
        }
    }

    private static void SetNumber(OrtSlot slot, nint settings, int value) =>
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, int, nint>)OrtApi.At(slot))(settings, value));

    private static void SetEntry(nint settings, string name, string value)
    {
        fixed (byte* n = Encoding.UTF8.GetBytes(name + '\0'), v = Encoding.UTF8.GetBytes(value + '\0'))
        {
            OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint>)OrtApi.At(OrtSlot.AddSessionConfigEntry))(settings, n, v));
        }
    }

    private static OnnxPort[] Ports(nint session, OrtSlot count, OrtSlot name, OrtSlot type)
    {
        nuint length;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)OrtApi.At(count))(session, &length));
        var ports = new OnnxPort[length];
        for (nuint i = 0; i < length; i++)
        {
            nint info;
            OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nuint, nint*, nint>)OrtApi.At(type))(session, i, &info));
            try
            {
                ports[i] = Port(Name(session, i, name), info);
            }
            finally
            {
                OrtApi.Release(OrtSlot.ReleaseTypeInfo, info);
            }
        }

        return ports;
    }

    private static string Name(nint session, nuint index, OrtSlot slot)
    {
        nint name;
        var allocator = OrtEnvironment.Instance.Allocator;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nuint, nint, nint*, nint>)OrtApi.At(slot))(session, index, allocator, &name));
        var text = Marshal.PtrToStringUTF8(name) ?? "";
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nint, nint>)OrtApi.At(OrtSlot.AllocatorFree))(allocator, name));
        return text;
    }

    private static OnnxPort Port(string name, nint info)
    {
        int kind;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, int*, nint>)OrtApi.At(OrtSlot.GetOnnxTypeFromTypeInfo))(info, &kind));
        if (kind != KindTensor)
        {
            return new OnnxPort(name, OnnxElementType.Unknown, []);
        }

        // borrowed from info
        nint tensor;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)OrtApi.At(OrtSlot.CastTypeInfoToTensorInfo))(info, &tensor));
        var (type, shape) = OrtValues.Describe(tensor);
        return new OnnxPort(name, type, shape);
    }
}
