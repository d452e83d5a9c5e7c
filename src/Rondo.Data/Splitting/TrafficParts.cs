using System.Globalization;
using Rondo.DuckDb;
using Rondo.Expressions;
using Rondo.Kernel;

namespace Rondo.Data.Splitting;

/// <summary>
/// The parts of a retraining: every labelled row of the source trains, and the rows of the traffic go where the traffic says, its newest
/// to the test part, so that a new version is judged on what neither it nor the version in use has learned from.
/// </summary>
/// <remarks>
/// A traffic row that the source has too (equal in every column both have, where contents tell rows apart) is left out: it counts once, and
/// judges nothing that has learned it. Columns that the traffic does not have are null.
/// A window keeps only rows whose time is at most that long before the newest row's.
/// </remarks>
internal sealed class TrafficParts(SplitOptions options, TableEngine engine, string source, string traffic)
{
    private readonly List<string> _warnings = [];
    private IReadOnlyList<DuckDb.Column> _columns = [];
    private IReadOnlyList<DuckDb.Column> _given = [];

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>Makes the table <c>_rondo_rows</c> with the columns of the source, <c>part</c> and an order; gives the source's column names.</summary>
    public IReadOnlyList<string> Gather(CancellationToken ct)
    {
        _columns = engine.Describe($"SELECT * FROM {TableEngine.Table(source)}", ct);
        _given = engine.Describe($"SELECT * FROM {TableEngine.Table(traffic)}", ct);
        if (options.Target is not { } target || Find(_given, target) is null || Find(_given, TrafficColumns.Part) is null)
        {
            throw new FailureException(new Failure("data.not-traffic", "The traffic of a split is a table of labelled traffic, and this one has no truth or no parts.", "Give it a data set that a retraining made: rondo data versions."));
        }

        var casted = string.Join(", ", _columns.Select(c => $"{Value(c)} AS {Sql.Identifier(c.Name)}"));
        engine.Connection.Execute($"CREATE TABLE _rondo_traffic AS SELECT {casted}, {TrafficColumns.Part} AS _rondo_part, file_row_number AS _rondo_r FROM {TableEngine.NumberedTable(traffic)}", ct);
        RemoveUnlabelled(target, ct);
        RemoveKnown(target, ct);
        var names = string.Join(", ", _columns.Select(c => Sql.Identifier(c.Name)));
        engine.Connection.Execute(
            $"""
            CREATE TABLE _rondo_rows AS
            SELECT {names}, 'train' AS _rondo_part, 0 AS _rondo_o, file_row_number AS _rondo_r FROM {TableEngine.NumberedTable(source)} WHERE {Sql.Identifier(target)} IS NOT NULL
            UNION ALL SELECT {names}, _rondo_part, 1, _rondo_r FROM _rondo_traffic
            """, ct);
        KeepWindow(ct);
        return [.. _columns.Select(c => c.Name)];
    }

    /// <summary>Writes one part in the order of its rows; gives their number.</summary>
    public long Store(string part, string path, CancellationToken ct) =>
        engine.Store($"SELECT {string.Join(", ", _columns.Select(c => Sql.Identifier(c.Name)))} FROM _rondo_rows WHERE _rondo_part = '{part}' ORDER BY _rondo_o, _rondo_r", path, ct);

    // What a column of the source is in a row of the traffic.
    private string Value(DuckDb.Column column)
    {
        if (column.Name is TableSchema.TimeColumn)
        {
            return Time();
        }

        return Find(_given, column.Name) is null ? $"CAST(NULL AS {column.Type})" : $"TRY_CAST({Sql.Identifier(column.Name)} AS {column.Type})";
    }

    // The row's own time where its columns are there; when it was asked otherwise.
    private string Time()
    {
        if (options.Time is not { } time)
        {
            return TrafficColumns.At;
        }

        var kinds = _columns.Where(c => Find(_given, c.Name) is not null).ToDictionary(c => c.Name, c => TableExpression.KindOf(TableEngine.TypeOf(c)), StringComparer.Ordinal);
        var typed = TableExpression.Check(time, kinds, null, allowAggregates: false);
        return typed is { Ok: true, Value.Kind: ValueKind.Timestamp } ? $"CAST({TableExpression.Sql(typed.Value)} AS TIMESTAMP)" : TrafficColumns.At;
    }

    private void RemoveUnlabelled(string target, CancellationToken ct)
    {
        if (engine.Connection.Execute($"DELETE FROM _rondo_traffic WHERE {Sql.Identifier(target)} IS NULL", ct) is > 0 and var without)
        {
            _warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{without} rows of the traffic have a truth that is no '{target}' and are in no part."));
        }
    }

    private void RemoveKnown(string target, CancellationToken ct)
    {
        var shared = _columns.Select(c => c.Name).Where(n => n is not TableSchema.TimeColumn && Find(_given, n) is not null).Append(target).Distinct(StringComparer.Ordinal).ToList();
        if (!RowContents.Count(engine.Connection, TableEngine.Table(source), shared, ct).TellApart)
        {
            return;
        }

        var same = string.Join(" AND ", shared.Select(n => $"s.{Sql.Identifier(n)} IS NOT DISTINCT FROM _rondo_traffic.{Sql.Identifier(n)}"));
        if (engine.Connection.Execute($"DELETE FROM _rondo_traffic WHERE EXISTS (SELECT 1 FROM {TableEngine.Table(source)} s WHERE {same})", ct) is > 0 and var known)
        {
            _warnings.Add(string.Create(CultureInfo.InvariantCulture, $"{known} rows of the traffic are in the source already."));
            DemandTest(known, ct);
        }
    }

    private void DemandTest(long known, CancellationToken ct)
    {
        using var left = engine.Connection.Query("SELECT count(*) FROM _rondo_traffic WHERE _rondo_part = 'test'", ct: ct);
        if (left.Scalar<long>() == 0)
        {
            throw new FailureException(new Failure(
                "data.traffic-known",
                string.Create(CultureInfo.InvariantCulture, $"No row of the traffic is left to judge by: {known} of them are in the source already."),
                "Wait for the truths of requests that the source does not have, or leave those rows out of data.source.") with
            {
                Kind = FailureKind.No,
            });
        }
    }

    private void KeepWindow(CancellationToken ct)
    {
        if (options.Window is not { } window || Find(_columns, TableSchema.TimeColumn) is null)
        {
            return;
        }

        engine.Connection.Execute(string.Create(CultureInfo.InvariantCulture,
            $"DELETE FROM _rondo_rows WHERE _rondo_part = 'train' AND {TableSchema.TimeColumn} < (SELECT max({TableSchema.TimeColumn}) FROM _rondo_rows) - to_microseconds({window.Ticks / TimeSpan.TicksPerMicrosecond})"), ct);
    }

    private static DuckDb.Column? Find(IReadOnlyList<DuckDb.Column> columns, string name) => columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal));
}
