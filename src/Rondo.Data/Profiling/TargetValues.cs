using Rondo.DuckDb;

namespace Rondo.Data.Profiling;

/// <summary>The target of every row, as a number or as a class.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Numbers">By row, NaN is null; for two classes 0 and 1 in ordinal order; null for more classes.</param>
/// <param name="Classes">By row, -1 is null; null for a number as target.</param>
/// <param name="ClassCount">Number of classes.</param>
internal sealed record TargetValues(string Column, double[]? Numbers, int[]? Classes, int ClassCount)
{
    private const int MostClasses = 200;

    /// <summary>Reads the target; null when there is nothing that columns could be related to.</summary>
    public static TargetValues? Read(Connection connection, string table, string? target, bool classes, IReadOnlyList<Column> columns, long rows, CancellationToken ct)
    {
        if (columns.FirstOrDefault(c => string.Equals(c.Name, target, StringComparison.Ordinal)) is not { } column)
        {
            return null;
        }

        var type = TableEngine.TypeOf(column);
        if (type == ColumnType.Number && !classes)
        {
            return new(column.Name, ColumnReader.Numbers(connection, table, column.Name, type, rows, ct), null, 0);
        }

        var (codes, values) = ColumnReader.Codes(connection, table, column.Name, rows, ct);
        if (values.Count is < 2 or > MostClasses)
        {
            return null;
        }

        if (values.Count > 2)
        {
            return new(column.Name, null, codes, values.Count);
        }

        var one = string.CompareOrdinal(values[0], values[1]) < 0 ? 1 : 0;
        return new(column.Name, [.. codes.Select(c => c < 0 ? double.NaN : c == one ? 1 : 0)], codes, 2);
    }
}
