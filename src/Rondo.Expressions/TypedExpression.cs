namespace Rondo.Expressions;

/// <summary>An expression whose names and types are right (<see cref="Checker"/>). Immutable.</summary>
public sealed class TypedExpression
{
    internal TypedExpression(Expression expression, TypedNode root, bool isAggregate, IReadOnlyList<string> columns) =>
        (Expression, Root, IsAggregate, Columns) = (expression, root, isAggregate, columns);

    /// <summary>What was checked.</summary>
    public Expression Expression { get; }

    /// <summary>The checked tree.</summary>
    public TypedNode Root { get; }

    /// <summary>The kind of its value.</summary>
    public ValueKind Kind => Root.Kind;

    /// <summary>Whether it is one value for a whole table (<c>mean(x) &gt; 3</c>), not one for each row.</summary>
    public bool IsAggregate { get; }

    /// <summary>The columns it reads, each once, in the order they appear.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc cref="Expressions.Expression.ToString"/>
    public override string ToString() => Expression.ToString();
}
