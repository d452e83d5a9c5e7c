using Rondo.Kernel;

namespace Rondo.Expressions.Tests;

/// <summary>Shorthand for tests: the columns of the documentation's examples, and parsing with checking.</summary>
internal static class Language
{
    public static IReadOnlyDictionary<string, ValueKind> Columns { get; } = new Dictionary<string, ValueKind>(StringComparer.Ordinal)
    {
        ["x"] = ValueKind.Number,
        ["n"] = ValueKind.Number,
        ["name"] = ValueKind.Text,
        ["ok"] = ValueKind.Boolean,
        ["at"] = ValueKind.Timestamp,
    };

    public static IReadOnlyDictionary<string, object?> Row { get; } = new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["x"] = 2.5,
        ["n"] = null,
        ["name"] = "Ana",
        ["ok"] = true,
        ["at"] = new DateTime(2011, 1, 31, 17, 30, 0),
    };

    public static TypedExpression Typed(string text, IReadOnlyDictionary<string, ValueKind>? columns = null, bool aggregates = false) =>
        Checker.Check(Expression.Parse(text).Value, columns ?? Columns, aggregates).Value;

    public static object? Value(string text) => Evaluator.Evaluate(Typed(text), name => Row[name]);

    public static Failure Failure(string text, Place? place = null, bool aggregates = false)
    {
        var parsed = Expression.Parse(text, place);
        return Assert.Single(parsed.Ok ? Checker.Check(parsed.Value, Columns, aggregates).Failures : parsed.Failures);
    }
}
