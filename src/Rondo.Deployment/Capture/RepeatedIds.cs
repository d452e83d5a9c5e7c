using System.Globalization;
using Rondo.DuckDb;

namespace Rondo.Deployment.Capture;

/// <summary>
/// Predictions whose id an earlier one of the endpoint had for another record. A truth belongs to the first of them, so that a caller who gives
/// ids twice loses truths; asking again with the same record, because the answer was lost, is no fault.
/// </summary>
/// <param name="Count">How many.</param>
/// <param name="Latest">The id of the last; null where there are none.</param>
internal readonly record struct RepeatedIds(long Count, string? Latest)
{
    /// <summary>In how many of the newest files ids are looked for. Ids that Rondo made are found by the bounds of the files, without reading.</summary>
    public const int FilesLookedAt = 16;

    /// <summary>Looks for the ids of the table <c>captured</c>, which was written to a file, among themselves and in earlier files.</summary>
    public static RepeatedIds Find(Connection connection, string file, CaptureSchema schema, IReadOnlyList<string> earlier, CancellationToken ct)
    {
        List<string> there = [.. earlier.Where(File.Exists)];
        try
        {
            return AnyTwice(connection, there, ct) ? Differing(connection, file, schema, there, ct) : default;
        }
        catch (DuckDbException)
        {
            // An earlier file is damaged, which rondo verify tells: captures are kept all the same.
            return default;
        }
    }

    private static bool AnyTwice(Connection connection, List<string> earlier, CancellationToken ct)
    {
        connection.Execute("CREATE TEMP TABLE again AS SELECT c0 AS id FROM captured WHERE c3 = 'ok' GROUP BY c0 HAVING count(*) > 1", ct);
        var bounds = One(connection, "SELECT min(c0), max(c0) FROM captured WHERE c3 = 'ok'", ct);
        if (earlier.Count > 0 && bounds is [string first, string last])
        {
            connection.Execute(
                $"INSERT INTO again SELECT DISTINCT {CaptureColumns.PredictionId} FROM read_parquet({Sql.Literal(earlier)}, union_by_name = true) "
                + $"WHERE {CaptureColumns.Status} = 'ok' AND {CaptureColumns.PredictionId} BETWEEN {Sql.Literal(first)} AND {Sql.Literal(last)} AND {CaptureColumns.PredictionId} IN (SELECT c0 FROM captured WHERE c3 = 'ok')",
                ct);
        }

        return One(connection, "SELECT count(*) FROM again", ct) is [long and > 0];
    }

    private static RepeatedIds Differing(Connection connection, string file, CaptureSchema schema, List<string> earlier, CancellationToken ct)
    {
        var record = schema.Columns.Count == 0 ? "0" : $"hash({string.Join(", ", schema.Columns.Select(Sql.Identifier))})";
        var found = One(
            connection,
            $"""
            SELECT count(*), arg_max(id, answered) FROM (
                SELECT {CaptureColumns.PredictionId} AS id, {CaptureColumns.At} AS answered, _file, {record} AS given, first_value({record}) OVER (PARTITION BY {CaptureColumns.PredictionId} ORDER BY {CaptureColumns.At}) AS original
                FROM read_parquet({Sql.Literal(earlier.Append(file))}, union_by_name = true, filename = '_file')
                WHERE {CaptureColumns.Status} = 'ok' AND {CaptureColumns.PredictionId} IN (SELECT id FROM again))
            WHERE _file = {Sql.Literal(file)} AND given <> original
            """,
            ct);
        return new(Convert.ToInt64(found[0], CultureInfo.InvariantCulture), found[1] as string);
    }

    private static object?[] One(Connection connection, string sql, CancellationToken ct)
    {
        using var result = connection.Query(sql, ct: ct);
        return result.Rows().Single();
    }
}
