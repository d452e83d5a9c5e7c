using System.Globalization;
using Rondo.Onnx;
using Rondo.Onnx.Graph;

namespace Rondo.Modeling.Features;

/// <summary>Writes operators one after the other, naming their values itself so that no column's name is in the way.</summary>
internal sealed class GraphPen
{
    private readonly GraphBuilder _graph;
    private readonly string _prefix;
    private int _count;

    public GraphPen(GraphBuilder graph, IEnumerable<string> taken)
    {
        (_graph, _prefix) = (graph, "#");
        var names = taken.ToList();
        while (names.Exists(n => n.StartsWith(_prefix, StringComparison.Ordinal)))
        {
            _prefix += "#";
        }
    }

    /// <summary>A constant.</summary>
    public string Constant(OnnxTensor value) => _graph.Initializer(Next(), value);

    /// <summary>A whole number that broadcasts.</summary>
    public string Whole(long value) => Constant(OnnxTensor.Of([value], 1));

    /// <summary>A number that broadcasts.</summary>
    public string Number(double value) => Constant(OnnxTensor.Of([value], 1));

    /// <summary>An operator of ONNX's own.</summary>
    public string Op(string op, params IReadOnlyList<string> inputs) => _graph.Node(op, inputs, Next());

    /// <summary>An operator of ONNX's own with attributes.</summary>
    public string Op(string op, IReadOnlyList<string> inputs, params ReadOnlySpan<NodeAttribute> attributes) => _graph.Node(op, inputs, Next(), attributes);

    /// <summary>An operator for trees and encoders.</summary>
    public string Ml(string op, IReadOnlyList<string> inputs, params ReadOnlySpan<NodeAttribute> attributes) =>
        _graph.Node(op, GraphBuilder.MlDomain, inputs, [Next()], attributes);

    /// <summary>Another element type.</summary>
    public string Cast(string value, OnnxElementType type) => Op("Cast", [value], NodeAttribute.Int("to", (long)type));

    private string Next() => _prefix + (_count++).ToString(CultureInfo.InvariantCulture);
}
