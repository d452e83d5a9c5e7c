namespace Rondo.Onnx;

/// <summary>A named input or output of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is made of; <see cref="OnnxElementType.Unknown"/> for what is no tensor of a supported type.</param>
/// <param name="Dimensions">One for each axis; -1 where the size is open.</param>
public sealed record OnnxPort(string Name, OnnxElementType Type, IReadOnlyList<long> Dimensions)
{
    /// <summary><c>age: Double[?,1]</c>.</summary>
    public override string ToString() =>
        $"{Name}: {Type}[{string.Join(",", Dimensions.Select(d => d < 0 ? "?" : d.ToString(System.Globalization.CultureInfo.InvariantCulture)))}]";
}
