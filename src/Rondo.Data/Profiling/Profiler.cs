using System.Globalization;
using Rondo.DuckDb;

namespace Rondo.Data.Profiling;

/// <summary>Makes the profile of a stored table, column by column; columns are independent and may run at the same time.</summary>
internal sealed class Profiler(TableEngine engine, string path, Action<double?, string> progress)
{
    private string _table = TableEngine.Table(path);

    public TableProfile Run(string? target, bool classes, int threads, CancellationToken ct)
    {
        var columns = engine.Describe($"SELECT * FROM {_table}", ct);
        using var counted = engine.Connection.Query($"SELECT count(*) FROM {_table}", ct: ct);
        var rows = counted.Scalar<long>();
        _table = engine.Asked(path, columns.Count, rows, ct);
        var truth = TargetValues.Read(engine.Connection, _table, target, classes, columns, rows, ct);
        var profiles = new ColumnProfile[columns.Count];
        var done = 0;
        var size = ColumnReader.AtOnce(rows);
        Parallel.For(0, (columns.Count + size - 1) / size, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = ct }, block =>
        {
            using var connection = engine.Connect();
            var values = ColumnReader.Block(connection, _table, columns, block * size, size, rows, ct);
            for (var i = 0; i < values.Length; i++)
            {
                var column = columns[(block * size) + i];
                profiles[(block * size) + i] = Column(connection, column, values[i], rows, truth, ct);
                progress((double)Interlocked.Increment(ref done) / (columns.Count + 1), column.Name);
            }
        });
        var profile = new TableProfile(rows, DuplicateRows.Count(engine.Connection, _table, columns, rows, ct), profiles) { Format = 2, Target = truth?.Column };
        return profile with { Alerts = [.. ProfileAlerts.Of(profile, classes)] };
    }

    private ColumnProfile Column(Connection connection, Column column, double[]? numbers, long rows, TargetValues? target, CancellationToken ct)
    {
        var type = TableEngine.TypeOf(column);
        target = string.Equals(target?.Column, column.Name, StringComparison.Ordinal) ? null : target;
        return numbers is not null ? Numbers(numbers, column.Name, type, rows, target) : TextColumns.Of(connection, _table, column.Name, type, rows, target, ct);
    }

    private static ColumnProfile Numbers(double[] values, string name, ColumnType type, long rows, TargetValues? target)
    {
        // the order of the rows is only needed beside a target
        var present = Present(target is null ? values : [.. values]);
        if (present.Length == 0)
        {
            return new(name, type, rows, 0);
        }

        var (numbers, distinct, top) = NumberStatistics.Of(present, v => Shown(type, v));
        return new(name, type, rows - present.Length, distinct) { Numbers = numbers, Top = top, Relation = target is null ? null : Relations.Of(values, numbers.Edges, target) };
    }

    // Moves the values that are there to the front.
    private static Span<double> Present(double[] values)
    {
        var count = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                values[count++] = value;
            }
        }

        return values.AsSpan(0, count);
    }

    private static string Shown(ColumnType type, double value) => type == ColumnType.Timestamp
        ? Instants.Text(value)
        : value.ToString("R", CultureInfo.InvariantCulture);
}
