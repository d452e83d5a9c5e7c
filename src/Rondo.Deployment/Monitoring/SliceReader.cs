using Rondo.Bundles;
using Rondo.Data;
using Rondo.Deployment.Drift;
using Rondo.DuckDb;
using Rondo.Expressions;

namespace Rondo.Deployment.Monitoring;

/// <summary>
/// Puts answers into the parts of a version's inputs that its reference profile froze: texts and numbers of few values value by value, other
/// numbers by the bins between its deciles; and into declared conditions. Times and texts of many values are left out.
/// </summary>
internal sealed class SliceReader
{
    private const int MostValues = 32;
    private const int MostColumns = 200;
    private const string Unseen = "(unseen)";

    private readonly List<Grouping> _groupings = [];

    public SliceReader(WatchedVersion version, IEnumerable<string> declared)
    {
        foreach (var column in version.Columns.Where(c => c.Type != ColumnType.Timestamp && c.Kind != CellKind.Buckets).OrderByDescending(c => version.Importance.GetValueOrDefault(c.Name)).Take(MostColumns))
        {
            _groupings.Add(Of(column));
        }

        var kinds = version.Signature.Inputs.ToDictionary(i => i.Name, i => Kind(i.Type), StringComparer.Ordinal);
        foreach (var text in declared.Distinct(StringComparer.Ordinal).Where(d => !kinds.ContainsKey(d)))
        {
            // One about a column that the model does not take, and the captures do not have, is left out.
            if (Expression.Parse(text) is { Ok: true } parsed && Checker.Check(parsed.Value, kinds) is { Ok: true, Value.Kind: ValueKind.Boolean } condition)
            {
                _groupings.Add(new([new(null, text)], condition.Value.Columns, $"CAST({SqlEmitter.Emit(condition.Value)} AS DOUBLE)", value => value is 1.0 ? 0 : -1));
            }
        }
    }

    /// <summary>The parts of each grouping.</summary>
    public IReadOnlyList<SlicePart[]> Parts => [.. _groupings.Select(g => g.Parts)];

    /// <summary>Reads the inputs of answers from capture files, each set for itself; answers that are not there, or have no error, are left out.</summary>
    public SlicedErrors[] Read(Connection connection, IReadOnlyList<string> files, IReadOnlyList<IReadOnlyList<JoinedRow>> sets, CancellationToken ct)
    {
        var present = Present(connection, files, ct);
        var usable = _groupings.Select(g => g.Columns.All(present.Contains)).ToArray();
        connection.Execute("CREATE OR REPLACE TEMP TABLE _rondo_explained (id VARCHAR)", ct);
        using (var appender = connection.Appender("_rondo_explained"))
        {
            foreach (var row in sets.SelectMany(s => s))
            {
                appender.AppendRow([row.Id]);
            }

            appender.Complete();
        }

        var columns = _groupings.Select((g, i) => usable[i] ? g.Sql : "NULL");
        using var found = connection.Query(
            $"""
            SELECT {string.Join(", ", columns.Prepend(CaptureColumns.PredictionId))} FROM read_parquet([{string.Join(", ", files.Select(Sql.Literal))}], union_by_name = true)
            WHERE {CaptureColumns.Status} = 'ok' AND {CaptureColumns.PredictionId} IN (SELECT id FROM _rondo_explained)
            """,
            ct: ct);
        var parts = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var row in found.Rows())
        {
            parts[(string)row[0]!] = [.. _groupings.Select((g, i) => usable[i] ? g.Part(row[i + 1]) : -1)];
        }

        return [.. sets.Select(s => Sliced([.. s.Where(r => double.IsFinite(r.Error) && parts.ContainsKey(r.Id))], parts))];
    }

    private SlicedErrors Sliced(List<JoinedRow> rows, Dictionary<string, int[]> parts) =>
        new([.. rows.Select(r => r.Error)], [.. _groupings.Select((_, i) => rows.Select(r => parts[r.Id][i]).ToArray())]);

    private static HashSet<string> Present(Connection connection, IReadOnlyList<string> files, CancellationToken ct)
    {
        using var described = connection.Query($"SELECT * FROM read_parquet([{string.Join(", ", files.Select(Sql.Literal))}], union_by_name = true) LIMIT 0", ct: ct);
        return [.. described.Columns.Select(c => c.Name)];
    }

    private static Grouping Of(ReferenceColumn column) => (column.Kind, column.Type) switch
    {
        (_, ColumnType.Boolean) => OfBooleans(column),
        (CellKind.Values, ColumnType.Text) => OfTexts(column),
        (CellKind.Values, _) when column.Values.Length <= MostValues => OfFewNumbers(column),
        _ => OfBins(column.Kind == CellKind.Bins ? column : Deciles(column)),
    };

    private static Grouping OfTexts(ReferenceColumn column)
    {
        var values = column.Values.Zip(column.Counts).OrderByDescending(v => v.Second).Take(MostValues).Select(v => v.First).ToList();
        var known = column.Values.ToHashSet(StringComparer.Ordinal);
        return new(
            Labels(column, [.. values, Unseen, MonitorStore.MissingBin]), [column.Name], $"CAST({Sql.Identifier(column.Name)} AS VARCHAR)",
            value => value is not string { Length: > 0 } text ? values.Count + 1 : known.Contains(text) ? values.IndexOf(text) : values.Count);
    }

    private static Grouping OfBooleans(ReferenceColumn column) =>
        new(Labels(column, ["false", "true", MonitorStore.MissingBin]), [column.Name], Number(column), value => Finite(value) is { } number ? number > 0.5 ? 1 : 0 : 2);

    private static Grouping OfFewNumbers(ReferenceColumn column)
    {
        var values = column.Values.Select(ReferenceColumn.Number).ToList();
        return new(
            Labels(column, [.. column.Values, Unseen, MonitorStore.MissingBin]), [column.Name], Number(column),
            value => Finite(value) is not { } number ? values.Count + 1 : values.IndexOf(number) is var at and >= 0 ? at : values.Count);
    }

    private static Grouping OfBins(ReferenceColumn column)
    {
        var count = column.Edges.Length + 1;
        return new(
            Labels(column, [.. Enumerable.Range(0, count).Select(i => MonitorStore.Label(column, i)), MonitorStore.MissingBin]), [column.Name], Number(column),
            value => Finite(value) is { } number ? ReferenceColumn.Bin(column.Edges, number) : count);
    }

    private static string Number(ReferenceColumn column) => $"CAST({Sql.Identifier(column.Name)} AS DOUBLE)";

    private static double? Finite(object? value) => value is double number && !double.IsNaN(number) ? number : null;

    // A number of too many values to name each: at its deciles.
    private static ReferenceColumn Deciles(ReferenceColumn column)
    {
        var edges = new List<double>();
        long below = 0;
        for (var i = 0; i < column.Values.Length; i++)
        {
            below += column.Counts[i];
            if (below * 10 >= (edges.Count + 1) * column.Present && edges.Count < 9)
            {
                edges.Add(ReferenceColumn.Number(column.Values[i]));
            }
        }

        return column with { Kind = CellKind.Bins, Edges = [.. edges], Values = [] };
    }

    private static SlicePart[] Labels(ReferenceColumn column, IEnumerable<string> labels) => [.. labels.Select(l => new SlicePart(column.Name, l))];

    private static ValueKind Kind(FieldType type) => type switch
    {
        FieldType.Text => ValueKind.Text,
        FieldType.Boolean => ValueKind.Boolean,
        FieldType.Timestamp => ValueKind.Timestamp,
        _ => ValueKind.Number,
    };

    /// <summary>Parts that no row is in two of, the columns they need, and which of them a value is in.</summary>
    private sealed record Grouping(SlicePart[] Parts, IEnumerable<string> Columns, string Sql, Func<object?, int> Part);
}
