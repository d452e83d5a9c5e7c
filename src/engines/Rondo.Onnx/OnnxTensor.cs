namespace Rondo.Onnx;

/// <summary>An array with a shape, in row-major order. It holds the array it is given, without a copy.</summary>
public sealed class OnnxTensor
{
    private OnnxTensor(Array values, OnnxElementType type, ReadOnlySpan<long> shape)
    {
        var length = shape.IsEmpty ? values.Length : ElementCount(shape);
        if (length != values.Length)
        {
            throw new OnnxException($"A tensor of shape [{string.Join(",", shape.ToArray())}] has {length} elements, not {values.Length}.");
        }

        Values = values;
        Type = type;
        Shape = shape.IsEmpty ? [values.Length] : shape.ToArray();
    }

    /// <summary>What it is made of.</summary>
    public OnnxElementType Type { get; }

    /// <summary>One size for each axis.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The elements: an array of the .NET type named at <see cref="OnnxElementType"/>.</summary>
    public Array Values { get; }

    /// <summary>A tensor of doubles; without a shape it has one axis.</summary>
    /// <exception cref="OnnxException">The shape asks for another number of elements.</exception>
    public static OnnxTensor Of(double[] values, params ReadOnlySpan<long> shape) => new(values, OnnxElementType.Double, shape);

    /// <inheritdoc cref="Of(double[], ReadOnlySpan{long})"/>
    public static OnnxTensor Of(float[] values, params ReadOnlySpan<long> shape) => new(values, OnnxElementType.Float, shape);

    /// <inheritdoc cref="Of(double[], ReadOnlySpan{long})"/>
    public static OnnxTensor Of(long[] values, params ReadOnlySpan<long> shape) => new(values, OnnxElementType.Int64, shape);

    /// <inheritdoc cref="Of(double[], ReadOnlySpan{long})"/>
    public static OnnxTensor Of(int[] values, params ReadOnlySpan<long> shape) => new(values, OnnxElementType.Int32, shape);

    /// <inheritdoc cref="Of(double[], ReadOnlySpan{long})"/>
    public static OnnxTensor Of(byte[] values, params ReadOnlySpan<long> shape) => new(values, OnnxElementType.UInt8, shape);

    /// <inheritdoc cref="Of(double[], ReadOnlySpan{long})"/>
    public static OnnxTensor Of(bool[] values, params ReadOnlySpan<long> shape) => new(values, OnnxElementType.Bool, shape);

    /// <inheritdoc cref="Of(double[], ReadOnlySpan{long})"/>
    public static OnnxTensor Of(string[] values, params ReadOnlySpan<long> shape) => new(values, OnnxElementType.Text, shape);

    /// <summary>A tensor without axes: one number.</summary>
    public static OnnxTensor Scalar(double value) => new(new[] { value }, OnnxElementType.Double);

    /// <inheritdoc cref="Scalar(double)"/>
    public static OnnxTensor Scalar(float value) => new(new[] { value }, OnnxElementType.Float);

    /// <inheritdoc cref="Scalar(double)"/>
    public static OnnxTensor Scalar(long value) => new(new[] { value }, OnnxElementType.Int64);

    /// <summary>A tensor without axes: one truth value.</summary>
    public static OnnxTensor Scalar(bool value) => new(new[] { value }, OnnxElementType.Bool);

    /// <summary>The elements as the named type.</summary>
    /// <exception cref="OnnxException">They are of another type.</exception>
    public T[] As<T>() => Values as T[] ?? throw new OnnxException($"The tensor is made of {Type}, not of {typeof(T).Name}.");

    internal static OnnxTensor Wrap(Array values, OnnxElementType type, long[] shape) =>
        shape.Length == 0 ? new(values, type) : new(values, type, shape);

    private OnnxTensor(Array values, OnnxElementType type) => (Values, Type, Shape) = (values, type, []);

    private static long ElementCount(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var size in shape)
        {
            count = size < 0 ? throw new OnnxException("A tensor's sizes must not be negative.") : checked(count * size);
        }

        return count;
    }
}
