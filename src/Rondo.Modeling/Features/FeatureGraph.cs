using Rondo.Data;
using Rondo.Onnx;
using Rondo.Onnx.Graph;

namespace Rondo.Modeling.Features;

/// <summary>Writes a feature plan as operators: from raw columns <c>[N,1]</c> to features <c>[N,F]</c> in single precision.</summary>
internal static class FeatureGraph
{
    /// <summary>Adds the inputs and their encodings.</summary>
    /// <returns>The value that holds the features.</returns>
    public static string Write(GraphBuilder graph, GraphPen pen, FeaturePlan plan)
    {
        var parts = new List<string>();
        foreach (var encoding in plan.Encodings)
        {
            parts.Add(Write(pen, encoding, graph.Input(encoding.Column, ElementOf(encoding.Input), "N", 1)));
        }

        return parts.Count == 1 ? parts[0] : pen.Op("Concat", parts, NodeAttribute.Int("axis", 1));
    }

    /// <summary>What an input of a column type is made of.</summary>
    public static OnnxElementType ElementOf(ColumnType type) => type switch
    {
        ColumnType.Text => OnnxElementType.Text,
        ColumnType.Timestamp => OnnxElementType.Int64,
        _ => OnnxElementType.Double,
    };

    private static string Write(GraphPen pen, Encoding encoding, string input) => encoding switch
    {
        NumberEncoding => Number(pen, input),
        LevelsEncoding levels => Levels(pen, levels, input),
        LookupEncoding lookup => Lookup(pen, lookup, input),
        DateEncoding date => Date(pen, date, input),
        _ => throw new InvalidOperationException($"No graph is known for {encoding.GetType().Name}."),
    };

    private static string Number(GraphPen pen, string input)
    {
        var single = pen.Cast(input, OnnxElementType.Float);
        return pen.Op("Where", pen.Op("IsInf", single), Missing(pen), single);
    }

    private static string Levels(GraphPen pen, LevelsEncoding levels, string input)
    {
        var equal = pen.Cast(pen.Op("Equal", input, pen.Constant(OnnxTensor.Of([.. levels.Levels], 1, levels.Levels.Count))), OnnxElementType.Float);
        return levels.Missing
            ? pen.Op("Concat", [equal, pen.Cast(pen.Op("IsNaN", input), OnnxElementType.Float)], NodeAttribute.Int("axis", 1))
            : equal;
    }

    private static string Lookup(GraphPen pen, LookupEncoding lookup, string input)
    {
        var row = pen.Ml(
            "LabelEncoder", [input],
            NodeAttribute.Texts("keys_strings", lookup.Keys),
            NodeAttribute.Ints("values_int64s", Enumerable.Range(0, lookup.Keys.Count).Select(i => (long)i)),
            NodeAttribute.Int("default_int64", lookup.Keys.Count));
        var table = pen.Constant(OnnxTensor.Of(lookup.Table, lookup.Keys.Count + 1, lookup.Names.Count));
        var rows = pen.Op("Gather", [table, row], NodeAttribute.Int("axis", 0));
        return pen.Op("Reshape", rows, pen.Constant(OnnxTensor.Of(new[] { -1L, lookup.Names.Count }, 2)));
    }

    private static string Date(GraphPen pen, DateEncoding date, string input)
    {
        var isNull = pen.Op("Equal", input, pen.Whole(long.MinValue));
        var calendar = new CalendarGraph(pen, input);
        var parts = date.Parts.Select(p => pen.Op("Where", isNull, Missing(pen), pen.Cast(calendar.Part(p), OnnxElementType.Float))).ToList();
        return parts.Count == 1 ? parts[0] : pen.Op("Concat", parts, NodeAttribute.Int("axis", 1));
    }

    private static string Missing(GraphPen pen) => pen.Constant(OnnxTensor.Of([float.NaN], 1));
}
