using System.Text;
using Rondo.Onnx;
using Rondo.Onnx.Graph;

namespace Rondo.EndToEnd.Broken;

/// <summary>ONNX models that are whole and wrong.</summary>
internal static class BrokenModels
{
    /// <summary>Asks for a column that no signature has.</summary>
    public static byte[] OtherInput()
    {
        var graph = new GraphBuilder("other");
        var x = graph.Input("nobody", OnnxElementType.Double, "N", 1);
        graph.Node("Neg", [x], "prediction");
        graph.Output("prediction", OnnxElementType.Double, "N", 1);
        return graph.Build();
    }

    /// <summary>Uses an operator that nobody knows.</summary>
    public static byte[] UnknownOperator()
    {
        var graph = new GraphBuilder("unknown");
        var x = graph.Input("hour", OnnxElementType.Double, "N", 1);
        graph.Node("NoSuchOperator", [x], "prediction");
        graph.Output("prediction", OnnxElementType.Double, "N", 1);
        return graph.Build();
    }

    /// <summary>Says that its numbers are in another file of this machine (written field by field: no builder here writes such a thing).</summary>
    public static byte[] ExternalData(string file)
    {
        byte[] location = [.. Text(1, "location"), .. Text(2, file)];
        byte[] tensor = [.. Number(1, 1), .. Number(2, 11), .. Text(8, "stolen"), .. Message(13, location), .. Number(14, 1)];
        byte[] node = [.. Text(1, "hour"), .. Text(1, "stolen"), .. Text(2, "prediction"), .. Text(4, "Add")];
        byte[] graph = [.. Message(1, node), .. Text(2, "external"), .. Message(5, tensor), .. Message(11, Port("hour")), .. Message(12, Port("prediction"))];
        return [.. Number(1, 8), .. Message(8, [.. Text(1, ""), .. Number(2, 17)]), .. Message(7, graph)];
    }

    private static byte[] Port(string name)
    {
        byte[] shape = [.. Message(1, Text(2, "N")), .. Message(1, Number(1, 1))];
        return [.. Text(1, name), .. Message(2, Message(1, [.. Number(1, 11), .. Message(2, shape)]))];
    }

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Message(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    private static List<byte> Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
