using System.Globalization;
using Rondo.DuckDb;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>Reads Parquet files into the types of a table. "Lines" count rows from 1.</summary>
internal sealed class ParquetImport(ReadOptions options, TableEngine engine, RejectedRows rejected)
{
    private readonly ParquetValues _values = new(options);

    /// <summary>Decides on the columns of all files together.</summary>
    public IReadOnlyList<ColumnPlan> Infer(IReadOnlyList<SourceFile> files, CancellationToken ct)
    {
        var first = Describe(files[0], ct);
        var names = first.Select(c => c.Name).ToList();
        _ = HeaderNames.Checked(names, files[0].Shown);
        foreach (var file in files.Skip(1))
        {
            SameColumns.Demand(names, [.. Describe(file, ct).Select(c => c.Name)], file);
        }

        UnknownColumn.Demand("data.types", options.Types.Keys, names);
        return [.. first.Select(c => Plan(c, files, ct))];
    }

    /// <summary>Converts all rows into <paramref name="table"/>.</summary>
    public void Load(StagedTable table, CancellationToken ct)
    {
        table.Create(engine.Connection);
        for (var i = 0; i < table.Files.Count; i++)
        {
            var file = table.Files[i];
            var present = Describe(file, ct).Select(c => c.Name).ToList();
            SameColumns.Demand([.. table.Columns.Select(c => c.Name)], present, file);
            var columns = string.Join(", ", table.Columns.Select(c => $"{_values.Converted(c)} AS {Sql.Identifier(c.Name)}"));
            var query = string.Create(CultureInfo.InvariantCulture, $"SELECT {i}, file_row_number + 1 AS {StagedTable.LineColumn}, {columns} FROM {TableEngine.NumberedTable(file.Path)}");
            table.RowsRead += Guard(file, () => engine.Connection.Execute($"INSERT INTO {Sql.Identifier(table.Name)} {query}", ct));
            _ = Guard(file, () => Reject(table, i, ct));
        }
    }

    private int Reject(StagedTable table, int index, CancellationToken ct)
    {
        var (file, all) = (table.Files[index], 0);
        foreach (var column in table.Columns.Where(c => c.Type == ColumnType.Number || c.Given))
        {
            using var bad = engine.Connection.Query(
                $"SELECT file_row_number + 1, CAST({Sql.Identifier(column.Name)} AS VARCHAR) FROM {TableEngine.NumberedTable(file.Path)} WHERE {_values.Converted(column)} IS NULL AND {_values.Raw(column.Name)} IS NOT NULL ORDER BY 1", ct: ct);
            var lines = new List<long>();
            foreach (var row in bad.Rows())
            {
                lines.Add((long)row[0]!);
                rejected.Add(new(file.Name, (long)row[0]!, "it does not fit the column's type", column.Name, (string?)row[1] ?? ""), file.Shown);
            }

            all += lines.Count;
            if (lines.Count > 0)
            {
                engine.Connection.Execute(string.Create(CultureInfo.InvariantCulture, $"DELETE FROM {Sql.Identifier(table.Name)} WHERE {StagedTable.FileColumn} = {index} AND {StagedTable.LineColumn} IN ({string.Join(", ", lines.Select(l => l.ToString(CultureInfo.InvariantCulture)))})"), ct);
            }
        }

        return all;
    }

    private IReadOnlyList<Column> Describe(SourceFile file, CancellationToken ct) => Guard(file, () => engine.Describe($"SELECT * FROM {TableEngine.Table(file.Path)}", ct));

    private ColumnPlan Plan(Column column, IReadOnlyList<SourceFile> files, CancellationToken ct)
    {
        _values.Add(column);
        var natural = ParquetTypes.Of(column, () => HasLong(column.Name, files, ct)) ?? throw Nested(column, files[0]);
        return options.Types.GetValueOrDefault(column.Name) switch
        {
            null => natural,
            "number" => new(column.Name, ColumnType.Number) { Given = true },
            "boolean" => new(column.Name, ColumnType.Boolean) { Given = true },
            "timestamp" => new(column.Name, ColumnType.Timestamp) { Given = true },
            "text" => new(column.Name, ColumnType.Text) { Given = true },
            _ => natural with { Type = natural.Type == ColumnType.Timestamp ? ColumnType.Text : natural.Type },
        };
    }

    private bool HasLong(string name, IReadOnlyList<SourceFile> files, CancellationToken ct) => files.Any(f => Guard(f, () =>
    {
        using var result = engine.Connection.Query($"SELECT coalesce(bool_or({Sql.Identifier(name)} > 9007199254740992 OR {Sql.Identifier(name)} < -9007199254740992), false) FROM {TableEngine.Table(f.Path)}", ct: ct);
        return result.Scalar<bool>();
    }));

    private static FailureException Nested(Column column, SourceFile file) => ImportFailures.Bad("data.nested", $"The column '{column.Name}' has the type {column.Type}, which holds no plain values.",
        "Write its parts as columns of their own, or leave it out of the file: a table has one plain value in each cell.", new Place(file.Shown));

    private T Guard<T>(SourceFile file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DuckDbException e) when (engine.IsOutOfRoom(e))
        {
            throw new FailureException(new Failure("data.no-room", $"The disk has no room for the temporary files of an import: {e.Message}", "Free some space where the workspace is, then run it again.") { Kind = FailureKind.World }, e);
        }
        catch (DuckDbException e) when (e.Kind is not (ErrorKind.OutOfMemory or ErrorKind.Interrupt))
        {
            throw new FailureException(new Failure("data.parquet", $"{file.Shown} is not a whole Parquet file.", "Write the file again; it may have been cut off.", new Place(file.Shown)) { Kind = FailureKind.World }, e);
        }
    }
}
