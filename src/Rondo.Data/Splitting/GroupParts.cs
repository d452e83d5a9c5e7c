using System.Globalization;

namespace Rondo.Data.Splitting;

/// <summary>Deals whole groups out in the order of their hash until each part has its share. Rows without a group are one group.</summary>
internal static class GroupParts
{
    public static string Sql(TableEngine engine, string rows, string labelled, string column, int seed, Shares shares, CancellationToken ct)
    {
        var group = $"coalesce(CAST({DuckDb.Sql.Identifier(column)} AS VARCHAR), '')";
        engine.Connection.Execute("CREATE TABLE _rondo_groups (_rondo_group VARCHAR, _rondo_part INTEGER)", ct);
        using var result = engine.Connection.Query($"SELECT {group}, count(*) FROM {rows} WHERE {labelled} GROUP BY 1 ORDER BY {RowHash.Sql(group, seed)}, 1", ct: ct);
        var groups = result.Rows().Select(r => (Name: (string)r[0]!, Count: (long)r[1]!)).ToList();
        double total = groups.Sum(g => g.Count);
        var filled = new double[3];
        using (var appender = engine.Connection.Appender("_rondo_groups"))
        {
            foreach (var (name, count) in groups)
            {
                var part = Fits(filled[Parts.Test], count, total * shares.Test) ? Parts.Test
                    : Fits(filled[Parts.Validation], count, total * shares.Validation) ? Parts.Validation
                    : Parts.Train;
                filled[part] += count;
                appender.Append(name);
                appender.Append((long)part);
                appender.EndRow();
            }

            appender.Complete();
        }

        return $"SELECT t.file_row_number AS r, {labelled} AS labelled, coalesce(g._rondo_part, {Parts.None.ToString(CultureInfo.InvariantCulture)}) AS part FROM {rows} t LEFT JOIN _rondo_groups g ON g._rondo_group = {group}";
    }

    // A group goes where it brings the part nearer to its share than leaving it out.
    private static bool Fits(double filled, long count, double wanted) => wanted > 0 && filled + (count / 2.0) <= wanted;
}
