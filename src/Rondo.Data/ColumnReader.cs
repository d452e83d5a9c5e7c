using Rondo.DuckDb;

namespace Rondo.Data;

/// <summary>Reads whole columns of a stored table into memory, in the order of its rows.</summary>
internal static class ColumnReader
{
    /// <summary>A number, boolean or timestamp column; NaN is null, booleans are 0 and 1, timestamps microseconds.</summary>
    public static double[] Numbers(Connection connection, string table, string column, ColumnType type, long rows, CancellationToken ct)
    {
        var name = Sql.Identifier(column);
        var read = type == ColumnType.Timestamp ? $"CAST(epoch_us({name}) AS DOUBLE)" : type == ColumnType.Boolean ? $"CAST({name} AS DOUBLE)" : name;
        using var result = connection.Stream($"SELECT {read} FROM {table}", ct: ct);
        return Fill(result, rows);
    }

    /// <summary>The texts of a column as small numbers in the order of their first appearance; -1 is null.</summary>
    public static (int[] Codes, IReadOnlyList<string> Values) Codes(Connection connection, string table, string column, long rows, CancellationToken ct)
    {
        using var result = connection.Stream($"SELECT CAST({Sql.Identifier(column)} AS VARCHAR) FROM {table}", ct: ct);
        var codes = new int[rows];
        var values = new List<string>();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        var lookup = known.GetAlternateLookup<ReadOnlySpan<char>>();
        var buffer = new char[256];
        var at = 0;
        while (result.NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                if (chunk.IsNull(0, row))
                {
                    codes[at++] = -1;
                    continue;
                }

                var bytes = chunk.Utf8(0, row);
                buffer = buffer.Length < bytes.Length ? new char[bytes.Length] : buffer;
                var text = buffer.AsSpan(0, System.Text.Encoding.UTF8.GetChars(bytes, buffer));
                if (!lookup.TryGetValue(text, out var code))
                {
                    code = values.Count;
                    values.Add(text.ToString());
                    known.Add(values[^1], code);
                }

                codes[at++] = code;
            }
        }

        return (codes, values);
    }

    private static double[] Fill(QueryResult result, long rows)
    {
        var values = new double[rows];
        var at = 0;
        while (result.NextChunk(out var chunk))
        {
            chunk.CopyDoubles(0, values.AsSpan(at, chunk.RowCount));
            at += chunk.RowCount;
        }

        return values;
    }
}
