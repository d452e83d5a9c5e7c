using Rondo.Expressions.Operations;

namespace Rondo.Expressions;

/// <summary>
/// A node of a checked expression, for those who translate it to another language than SQL. Its kinds are right: every operation has one
/// meaning for the kinds of its arguments.
/// </summary>
public sealed class TypedNode
{
    private TypedNode(string operation, ValueKind kind, IReadOnlyList<TypedNode> arguments, object? value, Operation? definition) =>
        (Operation, Kind, Arguments, Value, Definition) = (operation, kind, arguments, value, definition);

    /// <summary>
    /// <c>constant</c>, <c>column</c>, or the function or operator as <c>docs/reference/expressions.md</c> lists them: <c>+</c>
    /// (<c>-</c> with one argument negates), <c>and</c>, <c>in</c>, <c>is null</c>, <c>case</c> (condition, value, …, perhaps a last value
    /// for else), <c>duration.days</c>, <c>round</c>.
    /// </summary>
    public string Operation { get; }

    /// <summary>The kind of its value.</summary>
    public ValueKind Kind { get; }

    /// <summary>In the order they are written.</summary>
    public IReadOnlyList<TypedNode> Arguments { get; }

    /// <summary>A constant's value (null, double, string, bool, DateTime) or a column's name (string).</summary>
    public object? Value { get; }

    /// <summary>What it does; null for constants and columns.</summary>
    internal Operation? Definition { get; }

    internal static TypedNode Constant(object? value, ValueKind kind) => new("constant", kind, [], value, null);

    internal static TypedNode Column(string name, ValueKind kind) => new("column", kind, [], name, null);

    internal static TypedNode Of(Operation definition, IReadOnlyList<TypedNode> arguments) =>
        new(definition.Name, definition.Result, arguments, null, definition);
}
