using Rondo.DuckDb;

namespace Rondo.Data;

/// <summary>How many rows there are, and how many of them differ.</summary>
/// <param name="Rows">All of them.</param>
/// <param name="Different">Those that are left when equal ones count once.</param>
public readonly record struct RowContents(long Rows, long Different)
{
    /// <summary>
    /// Whether a row that is equal to another is most likely the same case again: at least half of the rows differ. Where there are fewer different
    /// contents, as with a few columns of a few values each, equal rows are different cases and say nothing of each other.
    /// </summary>
    public bool TellApart => Different * 2 >= Rows;

    /// <summary>Counts.</summary>
    /// <param name="connection">Where the rows are.</param>
    /// <param name="rows">A table or table function, as SQL.</param>
    /// <param name="columns">The columns that make up the content; not times and not keys, which differ anyway.</param>
    /// <param name="ct">Cancels it.</param>
    public static RowContents Count(Connection connection, string rows, IEnumerable<string> columns, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var counted = connection.Query($"SELECT count(*), count(DISTINCT {Hash(columns)}) FROM {rows}", ct: ct);
        var row = counted.Rows().Single();
        return new((long)row[0]!, (long)row[1]!);
    }

    /// <summary>The content of a row as 64 bits, in SQL: two different rows of a million look alike with a chance below one in ten million.</summary>
    public static string Hash(IEnumerable<string> columns) => $"hash({string.Join(", ", columns.Select(Sql.Identifier))})";
}
