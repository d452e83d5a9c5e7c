using Rondo.Expressions;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>Makes <see cref="TableSchema.TimeColumn"/> from <c>time:</c>.</summary>
internal static class TimeColumn
{
    /// <summary>The SQL of the row's time.</summary>
    public static string Sql(string text, IReadOnlyList<ColumnPlan> columns)
    {
        var kinds = columns.ToDictionary(c => c.Name, c => TableExpression.KindOf(c.Type), StringComparer.Ordinal);
        var typed = TableExpression.Check(text, kinds, new Place("data.time", 1, 1), allowAggregates: false).Value;
        return typed.Kind == ValueKind.Timestamp
            ? TableExpression.Sql(typed)
            : throw ImportFailures.Misuse("data.time-type", $"data.time is a {typed.Kind.ToString().ToLowerInvariant()} and not a time: {text}", Remedy(typed, columns));
    }

    private static string Remedy(TypedExpression typed, IReadOnlyList<ColumnPlan> columns)
    {
        var times = columns.Where(c => c.Type == ColumnType.Timestamp).Select(c => c.Name).ToList();
        return times.Count > 0
            ? $"Columns that are times: {string.Join(", ", times)}. Write one, or for example {times[0]} + 8 hours."
            : $"No column is a time: dates are read when they are written as 2011-01-31 or 2011-01-31 08:00:00. {(typed.Columns.Count > 0 ? $"See what '{typed.Columns[0]}' holds." : "")}".TrimEnd();
    }
}
