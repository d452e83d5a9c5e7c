using System.Buffers.Binary;

namespace Rondo.Onnx.Graph;

/// <summary>Writes a <c>TensorProto</c>: numbers as little-endian raw bytes, texts one by one.</summary>
internal static class TensorWriter
{
    private const int RawData = 9;
    private const int StringData = 6;

    public static ProtoWriter Write(string name, OnnxTensor tensor)
    {
        var message = new ProtoWriter();
        foreach (var size in tensor.Shape)
        {
            message.Int(1, size);
        }

        message.Int(2, (long)tensor.Type).Text(8, name);
        if (tensor.Values is string[] texts)
        {
            foreach (var text in texts)
            {
                message.Text(StringData, text);
            }

            return message;
        }

        return message.Bytes(RawData, Raw(tensor.Values));
    }

    private static byte[] Raw(Array values) => values switch
    {
        double[] v => Raw(v, sizeof(double), BinaryPrimitives.WriteDoubleLittleEndian),
        float[] v => Raw(v, sizeof(float), BinaryPrimitives.WriteSingleLittleEndian),
        long[] v => Raw(v, sizeof(long), BinaryPrimitives.WriteInt64LittleEndian),
        int[] v => Raw(v, sizeof(int), BinaryPrimitives.WriteInt32LittleEndian),
        byte[] v => v,
        bool[] v => [.. v.Select(b => b ? (byte)1 : (byte)0)],
        _ => throw new OnnxException($"A tensor of {values.GetType().Name} cannot be written."),
    };

    private static byte[] Raw<T>(T[] values, int size, Put<T> put)
    {
        var bytes = new byte[checked(values.Length * size)];
        for (var i = 0; i < values.Length; i++)
        {
            put(bytes.AsSpan(i * size), values[i]);
        }

        return bytes;
    }

    private delegate void Put<in T>(Span<byte> target, T value);
}
