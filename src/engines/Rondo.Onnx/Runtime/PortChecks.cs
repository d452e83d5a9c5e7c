namespace Rondo.Onnx.Runtime;

/// <summary>Compares what is given with what a model asks for, in words that name the input.</summary>
internal static class PortChecks
{
    public static void Supported(IReadOnlyList<OnnxPort> inputs, IReadOnlyList<OnnxPort> outputs)
    {
        var odd = inputs.Concat(outputs).FirstOrDefault(p => p.Type == OnnxElementType.Unknown);
        if (odd is not null)
        {
            throw new OnnxException($"The model's '{odd.Name}' is no tensor of double, float, int64, int32, uint8, bool or text, and nothing else is supported.");
        }
    }

    public static IReadOnlyList<OnnxTensor> InOrder(IReadOnlyList<OnnxPort> ports, IReadOnlyDictionary<string, OnnxTensor> given)
    {
        var known = ports.Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        if (given.Keys.FirstOrDefault(n => !known.Contains(n)) is { } unknown)
        {
            throw new OnnxException($"The model has no input '{unknown}'; it has {string.Join(", ", known.Select(n => $"'{n}'"))}.");
        }

        return [.. ports.Select(p => given.TryGetValue(p.Name, out var tensor)
            ? tensor
            : throw new OnnxException($"The model's input '{p.Name}' was not given."))];
    }

    public static void Match(IReadOnlyList<OnnxPort> ports, IReadOnlyList<OnnxTensor> given)
    {
        if (ports.Count != given.Count)
        {
            throw new OnnxException($"The model has {ports.Count} inputs, but {given.Count} were given.");
        }

        for (var i = 0; i < ports.Count; i++)
        {
            Match(ports[i], given[i]);
        }
    }

    private static void Match(OnnxPort port, OnnxTensor tensor)
    {
        if (port.Type != tensor.Type)
        {
            throw new OnnxException($"The model's input '{port.Name}' is made of {port.Type}, but {tensor.Type} was given.");
        }

        var fits = port.Dimensions.Count == tensor.Shape.Count
            && port.Dimensions.Zip(tensor.Shape).All(d => d.First < 0 || d.First == d.Second);
        if (!fits)
        {
            throw new OnnxException($"The model's input '{port}' was given the shape [{string.Join(",", tensor.Shape)}].");
        }
    }
}
