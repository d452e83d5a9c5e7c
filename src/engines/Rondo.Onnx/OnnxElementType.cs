namespace Rondo.Onnx;

/// <summary>What a tensor is made of, with ONNX's own numbers. Types not named here are refused by this assembly.</summary>
public enum OnnxElementType
{
    /// <summary>None, or one that is not supported here.</summary>
    Unknown = 0,

    /// <summary>32-bit floating point: <c>float[]</c>.</summary>
    Float = 1,

    /// <summary>Bytes: <c>byte[]</c>.</summary>
    UInt8 = 2,

    /// <summary>32-bit integers: <c>int[]</c>.</summary>
    Int32 = 6,

    /// <summary>64-bit integers: <c>long[]</c>.</summary>
    Int64 = 7,

    /// <summary>UTF-8 text: <c>string[]</c>.</summary>
    Text = 8,

    /// <summary>True or false: <c>bool[]</c>.</summary>
    Bool = 9,

    /// <summary>64-bit floating point: <c>double[]</c>.</summary>
    Double = 11,
}
