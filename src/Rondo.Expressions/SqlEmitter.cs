using Rondo.Expressions.Operations;

namespace Rondo.Expressions;

/// <summary>Writes an expression as DuckDB SQL (1.5) that computes what <see cref="Evaluator"/> does and never fails on a row.</summary>
public static class SqlEmitter
{
    /// <summary>The SQL of a scalar expression, or of an aggregate where the expression is one.</summary>
    /// <param name="expression">Checked with the columns' kinds.</param>
    /// <param name="column">
    /// The SQL that reads a column; default: its name in double quotes. Numbers may be of any numeric type (they are cast to DOUBLE, NaN and
    /// infinities read as null), texts VARCHAR or ENUM (the empty text reads as null), booleans BOOLEAN, timestamps TIMESTAMP or DATE,
    /// durations BIGINT microseconds.
    /// </param>
    /// <returns>
    /// Text that binds tighter than any operator, of SQL type DOUBLE (finite), VARCHAR (not empty), BOOLEAN, TIMESTAMP or, for a duration,
    /// BIGINT microseconds; NULL is null.
    /// </returns>
    public static string Emit(TypedExpression expression, Func<string, string>? column = null)
    {
        var writer = new SqlWriter();
        var (sql, settled) = Write(expression.Root, writer, column ?? Quote);
        return settled ? sql : writer.Settle(sql, expression.Kind);
    }

    private static (string Sql, bool Settled) Write(TypedNode node, SqlWriter writer, Func<string, string> column)
    {
        if (node.Definition is not { } operation)
        {
            return Leaf(node, column);
        }

        var settled = true;
        var arguments = new string[node.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            var (sql, isSettled) = Write(node.Arguments[i], writer, column);
            settled &= isSettled;
            arguments[i] = isSettled || operation.TakesUnsettled ? sql : writer.Settle(sql, node.Arguments[i].Kind);
        }

        return (operation.Emit(writer, arguments), operation.Gives == Settling.Always || (operation.Gives == Settling.AsArguments && settled));
    }

    private static (string Sql, bool Settled) Leaf(TypedNode node, Func<string, string> column)
    {
        var type = SqlWriter.TypeOf(node.Kind);
        return node.Operation is "column"
            ? ($"CAST({column((string)node.Value!)} AS {type})", node.Kind == ValueKind.Boolean)
            : (node.Value is null ? $"CAST(NULL AS {type})" : SqlWriter.Constant(node.Value), true);
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
