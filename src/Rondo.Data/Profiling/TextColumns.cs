using System.Globalization;
using Rondo.DuckDb;

namespace Rondo.Data.Profiling;

/// <summary>Profiles columns of texts and booleans by counting their values.</summary>
internal static class TextColumns
{
    private const int MostCategories = 1000;

    public static ColumnProfile Of(Connection connection, string table, string name, ColumnType type, long rows, TargetValues? target, CancellationToken ct)
    {
        var column = Sql.Identifier(name);
        connection.Execute($"CREATE OR REPLACE TEMP TABLE _rondo_groups AS SELECT CAST({column} AS VARCHAR) AS v, count(*) AS n FROM {table} WHERE {column} IS NOT NULL GROUP BY 1", ct);
        using var summary = connection.Query("SELECT count(*), coalesce(sum(n), 0)::BIGINT, min(length(v)), max(length(v)), sum(length(v) * n)::BIGINT FROM _rondo_groups", ct: ct);
        var row = summary.Rows().Single();
        var (distinct, present) = ((long)row[0]!, (long)row[1]!);
        var profile = new ColumnProfile(name, type, rows - present, distinct);
        if (present == 0)
        {
            return profile;
        }

        using var top = connection.Query(string.Create(CultureInfo.InvariantCulture, $"SELECT v, n FROM _rondo_groups ORDER BY n DESC, v LIMIT {(distinct > MostCategories ? 100 : MostCategories)}"), ct: ct);
        return profile with
        {
            Texts = type == ColumnType.Text ? new((long)row[2]!, (long)row[3]!, (long)row[4]! / (double)present) : null,
            Top = [.. top.Rows().Select(r => new ValueCount((string)r[0]!, (long)r[1]!))],
            Buckets = distinct > MostCategories ? Buckets(connection, ct) : null,
            Relation = target is null || distinct > MostCategories ? null : RelationOf(connection, table, name, type, rows, target, ct),
        };
    }

    private static long[] Buckets(Connection connection, CancellationToken ct)
    {
        var counts = new long[ValueBuckets.Count];
        using var groups = connection.Stream("SELECT v, n FROM _rondo_groups", ct: ct);
        while (groups.NextChunk(out var chunk))
        {
            var rows = chunk.Values<long>(1);
            for (var row = 0; row < chunk.RowCount; row++)
            {
                counts[ValueBuckets.Of(chunk.Utf8(0, row))] += rows[row];
            }
        }

        return counts;
    }

    private static TargetRelation RelationOf(Connection connection, string table, string name, ColumnType type, long rows, TargetValues target, CancellationToken ct)
    {
        if (type == ColumnType.Boolean)
        {
            return Relations.Of(ColumnReader.Numbers(connection, table, name, type, rows, ct), [0], target);
        }

        var (codes, values) = ColumnReader.Codes(connection, table, name, rows, ct);
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = codes[i] < 0 ? values.Count : codes[i];
        }

        return new(null, Relations.OfCodes(codes, values.Count + 1, target));
    }
}
