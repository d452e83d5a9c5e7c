namespace Rondo.Onnx.Graph;

/// <summary>The size of one axis: fixed, or open under a name.</summary>
/// <param name="Size">The fixed size; not used where there is a symbol.</param>
/// <param name="Symbol">The name of an open size; axes of one name have one size.</param>
public readonly record struct Dimension(long Size, string? Symbol = null)
{
    /// <summary>A fixed size.</summary>
    public static implicit operator Dimension(long size) => new(size);

    /// <summary>An open size.</summary>
    public static implicit operator Dimension(string symbol) => new(0, symbol);
}
