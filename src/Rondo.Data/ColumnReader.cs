using Rondo.DuckDb;

namespace Rondo.Data;

/// <summary>Reads whole columns of a stored table into memory, in the order of its rows.</summary>
internal static class ColumnReader
{
    private const int CellsAtOnce = 1_000_000;
    private const int MostAtOnce = 256;

    /// <summary>
    /// How many columns to read with one question. Each question reads the description of all columns of the table, which costs more than
    /// the values where there are many columns and few rows.
    /// </summary>
    public static int AtOnce(long rows) => (int)Math.Clamp(CellsAtOnce / Math.Max(1, rows), 1, MostAtOnce);

    /// <summary>A number, boolean or timestamp column; NaN is null, booleans are 0 and 1, timestamps microseconds.</summary>
    public static double[] Numbers(Connection connection, string table, string column, ColumnType type, long rows, CancellationToken ct) =>
        Numbers(connection, table, [(column, type)], rows, ct)[0];

    /// <summary>Several such columns with one question.</summary>
    public static double[][] Numbers(Connection connection, string table, IReadOnlyList<(string Name, ColumnType Type)> columns, long rows, CancellationToken ct)
    {
        if (columns.Count == 0)
        {
            return [];
        }

        using var result = connection.Stream($"SELECT {string.Join(", ", columns.Select(c => Read(c.Name, c.Type)))} FROM {table}", ct: ct);
        double[][] values = [.. columns.Select(_ => new double[rows])];
        var at = 0;
        while (result.NextChunk(out var chunk))
        {
            for (var column = 0; column < values.Length; column++)
            {
                chunk.CopyDoubles(column, values[column].AsSpan(at, chunk.RowCount));
            }

            at += chunk.RowCount;
        }

        return values;
    }

    /// <summary>Some neighbouring columns of a table, with one question; null for those that are no numbers or timestamps.</summary>
    public static double[]?[] Block(Connection connection, string table, IReadOnlyList<Column> columns, int from, int count, long rows, CancellationToken ct)
    {
        var block = columns.Skip(from).Take(count).Select(c => (c.Name, Type: TableEngine.TypeOf(c))).ToList();
        var read = new Queue<double[]>(Numbers(connection, table, [.. block.Where(IsNumber)], rows, ct));
        return [.. block.Select(c => IsNumber(c) ? read.Dequeue() : null)];

        static bool IsNumber((string Name, ColumnType Type) column) => column.Type is ColumnType.Number or ColumnType.Timestamp;
    }

    private static string Read(string column, ColumnType type)
    {
        var name = Sql.Identifier(column);
        return type switch
        {
            ColumnType.Timestamp => $"CAST(epoch_us({name}) AS DOUBLE)",
            ColumnType.Boolean => $"CAST({name} AS DOUBLE)",
            _ => name,
        };
    }

    /// <summary>The texts of a column as small numbers in the order of their first appearance; -1 is null.</summary>
    public static CodedColumn Codes(Connection connection, string table, string column, long rows, CancellationToken ct) => Codes(connection, table, [column], rows, ct)[0];

    /// <summary>Several columns so, with one question.</summary>
    public static CodedColumn[] Codes(Connection connection, string table, IReadOnlyList<string> columns, long rows, CancellationToken ct)
    {
        using var result = connection.Stream($"SELECT {string.Join(", ", columns.Select(c => $"CAST({Sql.Identifier(c)} AS VARCHAR)"))} FROM {table}", ct: ct);
        TextCoder[] coders = [.. columns.Select(_ => new TextCoder(rows))];
        while (result.NextChunk(out var chunk))
        {
            for (var column = 0; column < coders.Length; column++)
            {
                coders[column].Add(chunk, column);
            }
        }

        return [.. coders.Select(c => c.Coded)];
    }
}

/// <summary>A column as small numbers.</summary>
/// <param name="Codes">By row; -1 is null.</param>
/// <param name="Values">By number, in the order of their first appearance.</param>
internal sealed record CodedColumn(int[] Codes, IReadOnlyList<string> Values);
