using Rondo.Onnx;

namespace Rondo.Bundles;

/// <summary>Where a signature's fields and outputs are among a graph's ports.</summary>
internal sealed class GraphDoor
{
    private GraphDoor(int[] fields, int value, int label, int probabilities) =>
        (Fields, Value, Label, Probabilities) = (fields, value, label, probabilities);

    /// <summary>The place of each field among the graph's inputs.</summary>
    public int[] Fields { get; }

    /// <summary>The place of the prediction or probability; -1 for multiclass.</summary>
    public int Value { get; }

    /// <summary>The place of the label; -1 for regression.</summary>
    public int Label { get; }

    /// <summary>The place of the probabilities; -1 but for multiclass.</summary>
    public int Probabilities { get; }

    /// <summary>Finds them all.</summary>
    /// <returns>Null and a sentence when the graph does not keep the signature.</returns>
    public static (GraphDoor? Door, string Problem) Find(Signature signature, IReadOnlyList<OnnxPort> inputs, IReadOnlyList<OnnxPort> outputs)
    {
        var fields = signature.Inputs.Select(f => IndexOf(inputs, f.Name)).ToArray();
        for (var i = 0; i < fields.Length; i++)
        {
            var field = signature.Inputs[i];
            if (fields[i] < 0 || !IsColumn(inputs[fields[i]], TypeOf(field.Type)))
            {
                var has = fields[i] < 0 ? "no such input" : inputs[fields[i]].ToString();
                return (null, $"the field '{field.Name}' needs an input {field.Name}: {TypeOf(field.Type)}[?,1], and the graph has {has}.");
            }
        }

        var known = signature.Inputs.Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        if (inputs.FirstOrDefault(p => !known.Contains(p.Name)) is { } extra)
        {
            return (null, $"the graph's input '{extra.Name}' is no field of the signature.");
        }

        foreach (var name in signature.Outputs)
        {
            var at = IndexOf(outputs, name);
            if (at < 0 || !IsOutput(name, outputs[at]))
            {
                return (null, $"a {signature.Task} graph needs an output '{name}' of {Wanted(name)}.");
            }
        }

        var value = Math.Max(IndexOf(outputs, "prediction"), IndexOf(outputs, "probability"));
        return (new GraphDoor(fields, value, IndexOf(outputs, "label"), IndexOf(outputs, "probabilities")), "");
    }

    private static int IndexOf(IReadOnlyList<OnnxPort> ports, string name)
    {
        for (var i = 0; i < ports.Count; i++)
        {
            if (string.Equals(ports[i].Name, name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsColumn(OnnxPort port, OnnxElementType type) =>
        port.Type == type && port.Dimensions is [< 0, 1];

    private static bool IsOutput(string name, OnnxPort port) => name is "label"
        ? port.Type is OnnxElementType.Text or OnnxElementType.Int64
        : port.Type is OnnxElementType.Double or OnnxElementType.Float;

    private static string Wanted(string name) => name is "label" ? "text or int64" : "double or float";

    private static OnnxElementType TypeOf(FieldType type) => type switch
    {
        FieldType.Text => OnnxElementType.Text,
        FieldType.Timestamp => OnnxElementType.Int64,
        _ => OnnxElementType.Double,
    };
}
