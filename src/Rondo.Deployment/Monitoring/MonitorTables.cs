using System.Data.Common;
using Rondo.Deployment.Alerts;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>How far a monitor has come.</summary>
internal sealed record Progress(long CaptureNumber, long FeedbackSequence, long ChangeRevision, MonitorMemory Memory, DateTimeOffset RanAt);

/// <summary>A window as it is kept.</summary>
internal sealed record KeptWindow(WindowKey Key, long End, WindowCounts Counts, bool Judged, long Labelled);

/// <summary>A capture file.</summary>
internal sealed record CaptureFile(long Number, string Path, long LastAt);

/// <summary>A truth to be joined.</summary>
internal sealed record Truth(string PredictionId, string Value, long Sequence);

/// <summary>Something that was done with an endpoint.</summary>
internal sealed record FollowedChange(long Revision, string Action, string By, string Reason, long? Version);

/// <summary>The monitor's tables, and what it reads of those of capture and serving.</summary>
internal static class MonitorTables
{
    private const string WindowColumns = "SELECT start_at, version, end_at, counts, judged, labelled FROM monitor_windows ";

    public static async Task<Progress> ProgressAsync(DbTransaction transaction, string endpoint, CancellationToken ct)
    {
        await using var command = transaction.Sql(ProgressText, ("endpoint", endpoint));
        return await ProgressAsync(command, ct);
    }

    public static async Task<Progress> ProgressAsync(DbConnection connection, string endpoint, CancellationToken ct)
    {
        await using var command = connection.Sql(ProgressText, ("endpoint", endpoint));
        return await ProgressAsync(command, ct);
    }

    private const string ProgressText = "SELECT capture_number, feedback_sequence, change_revision, memory, ran_at FROM monitor_progress WHERE endpoint = @endpoint";

    private static async Task<Progress> ProgressAsync(DbCommand command, CancellationToken ct)
    {
        var rows = await command.ToListAsync(r => new Progress(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), MonitorJson.Read<MonitorMemory>(r.GetString(3)), AlertRow.Time(r.GetInt64(4))), ct);
        return rows.Count > 0 ? rows[0] : new(0, 0, 0, new(), DateTimeOffset.UnixEpoch);
    }

    public static Task SaveAsync(DbTransaction transaction, string endpoint, Progress progress, CancellationToken ct) => transaction.ExecuteSqlAsync(
        """
        INSERT INTO monitor_progress (endpoint, capture_number, feedback_sequence, change_revision, memory, ran_at) VALUES (@endpoint, @capture, @feedback, @change, @memory, @ran)
        ON CONFLICT (endpoint) DO UPDATE SET capture_number = excluded.capture_number, feedback_sequence = excluded.feedback_sequence,
            change_revision = excluded.change_revision, memory = excluded.memory, ran_at = excluded.ran_at
        """,
        [
            ("endpoint", endpoint), ("capture", progress.CaptureNumber), ("feedback", progress.FeedbackSequence), ("change", progress.ChangeRevision),
            ("memory", MonitorJson.Write(progress.Memory)), ("ran", AlertRow.Micros(progress.RanAt)),
        ],
        ct);

    public static async Task<IReadOnlyList<CaptureFile>> FilesAfterAsync(DbConnection connection, string endpoint, long number, int limit, CancellationToken ct)
    {
        await using var command = connection.Sql("SELECT number, path, last_at FROM capture_files WHERE endpoint = @endpoint AND number > @number ORDER BY number LIMIT @limit", ("endpoint", endpoint), ("number", number), ("limit", (long)limit));
        return await command.ToListAsync(r => new CaptureFile(r.GetInt64(0), r.GetString(1), r.GetInt64(2)), ct);
    }

    public static async Task<IReadOnlyList<Truth>> FeedbackAfterAsync(DbConnection connection, string endpoint, long sequence, int limit, CancellationToken ct)
    {
        await using var command = connection.Sql("SELECT prediction_id, truth, sequence FROM feedback WHERE endpoint = @endpoint AND sequence > @sequence ORDER BY sequence LIMIT @limit", ("endpoint", endpoint), ("sequence", sequence), ("limit", (long)limit));
        return await command.ToListAsync(r => new Truth(r.GetString(0), r.GetString(1), r.GetInt64(2)), ct);
    }

    public static async Task<IReadOnlyList<Truth>> UnmatchedAsync(DbConnection connection, string endpoint, string first, string last, CancellationToken ct)
    {
        await using var command = connection.Sql("SELECT prediction_id, truth FROM monitor_unmatched WHERE endpoint = @endpoint AND prediction_id >= @first AND prediction_id <= @last ORDER BY prediction_id", ("endpoint", endpoint), ("first", first), ("last", last));
        return await command.ToListAsync(r => new Truth(r.GetString(0), r.GetString(1), 0), ct);
    }

    /// <summary>Counted files that may hold a prediction id between two.</summary>
    public static async Task<IReadOnlyList<string>> FilesOfIdsAsync(DbConnection connection, string endpoint, string first, string last, CancellationToken ct)
    {
        await using var command = connection.Sql("SELECT path FROM monitor_files WHERE endpoint = @endpoint AND first_id <= @last AND last_id >= @first ORDER BY number", ("endpoint", endpoint), ("first", first), ("last", last));
        return await command.ToListAsync(r => r.GetString(0), ct);
    }

    public static Task AddFileAsync(DbTransaction transaction, string endpoint, CaptureFile file, CountedFile counted, CancellationToken ct) => transaction.ExecuteSqlAsync(
        "INSERT INTO monitor_files (endpoint, number, path, first_id, last_id, last_at) VALUES (@endpoint, @number, @path, @first, @last, @at) ON CONFLICT (endpoint, number) DO NOTHING",
        [("endpoint", endpoint), ("number", file.Number), ("path", file.Path), ("first", counted.FirstId), ("last", counted.LastId), ("at", file.LastAt)],
        ct);

    public static async Task<KeptWindow?> WindowAsync(DbTransaction transaction, string endpoint, WindowKey key, CancellationToken ct)
    {
        await using var command = transaction.Sql(WindowColumns + "WHERE endpoint = @endpoint AND start_at = @start AND version = @version", ("endpoint", endpoint), ("start", key.Start), ("version", key.Version));
        return (await command.ToListAsync(Kept, ct)).SingleOrDefault();
    }

    public static async Task<KeptWindow?> WindowAsync(DbConnection connection, string endpoint, WindowKey key, CancellationToken ct)
    {
        await using var command = connection.Sql(WindowColumns + "WHERE endpoint = @endpoint AND start_at = @start AND version = @version", ("endpoint", endpoint), ("start", key.Start), ("version", key.Version));
        return (await command.ToListAsync(Kept, ct)).SingleOrDefault();
    }

    /// <summary>Answered rows of a window.</summary>
    public static async Task<long> AnsweredAsync(DbTransaction transaction, string endpoint, WindowKey key, CancellationToken ct) =>
        (await WindowAsync(transaction, endpoint, key, ct))?.Counts.Answered ?? 0;

    /// <summary>The newest judged window of a version that had enough rows.</summary>
    public static async Task<WindowResult?> NewestResultAsync(DbConnection connection, string endpoint, long version, CancellationToken ct)
    {
        await using var command = connection.Sql("SELECT result FROM monitor_windows WHERE endpoint = @endpoint AND version = @version AND judged = 1 ORDER BY start_at DESC LIMIT 8", ("endpoint", endpoint), ("version", version));
        return (await command.ToListAsync(r => MonitorJson.Read<WindowResult>(r.GetString(0)), ct)).FirstOrDefault(r => r.Sufficient);
    }

    /// <summary>Changes of the endpoint after a revision.</summary>
    public static async Task<IReadOnlyList<FollowedChange>> ChangesAfterAsync(DbConnection connection, string endpoint, long revision, CancellationToken ct)
    {
        await using var command = connection.Sql("SELECT revision, action, changed_by, reason, version FROM endpoint_changes WHERE endpoint = @endpoint AND revision > @revision ORDER BY revision", ("endpoint", endpoint), ("revision", revision));
        return await command.ToListAsync(r => new FollowedChange(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.IsDBNull(4) ? null : r.GetInt64(4)), ct);
    }

    /// <summary>Windows that ended by a time and were not judged, oldest first.</summary>
    public static async Task<IReadOnlyList<KeptWindow>> DueAsync(DbConnection connection, string endpoint, long endedBy, int limit, CancellationToken ct)
    {
        await using var command = connection.Sql(WindowColumns + "WHERE endpoint = @endpoint AND judged = 0 AND end_at <= @ended ORDER BY start_at, version LIMIT @limit", ("endpoint", endpoint), ("ended", endedBy), ("limit", (long)limit));
        return await command.ToListAsync(Kept, ct);
    }

    /// <summary>Adds counts to a window; one that was judged already is judged again.</summary>
    public static async Task AddAsync(DbTransaction transaction, string endpoint, WindowKey key, WindowCounts more, long length, CancellationToken ct)
    {
        var kept = await WindowAsync(transaction, endpoint, key, ct);
        var counts = kept?.Counts ?? new();
        counts.Add(more);
        await transaction.ExecuteSqlAsync(
            """
            INSERT INTO monitor_windows (endpoint, version, start_at, end_at, counts, result, performance, judged, labelled) VALUES (@endpoint, @version, @start, @end, @counts, '', '', 0, 0)
            ON CONFLICT (endpoint, start_at, version) DO UPDATE SET counts = excluded.counts, judged = 0
            """,
            [("endpoint", endpoint), ("version", key.Version), ("start", key.Start), ("end", key.Start + length), ("counts", MonitorJson.Write(counts))],
            ct);
    }

    public static Task SetResultAsync(DbTransaction transaction, string endpoint, WindowKey key, WindowResult result, CancellationToken ct) => transaction.ExecuteSqlAsync(
        "UPDATE monitor_windows SET result = @result, judged = 1 WHERE endpoint = @endpoint AND start_at = @start AND version = @version",
        [("endpoint", endpoint), ("start", key.Start), ("version", key.Version), ("result", MonitorJson.Write(result))],
        ct);

    public static Task SetPerformanceAsync(DbTransaction transaction, string endpoint, WindowKey key, WindowPerformance performance, CancellationToken ct) => transaction.ExecuteSqlAsync(
        "UPDATE monitor_windows SET performance = @performance, labelled = @labelled WHERE endpoint = @endpoint AND start_at = @start AND version = @version",
        [("endpoint", endpoint), ("start", key.Start), ("version", key.Version), ("performance", MonitorJson.Write(performance)), ("labelled", performance.Labelled)],
        ct);

    private static KeptWindow Kept(DbDataReader row) =>
        new(new(row.GetInt64(1), row.GetInt64(0)), row.GetInt64(2), MonitorJson.Read<WindowCounts>(row.GetString(3)), row.GetInt64(4) != 0, row.GetInt64(5));
}
