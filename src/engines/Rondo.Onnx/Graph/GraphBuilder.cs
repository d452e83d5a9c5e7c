namespace Rondo.Onnx.Graph;

/// <summary>
/// Writes an ONNX model: opset 17, ai.onnx.ml 3, IR version 8. The same calls give the same bytes. Nodes are added in an order in which
/// every input is there before it is used; what that misses is said by name.
/// </summary>
public sealed class GraphBuilder
{
    /// <summary>The version of ONNX's own operators.</summary>
    public const int Opset = 17;

    /// <summary>The version of the operators of <see cref="MlDomain"/>.</summary>
    public const int MlOpset = 3;

    /// <summary>The version of the file format.</summary>
    public const int IrVersion = 8;

    /// <summary>The domain of ONNX's own operators.</summary>
    public const string CoreDomain = "";

    /// <summary>The domain of trees, encoders and scalers.</summary>
    public const string MlDomain = "ai.onnx.ml";

    private readonly string _name;
    private readonly string _documentation;
    private readonly List<ProtoWriter> _nodes = [];
    private readonly List<ProtoWriter> _initializers = [];
    private readonly List<ProtoWriter> _inputs = [];
    private readonly List<ProtoWriter> _outputs = [];
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly GraphBuilder? _around;
    private readonly List<string> _outputNames = [];

    /// <summary>An empty graph.</summary>
    /// <param name="name">Its name; not empty.</param>
    /// <param name="documentation">A text for people, kept in the model.</param>
    public GraphBuilder(string name, string documentation = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (_name, _documentation) = (name, documentation);
    }

    private GraphBuilder(string name, GraphBuilder around) : this(name) => _around = around;

    /// <summary>A graph inside this one (the body of <c>Loop</c> or <c>If</c>), which may use all values added here so far.</summary>
    public GraphBuilder Body(string name) => new(name, this);

    /// <summary>Adds an input.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="OnnxException">The name is taken.</exception>
    public string Input(string name, OnnxElementType type, params ReadOnlySpan<Dimension> dimensions)
    {
        Define(name);
        _inputs.Add(Port(name, type, dimensions));
        return name;
    }

    /// <summary>Names a value as an output.</summary>
    /// <exception cref="OnnxException">At <see cref="Build"/>, when nothing gives that value.</exception>
    public void Output(string name, OnnxElementType type, params ReadOnlySpan<Dimension> dimensions)
    {
        _outputNames.Add(name);
        _outputs.Add(Port(name, type, dimensions));
    }

    /// <summary>Adds a constant.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="OnnxException">The name is taken.</exception>
    public string Initializer(string name, OnnxTensor value)
    {
        Define(name);
        _initializers.Add(TensorWriter.Write(name, value));
        return name;
    }

    /// <summary>Adds an operator.</summary>
    /// <param name="op">Its name, such as <c>TreeEnsembleRegressor</c>.</param>
    /// <param name="domain"><see cref="CoreDomain"/> or <see cref="MlDomain"/>.</param>
    /// <param name="inputs">Values that are there already; an empty name leaves an optional input out.</param>
    /// <param name="outputs">New values; an empty name leaves an optional output out.</param>
    /// <param name="attributes">Its constants.</param>
    /// <returns>The first output's name.</returns>
    /// <exception cref="OnnxException">An input is not there, an output's name is taken, or the domain is another one.</exception>
    public string Node(
        string op, string domain, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs, params ReadOnlySpan<NodeAttribute> attributes)
    {
        if (domain is not (CoreDomain or MlDomain))
        {
            throw new OnnxException($"Operators of domain '{domain}' cannot be written.");
        }

        if (inputs.FirstOrDefault(i => i.Length > 0 && !Knows(i)) is { } missing)
        {
            throw new OnnxException($"{op} uses '{missing}', which nothing gives.");
        }

        var node = new ProtoWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        foreach (var output in outputs)
        {
            if (output.Length > 0)
            {
                Define(output);
            }

            node.Text(2, output);
        }

        node.Text(3, $"{op}_{_nodes.Count}").Text(4, op);
        foreach (var attribute in attributes)
        {
            node.Message(5, attribute.Message);
        }

        if (domain.Length > 0)
        {
            node.Text(7, domain);
        }

        _nodes.Add(node);
        return outputs[0];
    }

    /// <summary>Adds one operator of ONNX's own with one output.</summary>
    /// <inheritdoc cref="Node(string, string, IReadOnlyList{string}, IReadOnlyList{string}, ReadOnlySpan{NodeAttribute})"/>
    public string Node(string op, IReadOnlyList<string> inputs, string output, params ReadOnlySpan<NodeAttribute> attributes) =>
        Node(op, CoreDomain, inputs, [output], attributes);

    /// <summary>Keeps a text in the model under a key; the last one given stays.</summary>
    public void Metadata(string key, string value) => _metadata[key] = value;

    /// <summary>The model's bytes.</summary>
    /// <exception cref="OnnxException">There is no output, or nothing gives one of them.</exception>
    public byte[] Build()
    {
        var model = new ProtoWriter().Int(1, IrVersion).Text(2, "rondo");
        if (_documentation.Length > 0)
        {
            model.Text(6, _documentation);
        }

        model.Message(7, GraphMessage())
            .Message(8, new ProtoWriter().Text(1, CoreDomain).Int(2, Opset))
            .Message(8, new ProtoWriter().Text(1, MlDomain).Int(2, MlOpset));
        foreach (var (key, value) in _metadata)
        {
            model.Message(14, new ProtoWriter().Text(1, key).Text(2, value));
        }

        return model.Written.ToArray();
    }

    internal ProtoWriter GraphMessage()
    {
        if (_outputNames.Count == 0)
        {
            throw new OnnxException($"The graph '{_name}' has no output.");
        }

        if (_outputNames.Find(o => !Knows(o)) is { } missing)
        {
            throw new OnnxException($"The graph's output '{missing}' is given by nothing.");
        }

        var graph = new ProtoWriter();
        Add(graph, 1, _nodes);
        graph.Text(2, _name);
        Add(graph, 5, _initializers);
        Add(graph, 11, _inputs);
        Add(graph, 12, _outputs);
        return graph;
    }

    private static void Add(ProtoWriter graph, int field, List<ProtoWriter> parts) => parts.ForEach(p => graph.Message(field, p));

    private static ProtoWriter Port(string name, OnnxElementType type, ReadOnlySpan<Dimension> dimensions)
    {
        var shape = new ProtoWriter();
        foreach (var d in dimensions)
        {
            shape.Message(1, d.Symbol is null ? new ProtoWriter().Int(1, d.Size) : new ProtoWriter().Text(2, d.Symbol));
        }

        var tensor = new ProtoWriter().Int(1, (long)type).Message(2, shape);
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, tensor));
    }

    private bool Knows(string name) => _values.Contains(name) || _around?.Knows(name) is true;

    private void Define(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Knows(name) || !_values.Add(name))
        {
            throw new OnnxException($"The graph has a value named '{name}' already.");
        }
    }
}
