using Rondo.DuckDb;

namespace Rondo.Data.Profiling;

/// <summary>Counts rows that repeat an earlier one in every column of the source.</summary>
internal static class DuplicateRows
{
    // 64 bits of each row: two different rows of a hundred million look alike with a chance below one in a thousand.
    public static long Count(Connection connection, string table, IReadOnlyList<Column> columns, long rows, CancellationToken ct)
    {
        var own = columns.Where(c => !string.Equals(c.Name, TableSchema.TimeColumn, StringComparison.Ordinal)).Select(c => Sql.Identifier(c.Name));
        using var result = connection.Stream($"SELECT hash({string.Join(", ", own)}) FROM {table}", ct: ct);
        var hashes = new ulong[rows];
        var at = 0;
        while (result.NextChunk(out var chunk))
        {
            chunk.Values<ulong>(0).CopyTo(hashes.AsSpan(at));
            at += chunk.RowCount;
        }

        NumberSort.Ascending(hashes);
        long repeated = 0;
        for (var i = 1; i < hashes.Length; i++)
        {
            repeated += hashes[i] == hashes[i - 1] ? 1 : 0;
        }

        return repeated;
    }
}
