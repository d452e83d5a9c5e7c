using System.Globalization;
using Rondo.Data;
using Rondo.Expressions;
using Rondo.Kernel;
using Rondo.Modeling.Tables;

namespace Rondo.Modeling.Evaluation;

/// <summary>A part of the rows.</summary>
/// <param name="Name">The normal form of its condition.</param>
/// <param name="Rows">Row numbers, ascending.</param>
/// <param name="Column">The column whose value it is, or empty.</param>
internal sealed record SliceRows(string Name, int[] Rows, string Column = "");

/// <summary>Finds the rows of declared slices: of each value of a named column, or of a condition.</summary>
internal static class SliceFinder
{
    private const int MostValues = 20;

    /// <summary>Finds the rows of each slice that has any.</summary>
    /// <param name="parquet">The table.</param>
    /// <param name="schema">Its columns.</param>
    /// <param name="items">Column names or conditions; those that a requirement names are given too.</param>
    /// <param name="ct">Cancels it.</param>
    /// <exception cref="FailureException"><c>slice.*</c>: an item is neither a column nor a condition over columns.</exception>
    public static IReadOnlyList<SliceRows> Find(string parquet, TableSchema schema, IReadOnlyList<string> items, CancellationToken ct)
    {
        var conditions = new List<(string Column, TypedExpression Condition)>();
        foreach (var item in items.Distinct(StringComparer.Ordinal))
        {
            if (schema.Columns.FirstOrDefault(c => string.Equals(c.Name, item, StringComparison.Ordinal)) is { } column)
            {
                conditions.AddRange(OfColumn(parquet, column, schema, ct));
            }
            else
            {
                conditions.Add(("", Condition(item, schema)));
            }
        }

        // A condition that is written apart and is one of a column's values counts as that value: gaps look for all values of a column.
        conditions = [.. conditions.GroupBy(c => c.Condition.ToString(), StringComparer.Ordinal).Select(g => g.FirstOrDefault(c => c.Column.Length > 0, g.First()))];
        if (conditions.Count == 0)
        {
            return [];
        }

        var frame = FrameReader.Read(parquet, [.. conditions.Select((c, i) => (new ColumnSchema($"s{i}", ColumnType.Boolean, ColumnRole.Feature), SqlEmitter.Emit(c.Condition)))], 1, ct);
        return [.. conditions.Select((c, i) => new SliceRows(c.Condition.ToString(), RowsOf(frame.Columns[i]), c.Column)).Where(s => s.Rows.Length > 0)];
    }

    private static int[] RowsOf(FrameColumn column) => [.. Enumerable.Range(0, column.Numbers.Length).Where(r => column.Numbers[r] == 1)];

    /// <summary>The condition of a slice, checked.</summary>
    /// <exception cref="FailureException"><c>expression.*</c>, <c>slice.not-a-condition</c>.</exception>
    public static TypedExpression Condition(string text, TableSchema schema)
    {
        var parsed = Expression.Parse(text);
        var typed = parsed.Ok ? Checker.Check(parsed.Value, Kinds(schema)) : parsed.Failures.ToList();
        if (!typed.Ok)
        {
            throw new FailureException([.. typed.Failures.Select(f => f with { Problem = $"The slice '{text}' cannot be found: {f.Problem}", Place = null })]);
        }

        return typed.Value.Kind == ValueKind.Boolean
            ? typed.Value
            : throw new FailureException(new Failure("slice.not-a-condition", $"The slice '{text}' is neither true nor false.", "Write a column's name, or a condition such as workingday = 0."));
    }

    // The most frequent values; of a number with many values its quarters.
    private static List<(string Column, TypedExpression Condition)> OfColumn(string parquet, ColumnSchema column, TableSchema schema, CancellationToken ct)
    {
        var values = FrameReader.Read(parquet, [column], 1, ct).Columns[0];
        var rows = Enumerable.Range(0, Math.Max(values.Numbers.Length, Math.Max(values.Texts.Length, values.Times.Length))).ToArray();
        var name = $"\"{column.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        IEnumerable<string> texts = column.Type switch
        {
            ColumnType.Text => Frequent(rows.Where(r => !values.IsNull(r)).Select(r => values.Texts[r]), StringComparer.Ordinal).Select(v => $"{name} = '{v.Replace("'", "''", StringComparison.Ordinal)}'"),
            ColumnType.Boolean => [$"{name} = true", $"{name} = false"],
            ColumnType.Number => OfNumbers(name, [.. values.Numbers.Where(double.IsFinite)]),
            _ => throw new FailureException(new Failure("slice.time", $"The slice column '{column.Name}' holds times.", $"Write a condition, such as hour({column.Name}) < 12.")),
        };
        var missing = rows.Any(values.IsNull) ? [$"{name} is null"] : Array.Empty<string>();
        return texts.Concat(missing).Select(t => (Column: column.Name, Condition: Condition(t, schema))).ToList();
    }

    private static IEnumerable<string> OfNumbers(string name, double[] values)
    {
        if (values.Distinct().Take(MostValues + 1).Count() <= MostValues)
        {
            return values.Distinct().Order().Select(v => $"{name} = {Text(v)}");
        }

        Array.Sort(values);
        var (a, b, c) = (values[values.Length / 4], values[values.Length / 2], values[values.Length * 3 / 4]);
        return [$"{name} < {Text(a)}", $"{name} >= {Text(a)} and {name} < {Text(b)}", $"{name} >= {Text(b)} and {name} < {Text(c)}", $"{name} >= {Text(c)}"];
    }

    private static IEnumerable<T> Frequent<T>(IEnumerable<T> values, IEqualityComparer<T> comparer)
        where T : notnull =>
        values.CountBy(v => v, comparer).OrderByDescending(p => p.Value).ThenBy(p => p.Key).Take(MostValues).Select(p => p.Key);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static Dictionary<string, ValueKind> Kinds(TableSchema schema) => schema.Columns.ToDictionary(
        c => c.Name,
        c => c.Type switch { ColumnType.Text => ValueKind.Text, ColumnType.Boolean => ValueKind.Boolean, ColumnType.Timestamp => ValueKind.Timestamp, _ => ValueKind.Number },
        StringComparer.Ordinal);
}
