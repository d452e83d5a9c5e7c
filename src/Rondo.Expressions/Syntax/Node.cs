namespace Rondo.Expressions.Syntax;

/// <summary>A tree as it was written. <see cref="At"/> is the offset in the text that a failure about the node names.</summary>
internal abstract record Node(int At)
{
    public virtual int Depth => 1;
}

/// <summary>A constant: null, double, string, bool or DateTime.</summary>
internal sealed record Literal(int At, object? Value) : Node(At);

/// <summary>A column.</summary>
internal sealed record Name(int At, string Value) : Node(At);

/// <summary>
/// A function, an operator (<c>+</c>, <c>and</c>, <c>is null</c>, <c>case</c> with its parts in order) or a unit
/// (<c>duration.days</c>) with its arguments.
/// </summary>
internal sealed record Call(int At, string Function, IReadOnlyList<Node> Arguments) : Node(At)
{
    public override int Depth { get; } = 1 + (Arguments.Count == 0 ? 0 : Arguments.Max(a => a.Depth));
}
