using System.Data.Common;
using System.Globalization;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Capture;

/// <summary>The table of capture files.</summary>
public sealed class CaptureStore(Workspace workspace)
{
    private const string Columns = "SELECT endpoint, number, path, row_count, first_at, last_at, digest FROM capture_files ";

    /// <summary>Where captures lie: a folder for each endpoint.</summary>
    public string Folder { get; } = Path.Combine(workspace.Folder, "captures");

    /// <summary>The files of an endpoint after a number, in order: what is new since a reader last looked.</summary>
    public Task<IReadOnlyList<CaptureFile>> FilesAfterAsync(string endpoint, long number, int limit, CancellationToken ct) => ReadAsync(
        Columns + "WHERE endpoint = @endpoint AND number > @number ORDER BY number LIMIT @limit",
        [("endpoint", endpoint), ("number", number), ("limit", (long)limit)],
        ct);

    /// <summary>The files with predictions of a time, in order of their number.</summary>
    /// <param name="endpoint">Whose.</param>
    /// <param name="from">The earliest time asked for.</param>
    /// <param name="to">The time before which.</param>
    /// <param name="ct">Stops it.</param>
    public Task<IReadOnlyList<CaptureFile>> FilesBetweenAsync(string endpoint, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => ReadAsync(
        Columns + "WHERE endpoint = @endpoint AND last_at >= @from AND first_at < @to ORDER BY number",
        [("endpoint", endpoint), ("from", from.Micros()), ("to", to.Micros())],
        ct);

    /// <summary>How many predictions came with an id that an earlier one of the endpoint had for another record, and the last of these ids.</summary>
    /// <param name="endpoint">Whose.</param>
    /// <param name="since">Only in files whose last prediction is not older.</param>
    /// <param name="ct">Stops it.</param>
    public Task<(long Count, string? Latest)> RepeatedAsync(string endpoint, DateTimeOffset since, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT repeated, repeated_id FROM capture_files WHERE endpoint = @endpoint AND last_at >= @since AND repeated > 0 ORDER BY number", ("endpoint", endpoint), ("since", since.Micros()));
            var files = await command.ToListAsync(r => (Count: r.GetInt64(0), Latest: r.GetString(1)), token);
            return (files.Sum(f => f.Count), files.Count == 0 ? null : files[^1].Latest);
        },
        ct);

    /// <summary>The newest files of one endpoint or of all, before a time, newest first.</summary>
    internal Task<IReadOnlyList<CaptureFile>> NewestAsync(string? endpoint, long before, int limit, int skip, CancellationToken ct) => ReadAsync(
        Columns + "WHERE (endpoint = @endpoint OR @endpoint = '') AND first_at <= @before ORDER BY last_at DESC, endpoint, number DESC LIMIT @limit OFFSET @skip",
        [("endpoint", endpoint ?? ""), ("before", before), ("limit", (long)limit), ("skip", (long)skip)],
        ct);

    /// <summary>Whether a file is in the table; its path as the table has it.</summary>
    internal Task<bool> HasAsync(string relative, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT count(*) FROM capture_files WHERE path = @path", ("path", relative));
            return Convert.ToInt64(await command.ExecuteScalarAsync(token), CultureInfo.InvariantCulture) > 0;
        },
        ct);

    /// <summary>Adds a file under the endpoint's next number; nothing happens when it is there already.</summary>
    internal Task AddAsync(string endpoint, string relative, long rows, long firstAt, long lastAt, Digest digest, RepeatedIds again, CancellationToken ct) => workspace.WriteAsync(
        (transaction, token) => transaction.ExecuteSqlAsync(
            """
            INSERT INTO capture_files (endpoint, number, path, row_count, first_at, last_at, digest, repeated, repeated_id)
            SELECT @endpoint, coalesce(max(number), 0) + 1, @path, @rows, @first, @last, @digest, @repeated, @repeatedId FROM capture_files WHERE endpoint = @endpoint
            ON CONFLICT (path) DO NOTHING
            """,
            [("endpoint", endpoint), ("path", relative), ("rows", rows), ("first", firstAt), ("last", lastAt), ("digest", digest.Hex), ("repeated", again.Count), ("repeatedId", again.Latest)],
            token),
        ct);

    private Task<IReadOnlyList<CaptureFile>> ReadAsync(string sql, (string, object?)[] parameters, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(sql, parameters);
            return await command.ToListAsync(Read, token);
        },
        ct);

    private CaptureFile Read(DbDataReader r) => new(
        r.GetString(0), r.GetInt64(1), Path.Combine(Folder, r.GetString(2)), r.GetInt64(3), Instants.OfMicros(r.GetInt64(4)), Instants.OfMicros(r.GetInt64(5)),
        Digest.Parse(r.GetString(6)));
}
