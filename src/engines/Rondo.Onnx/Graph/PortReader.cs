namespace Rondo.Onnx.Graph;

/// <summary>Reads a <c>ValueInfoProto</c>: a name with the type and shape of a tensor.</summary>
internal static class PortReader
{
    public static OnnxPort Port(ReadOnlySpan<byte> bytes)
    {
        var name = "";
        var type = OnnxElementType.Unknown;
        List<long> dimensions = [];
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: name = reader.Text(); break;
                case 2: type = Type(reader.Bytes(), dimensions); break;
                default: reader.Skip(); break;
            }
        }

        return new OnnxPort(name, type, dimensions);
    }

    private static OnnxElementType Type(ReadOnlySpan<byte> bytes, List<long> dimensions)
    {
        var type = OnnxElementType.Unknown;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                type = Tensor(reader.Bytes(), dimensions);
            }
            else
            {
                reader.Skip();
            }
        }

        return type;
    }

    private static OnnxElementType Tensor(ReadOnlySpan<byte> bytes, List<long> dimensions)
    {
        var type = OnnxElementType.Unknown;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: type = Known(reader.Int()); break;
                case 2: Shape(reader.Bytes(), dimensions); break;
                default: reader.Skip(); break;
            }
        }

        return type;
    }

    private static void Shape(ReadOnlySpan<byte> bytes, List<long> dimensions)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                dimensions.Add(Size(reader.Bytes()));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static long Size(ReadOnlySpan<byte> bytes)
    {
        var size = -1L;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            if (field == 1)
            {
                size = reader.Int();
            }
            else
            {
                reader.Skip();
            }
        }

        return size;
    }

    private static OnnxElementType Known(long type) =>
        type is > 0 and <= int.MaxValue && Enum.IsDefined((OnnxElementType)type) ? (OnnxElementType)type : OnnxElementType.Unknown;
}
