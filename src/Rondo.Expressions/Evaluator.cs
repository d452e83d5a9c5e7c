using System.Globalization;
using Rondo.Expressions.Operations;

namespace Rondo.Expressions;

/// <summary>Computes an expression for one row. It is the reference of what expressions mean; SQL conforms to it.</summary>
public static class Evaluator
{
    /// <summary>The value for a row.</summary>
    /// <param name="expression">Not an aggregate.</param>
    /// <param name="row">
    /// The value of a column: null, <c>string</c>, <c>bool</c>, <c>DateTime</c> (its zone is ignored, it is cut to microseconds),
    /// <c>TimeSpan</c>, or any numeric type, which is read as a double. NaN, infinities and the empty text read as null.
    /// </param>
    /// <returns>null, double (finite), string (not empty), bool, DateTime or TimeSpan, as <see cref="TypedExpression.Kind"/> says.</returns>
    /// <exception cref="ArgumentException">The expression is an aggregate, or a column's value is not of the kind it was checked with.</exception>
    public static object? Evaluate(TypedExpression expression, Func<string, object?> row) => expression.IsAggregate
        ? throw new ArgumentException("An aggregate has no value for a row.", nameof(expression))
        : Value(expression.Root, row);

    private static object? Value(TypedNode node, Func<string, object?> row)
    {
        if (node.Definition is not { } operation)
        {
            return node.Operation is "column" ? Read((string)node.Value!, node.Kind, row) : node.Value;
        }

        var arguments = new object?[node.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Value(node.Arguments[i], row);
            if (arguments[i] is null && !operation.TakesNulls)
            {
                return null;
            }
        }

        return Settled.Value(operation.Evaluate(arguments));
    }

    private static object? Read(string column, ValueKind kind, Func<string, object?> row) => (kind, row(column)) switch
    {
        (_, null) => null,
        (ValueKind.Number, not (string or bool or DateTime) and IConvertible number) => Settled.Value(number.ToDouble(CultureInfo.InvariantCulture)),
        (ValueKind.Text, string text) => Settled.Value(text),
        (ValueKind.Boolean, bool truth) => truth,
        (ValueKind.Timestamp, DateTime time) => new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond)),
        (ValueKind.Duration, TimeSpan length) => Settled.Value(new TimeSpan(length.Ticks - (length.Ticks % TimeSpan.TicksPerMicrosecond))),
        (_, var other) => throw new ArgumentException($"The column {column} holds a {other.GetType().Name}, not a {Signature.Show(kind)}.", nameof(row)),
    };
}
