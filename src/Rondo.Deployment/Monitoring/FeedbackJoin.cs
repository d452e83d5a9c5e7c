using System.Data.Common;
using System.Globalization;
using Rondo.Deployment.Alerts;
using Rondo.DuckDb;
using Rondo.Modeling;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>An answer with its truth.</summary>
internal sealed record JoinedRow(WindowKey Window, long At, string Id, string Truth, double Value, string? Label)
{
    /// <summary>Of classes 0 or 1, of numbers the distance; NaN where the truth is no number.</summary>
    public double Error => Label is { } label
        ? string.Equals(label, Truth, StringComparison.Ordinal) ? 0 : 1
        : double.TryParse(Truth, NumberStyles.Float, CultureInfo.InvariantCulture, out var truth) ? Math.Abs(Value - truth) : double.NaN;
}

/// <summary>Puts truths beside the answers they belong to, looking only into capture files that can hold them.</summary>
internal sealed class FeedbackJoin(Connection connection, string folder, TimeSpan window)
{
    /// <summary>Joins truths with the answers in some files; what is not found there is not in the result.</summary>
    public IReadOnlyList<JoinedRow> Join(IReadOnlyList<Truth> truths, IReadOnlyList<string> files, CancellationToken ct)
    {
        var there = files.Select(f => Path.Combine(folder, f)).Where(File.Exists).ToList();
        if (truths.Count == 0 || there.Count == 0)
        {
            return [];
        }

        connection.Execute("CREATE OR REPLACE TEMP TABLE _rondo_truth (id VARCHAR, truth VARCHAR)", ct);
        using (var appender = connection.Appender("_rondo_truth"))
        {
            foreach (var truth in truths)
            {
                appender.AppendRow([truth.PredictionId, truth.Value]);
            }

            appender.Complete();
        }

        var (first, last) = (truths.MinBy(t => t.PredictionId, StringComparer.Ordinal)!.PredictionId, truths.MaxBy(t => t.PredictionId, StringComparer.Ordinal)!.PredictionId);
        using var rows = connection.Query(
            $"""
            SELECT c.{CaptureColumns.PredictionId}, epoch_us(c.{CaptureColumns.At}), CAST(c.{CaptureColumns.Version} AS BIGINT), CAST(c.{CaptureColumns.Value} AS DOUBLE), CAST(c.{CaptureColumns.Label} AS VARCHAR), t.truth
            FROM read_parquet([{string.Join(", ", there.Select(Sql.Literal))}], union_by_name = true) c JOIN _rondo_truth t ON t.id = c.{CaptureColumns.PredictionId}
            WHERE c.{CaptureColumns.Status} = 'ok' AND c.{CaptureColumns.PredictionId} BETWEEN {Sql.Literal(first)} AND {Sql.Literal(last)}
            ORDER BY 2, 1
            """,
            ct: ct);
        var length = window.Ticks / TimeSpan.TicksPerMicrosecond;
        return [.. rows.Rows().Select(r => Row(r, length)).DistinctBy(r => r.Id, StringComparer.Ordinal)];
    }

    public static Task AddAsync(DbTransaction transaction, string endpoint, WindowKey key, IReadOnlyList<JoinedRow> rows, CancellationToken ct) => transaction.ExecuteSqlAsync(
        """
        INSERT INTO monitor_labelled (endpoint, version, start_at, chunk, row_count, content)
        SELECT @endpoint, @version, @start, coalesce(max(chunk), 0) + 1, @rows, @content FROM monitor_labelled WHERE endpoint = @endpoint AND start_at = @start AND version = @version
        """,
        [("endpoint", endpoint), ("version", key.Version), ("start", key.Start), ("rows", (long)rows.Count), ("content", MonitorJson.Write(KeptRows.Of(rows)))],
        ct);

    /// <summary>All labelled answers of a version's window, by time; of an answer whose truth was replaced, the last.</summary>
    public static async Task<IReadOnlyList<JoinedRow>> LabelledAsync(DbTransaction transaction, string endpoint, WindowKey key, CancellationToken ct)
    {
        await using var command = transaction.Sql(LabelledText, ("endpoint", endpoint), ("start", key.Start), ("version", key.Version));
        return await LabelledAsync(command, key, ct);
    }

    public static async Task<IReadOnlyList<JoinedRow>> LabelledAsync(DbConnection connection, string endpoint, WindowKey key, CancellationToken ct)
    {
        await using var command = connection.Sql(LabelledText, ("endpoint", endpoint), ("start", key.Start), ("version", key.Version));
        return await LabelledAsync(command, key, ct);
    }

    private const string LabelledText = "SELECT content FROM monitor_labelled WHERE endpoint = @endpoint AND start_at = @start AND version = @version ORDER BY chunk DESC";

    private static async Task<IReadOnlyList<JoinedRow>> LabelledAsync(DbCommand command, WindowKey key, CancellationToken ct)
    {
        var chunks = await command.ToListAsync(r => MonitorJson.Read<KeptRows>(r.GetString(0)), ct);
        return [.. chunks.SelectMany(c => c.Rows(key)).DistinctBy(r => r.Id, StringComparer.Ordinal).OrderBy(r => r.At).ThenBy(r => r.Id, StringComparer.Ordinal)];
    }

    /// <summary>In the form that metrics are computed from.</summary>
    public static LabelledRows Table(IReadOnlyList<JoinedRow> rows) => new([.. rows.Select(r => r.At)], [.. rows.Select(r => r.Truth)], [.. rows.Select(r => r.Value)], [.. rows.Select(r => r.Label)]);

    public static async Task KeepUnmatchedAsync(DbTransaction transaction, string endpoint, IEnumerable<Truth> truths, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var truth in truths)
        {
            await transaction.ExecuteSqlAsync(
                "INSERT INTO monitor_unmatched (endpoint, prediction_id, truth, received_at) VALUES (@endpoint, @id, @truth, @now) ON CONFLICT (endpoint, prediction_id) DO UPDATE SET truth = excluded.truth",
                [("endpoint", endpoint), ("id", truth.PredictionId), ("truth", truth.Value), ("now", AlertRow.Micros(now))],
                ct);
        }
    }

    public static async Task RemoveUnmatchedAsync(DbTransaction transaction, string endpoint, IEnumerable<string> ids, CancellationToken ct)
    {
        foreach (var id in ids)
        {
            await transaction.ExecuteSqlAsync("DELETE FROM monitor_unmatched WHERE endpoint = @endpoint AND prediction_id = @id", [("endpoint", endpoint), ("id", id)], ct);
        }
    }

    private static JoinedRow Row(object?[] row, long length)
    {
        var at = (long)row[1]!;
        return new(new(row[2] is long version ? version : 0, at - (((at % length) + length) % length)), at, (string)row[0]!, (string)row[5]!, row[3] is double value ? value : double.NaN, (string?)row[4]);
    }
}

/// <summary>Labelled answers as they are kept.</summary>
internal sealed record KeptRows(string[] Id, long[] At, string[] Truth, double[] Value, string?[] Label)
{
    public static KeptRows Of(IReadOnlyList<JoinedRow> rows) => new([.. rows.Select(r => r.Id)], [.. rows.Select(r => r.At)], [.. rows.Select(r => r.Truth)], [.. rows.Select(r => r.Value)], [.. rows.Select(r => r.Label)]);

    public IEnumerable<JoinedRow> Rows(WindowKey window) => Id.Select((id, i) => new JoinedRow(window, At[i], id, Truth[i], Value[i], Label[i]));
}
