using Rondo.Expressions;
using Rondo.Kernel;

namespace Rondo.Data;

/// <summary>Expressions over the columns of a table.</summary>
internal static class TableExpression
{
    public static ValueKind KindOf(ColumnType type) => type switch
    {
        ColumnType.Number => ValueKind.Number,
        ColumnType.Boolean => ValueKind.Boolean,
        ColumnType.Timestamp => ValueKind.Timestamp,
        _ => ValueKind.Text,
    };

    /// <summary>Parses and checks; all failures.</summary>
    public static Result<TypedExpression> Check(string text, IReadOnlyDictionary<string, ValueKind> columns, Place? place, bool allowAggregates)
    {
        var parsed = Expression.Parse(text, place);
        return parsed.Ok ? Checker.Check(parsed.Value, columns, allowAggregates) : parsed.Failures.ToList();
    }

    /// <summary>The SQL of an expression over a table that <paramref name="alias"/> names.</summary>
    public static string Sql(TypedExpression expression, string alias = "") =>
        SqlEmitter.Emit(expression, alias.Length == 0 ? null : name => $"{alias}.{DuckDb.Sql.Identifier(name)}");
}
