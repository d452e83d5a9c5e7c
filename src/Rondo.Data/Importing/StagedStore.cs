using System.Globalization;
using Rondo.DuckDb;

namespace Rondo.Data.Importing;

/// <summary>Writes staged rows as stored tables.</summary>
/// <param name="engine">Holds the staged rows.</param>
/// <param name="rejected">Takes rows without a time.</param>
/// <param name="written">The expression of <c>time:</c> as people wrote it.</param>
internal sealed class StagedStore(TableEngine engine, RejectedRows rejected, string? written)
{
    /// <summary>Writes a table, with its time column and only the sampled rows; the number of rows.</summary>
    public long Store(StagedTable table, string? time, string path, double? sample, CancellationToken ct)
    {
        var name = Sql.Identifier(table.Name);
        var columns = string.Join(", ", table.Columns.Select(c => Sql.Identifier(c.Name)));
        if (time is not null)
        {
            RejectTimeless(table, time, ct);
            columns += $", {time} AS {TableSchema.TimeColumn}";
        }

        var chosen = sample is { } share
            ? string.Create(CultureInfo.InvariantCulture, $" WHERE {RowHash.Sql($"concat({StagedTable.FileColumn}, ':', {StagedTable.LineColumn})", 0)} < {share:R}")
            : "";
        return engine.Store($"SELECT {columns} FROM {name}{chosen}", path, ct);
    }

    private void RejectTimeless(StagedTable table, string time, CancellationToken ct)
    {
        var name = Sql.Identifier(table.Name);
        using var without = engine.Connection.Query($"SELECT {StagedTable.FileColumn}, {StagedTable.LineColumn} FROM {name} WHERE {time} IS NULL", ct: ct);
        var any = false;
        foreach (var row in without.Rows())
        {
            any = true;
            var file = table.Files[(int)row[0]!];
            rejected.Add(new(file.Name, (long)row[1]!, $"its time ({written}) is missing", null, ""), file.Shown);
        }

        if (any)
        {
            engine.Connection.Execute($"DELETE FROM {name} WHERE {time} IS NULL", ct);
        }
    }

    /// <summary>Writes the rows that could not be read.</summary>
    public void StoreRejected(string path, CancellationToken ct)
    {
        engine.Connection.Execute("CREATE TABLE _rondo_rejected (\"file\" VARCHAR, line BIGINT, reason VARCHAR, \"column\" VARCHAR, \"text\" VARCHAR)", ct);
        using (var appender = engine.Connection.Appender("_rondo_rejected"))
        {
            foreach (var row in rejected.Rows)
            {
                appender.Append(row.File);
                appender.Append(row.Line);
                appender.Append(row.Reason);
                appender.Append(row.Column);
                appender.Append(row.Text.Replace("\0", "\\0", StringComparison.Ordinal));
                appender.EndRow();
            }

            appender.Complete();
        }

        engine.Store("SELECT * FROM _rondo_rejected", path, ct);
    }
}
