using System.Globalization;
using Rondo.DuckDb;

namespace Rondo.Data.Profiling;

/// <summary>Makes the profile of a stored table, column by column; columns are independent and may run at the same time.</summary>
internal sealed class Profiler(TableEngine engine, string path, Action<double?, string> progress)
{
    private const int MostCategories = 1000;

    private readonly string _table = TableEngine.Table(path);

    public TableProfile Run(string? target, bool classes, int threads, CancellationToken ct)
    {
        var columns = engine.Describe($"SELECT * FROM {_table}", ct);
        using var counted = engine.Connection.Query($"SELECT count(*) FROM {_table}", ct: ct);
        var rows = counted.Scalar<long>();
        var truth = TargetValues.Read(engine.Connection, _table, target, classes, columns, rows, ct);
        var profiles = new ColumnProfile[columns.Count];
        var done = 0;
        Parallel.For(0, columns.Count, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = ct }, i =>
        {
            using var connection = engine.Connect();
            profiles[i] = Column(connection, columns[i], rows, truth, ct);
            progress((double)Interlocked.Increment(ref done) / (columns.Count + 1), columns[i].Name);
        });
        var profile = new TableProfile(rows, Duplicates(columns, ct), profiles) { Target = truth?.Column };
        return profile with { Alerts = [.. ProfileAlerts.Of(profile, classes)] };
    }

    private ColumnProfile Column(Connection connection, Column column, long rows, TargetValues? target, CancellationToken ct)
    {
        var type = TableEngine.TypeOf(column);
        target = string.Equals(target?.Column, column.Name, StringComparison.Ordinal) ? null : target;
        return type is ColumnType.Number or ColumnType.Timestamp ? Numbers(connection, column.Name, type, rows, target, ct) : Texts(connection, column.Name, type, rows, target, ct);
    }

    private ColumnProfile Numbers(Connection connection, string name, ColumnType type, long rows, TargetValues? target, CancellationToken ct)
    {
        var values = ColumnReader.Numbers(connection, _table, name, type, rows, ct);
        var present = Array.FindAll(values, v => !double.IsNaN(v));
        if (present.Length == 0)
        {
            return new(name, type, rows, 0);
        }

        var (numbers, distinct, top) = NumberStatistics.Of(present, v => Shown(type, v));
        return new(name, type, rows - present.Length, distinct) { Numbers = numbers, Top = top, Relation = target is null ? null : Relations.Of(values, numbers.Edges, target) };
    }

    private ColumnProfile Texts(Connection connection, string name, ColumnType type, long rows, TargetValues? target, CancellationToken ct)
    {
        var column = Sql.Identifier(name);
        connection.Execute($"CREATE TEMP TABLE _rondo_groups AS SELECT CAST({column} AS VARCHAR) AS v, count(*) AS n FROM {_table} WHERE {column} IS NOT NULL GROUP BY 1", ct);
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
            Relation = target is null || distinct > MostCategories ? null : Relation(connection, name, type, rows, target, ct),
        };
    }

    private TargetRelation Relation(Connection connection, string name, ColumnType type, long rows, TargetValues target, CancellationToken ct)
    {
        if (type == ColumnType.Boolean)
        {
            return Relations.Of(ColumnReader.Numbers(connection, _table, name, type, rows, ct), [0], target);
        }

        var (codes, values) = ColumnReader.Codes(connection, _table, name, rows, ct);
        for (var i = 0; i < codes.Length; i++)
        {
            codes[i] = codes[i] < 0 ? values.Count : codes[i];
        }

        return new(null, Relations.OfCodes(codes, values.Count + 1, target));
    }

    // 64 bits of each row: two different rows of a hundred million look alike with a chance below one in a thousand.
    private long Duplicates(IReadOnlyList<Column> columns, CancellationToken ct)
    {
        var own = columns.Where(c => !string.Equals(c.Name, TableSchema.TimeColumn, StringComparison.Ordinal)).Select(c => Sql.Identifier(c.Name));
        using var result = engine.Connection.Query($"SELECT count(*) - count(DISTINCT hash({string.Join(", ", own)})) FROM {_table}", ct: ct);
        return result.Scalar<long>();
    }

    private static string Shown(ColumnType type, double value) => type == ColumnType.Timestamp
        ? Instants.Text(value)
        : value.ToString("R", CultureInfo.InvariantCulture);
}
