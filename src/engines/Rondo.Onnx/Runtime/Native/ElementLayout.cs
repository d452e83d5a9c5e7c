namespace Rondo.Onnx.Runtime.Native;

/// <summary>The .NET array behind each type of element.</summary>
internal static class ElementLayout
{
    public static int Size(OnnxElementType type) => type switch
    {
        OnnxElementType.Double or OnnxElementType.Int64 => 8,
        OnnxElementType.Float or OnnxElementType.Int32 => 4,
        OnnxElementType.Bool or OnnxElementType.UInt8 => 1,
        _ => throw new OnnxException($"Elements of type {type} cannot be given as numbers."),
    };

    /// <summary>A new array; pinned when asked for.</summary>
    public static Array Allocate(OnnxElementType type, int length, bool pinned = false) => type switch
    {
        OnnxElementType.Double => GC.AllocateArray<double>(length, pinned),
        OnnxElementType.Float => GC.AllocateArray<float>(length, pinned),
        OnnxElementType.Int64 => GC.AllocateArray<long>(length, pinned),
        OnnxElementType.Int32 => GC.AllocateArray<int>(length, pinned),
        OnnxElementType.Bool => GC.AllocateArray<bool>(length, pinned),
        OnnxElementType.UInt8 => GC.AllocateArray<byte>(length, pinned),
        _ => throw new OnnxException($"Elements of type {type} cannot be given as numbers."),
    };
}
