namespace Rondo.Onnx.Graph;

/// <summary>A constant that shapes an operator.</summary>
public sealed class NodeAttribute
{
    private NodeAttribute(string name, Kind kind, Action<ProtoWriter> write)
    {
        Message = new ProtoWriter().Text(1, name);
        write(Message);
        Message.Int(20, (long)kind);
    }

    private enum Kind
    {
        Float = 1,
        Int = 2,
        Text = 3,
        Tensor = 4,
        Graph = 5,
        Floats = 6,
        Ints = 7,
        Texts = 8,
    }

    internal ProtoWriter Message { get; }

    /// <summary>An integer.</summary>
    public static NodeAttribute Int(string name, long value) => new(name, Kind.Int, m => m.Int(3, value));

    /// <summary>A number.</summary>
    public static NodeAttribute Float(string name, float value) => new(name, Kind.Float, m => m.Float(2, value));

    /// <summary>A text.</summary>
    public static NodeAttribute Text(string name, string value) => new(name, Kind.Text, m => m.Text(4, value));

    /// <summary>A tensor.</summary>
    public static NodeAttribute Tensor(string name, OnnxTensor value) => new(name, Kind.Tensor, m => m.Message(5, TensorWriter.Write("", value)));

    /// <summary>A graph of its own, such as the body of a loop; it may use the values of the graph around it.</summary>
    public static NodeAttribute Graph(string name, GraphBuilder body) =>
        new(name, Kind.Graph, m => m.Message(6, body.GraphMessage()));

    /// <summary>Integers.</summary>
    public static NodeAttribute Ints(string name, IEnumerable<long> values) => new(name, Kind.Ints, m =>
    {
        foreach (var value in values)
        {
            m.Int(8, value);
        }
    });

    /// <summary>Numbers.</summary>
    public static NodeAttribute Floats(string name, IEnumerable<float> values) => new(name, Kind.Floats, m =>
    {
        foreach (var value in values)
        {
            m.Float(7, value);
        }
    });

    /// <summary>Texts.</summary>
    public static NodeAttribute Texts(string name, IEnumerable<string> values) => new(name, Kind.Texts, m =>
    {
        foreach (var value in values)
        {
            m.Text(9, value);
        }
    });
}
