using Rondo.DuckDb;

namespace Rondo.Data.Profiling;

/// <summary>Counts rows that repeat an earlier one in every column of the source.</summary>
internal static class DuplicateRows
{
    // 64 bits of each row: two different rows of a hundred million look alike with a chance below one in a thousand.
    public static long Count(Connection connection, string table, IReadOnlyList<Column> columns, CancellationToken ct)
    {
        var own = columns.Where(c => !string.Equals(c.Name, TableSchema.TimeColumn, StringComparison.Ordinal)).Select(c => Sql.Identifier(c.Name));
        using var result = connection.Query($"SELECT count(*) - count(DISTINCT hash({string.Join(", ", own)})) FROM {table}", ct: ct);
        return result.Scalar<long>();
    }
}
