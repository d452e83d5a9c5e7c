namespace Rondo.Onnx.Graph;

/// <summary>One walk through a <c>ModelProto</c>. The numbers are the fields of onnx.proto.</summary>
internal sealed class ModelScan
{
    private const int DeepestGraph = 32;
    private const int External = 1;

    private readonly Dictionary<string, long> _opsets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _operators = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<OnnxPort> _inputs = [];
    private readonly List<OnnxPort> _outputs = [];
    private readonly HashSet<string> _constants = new(StringComparer.Ordinal);
    private long _irVersion;
    private string _producer = "";
    private string _documentation = "";
    private bool _external;
    private bool _hasGraph;
    private long _bytes;

    public ModelSummary Summary() => _hasGraph
        ? new ModelSummary
        {
            IrVersion = _irVersion,
            Producer = _producer,
            Documentation = _documentation,
            Opsets = _opsets,
            Operators = _operators,
            Inputs = [.. _inputs.Where(i => !_constants.Contains(i.Name))],
            Outputs = _outputs,
            Metadata = _metadata,
            UsesExternalData = _external,
            InitializerBytes = _bytes,
        }
        : throw new OnnxException("The bytes are no ONNX model: there is no graph in them.");

    public void Model(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: _irVersion = reader.Int(); break;
                case 2: _producer = reader.Text(); break;
                case 6: _documentation = reader.Text(); break;
                case 7: _hasGraph = true; Graph(reader.Bytes(), depth: 0); break;
                case 8: Opset(reader.Bytes()); break;
                case 14: Metadata(reader.Bytes()); break;
                case 20: Training(reader.Bytes()); break;
                case 25: Function(reader.Bytes()); break;
                default: reader.Skip(); break;
            }
        }
    }

    private void Graph(ReadOnlySpan<byte> bytes, int depth)
    {
        if (depth > DeepestGraph)
        {
            throw new OnnxException($"The model nests graphs deeper than {DeepestGraph}.");
        }

        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: Node(reader.Bytes(), depth); break;
                case 5: Tensor(reader.Bytes(), named: depth == 0); break;
                case 15: Sparse(reader.Bytes()); break;
                case 11 when depth == 0: _inputs.Add(PortReader.Port(reader.Bytes())); break;
                case 12 when depth == 0: _outputs.Add(PortReader.Port(reader.Bytes())); break;
                default: reader.Skip(); break;
            }
        }
    }

    private void Node(ReadOnlySpan<byte> bytes, int depth)
    {
        var (op, domain) = ("", "");
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 4: op = reader.Text(); break;
                case 7: domain = reader.Text(); break;
                case 5: Attribute(reader.Bytes(), depth); break;
                default: reader.Skip(); break;
            }
        }

        var name = domain is "" or "ai.onnx" ? op : $"{domain}:{op}";
        _operators[name] = _operators.GetValueOrDefault(name) + 1;
    }

    private void Attribute(ReadOnlySpan<byte> bytes, int depth)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 5 or 10: Tensor(reader.Bytes(), named: false); break;
                case 6 or 11: Graph(reader.Bytes(), depth + 1); break;
                case 22 or 23: Sparse(reader.Bytes()); break;
                default: reader.Skip(); break;
            }
        }
    }

    private void Tensor(ReadOnlySpan<byte> bytes, bool named)
    {
        _bytes += bytes.Length;
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 8 when named: _constants.Add(reader.Text()); break;
                case 13: _external = true; reader.Skip(); break;
                case 14: _external |= reader.Int() == External; break;
                default: reader.Skip(); break;
            }
        }
    }

    private void Sparse(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            if (field is 1 or 2)
            {
                Tensor(reader.Bytes(), named: false);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void Training(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            if (field is 1 or 2)
            {
                Graph(reader.Bytes(), depth: 1);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private void Function(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 7: Node(reader.Bytes(), depth: 0); break;
                case 11: Attribute(reader.Bytes(), depth: 0); break;
                default: reader.Skip(); break;
            }
        }
    }

    private void Opset(ReadOnlySpan<byte> bytes)
    {
        var (domain, version) = ("", 0L);
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: domain = reader.Text(); break;
                case 2: version = reader.Int(); break;
                default: reader.Skip(); break;
            }
        }

        _opsets[domain] = version;
    }

    private void Metadata(ReadOnlySpan<byte> bytes)
    {
        var (key, value) = ("", "");
        var reader = new ProtoReader(bytes);
        while (reader.Next(out var field))
        {
            switch (field)
            {
                case 1: key = reader.Text(); break;
                case 2: value = reader.Text(); break;
                default: reader.Skip(); break;
            }
        }

        _metadata[key] = value;
    }
}
