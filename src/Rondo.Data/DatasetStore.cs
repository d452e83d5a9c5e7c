using System.Globalization;
using Dapper;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Data;

/// <summary>A line of tables: what a project's import gave over time.</summary>
/// <param name="Name">The project's name.</param>
/// <param name="Latest">Its newest version.</param>
public sealed record Dataset(string Name, DatasetVersion Latest);

/// <summary>One table in a line.</summary>
/// <param name="Dataset">The line.</param>
/// <param name="Version">From 1.</param>
/// <param name="Digest">The stored table (Parquet).</param>
/// <param name="Run">The pipeline run that first had it.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="CreatedBy">By whom.</param>
public sealed record DatasetVersion(string Dataset, long Version, Digest Digest, RunId Run, DateTimeOffset CreatedAt, string CreatedBy)
{
    /// <summary><c>NAME@VERSION</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Dataset}@{Version}");
}

/// <summary>The data sets of a workspace.</summary>
public sealed class DatasetStore(Workspace workspace)
{
    private const string Columns = "dataset AS Dataset, version AS Version, digest AS Digest, run AS Run, created_at AS At, created_by AS Author";

    /// <summary>All data sets by name.</summary>
    public async Task<IReadOnlyList<Dataset>> ListAsync(CancellationToken ct)
    {
        var rows = await ReadAsync(
            $"SELECT {Columns} FROM dataset_versions v WHERE version = (SELECT max(w.version) FROM dataset_versions w WHERE w.dataset = v.dataset) ORDER BY dataset", null, ct);
        return [.. rows.Select(v => new Dataset(v.Dataset, v))];
    }

    /// <summary>All versions of a data set, newest first; empty when there is none.</summary>
    public Task<IReadOnlyList<DatasetVersion>> VersionsAsync(string name, CancellationToken ct) =>
        ReadAsync($"SELECT {Columns} FROM dataset_versions WHERE dataset = @name ORDER BY version DESC", new { name }, ct);

    /// <summary>The versions, of any data set, that are this table.</summary>
    public Task<IReadOnlyList<DatasetVersion>> OfDigestAsync(Digest digest, CancellationToken ct) =>
        ReadAsync($"SELECT {Columns} FROM dataset_versions WHERE digest = @digest ORDER BY dataset, version DESC", new { digest = digest.Hex }, ct);

    /// <summary>
    /// A version by <paramref name="selector"/>: <c>latest</c>, a number, or a day such as <c>2026-11-20</c> (the newest that was there at
    /// its end, UTC).
    /// </summary>
    /// <returns>null when the data set or the version does not exist; a failure when the selector cannot be meant.</returns>
    public async Task<Result<DatasetVersion?>> FindAsync(string name, string selector, CancellationToken ct)
    {
        IReadOnlyList<DatasetVersion> found;
        if (selector is "latest")
        {
            found = await ReadAsync($"SELECT {Columns} FROM dataset_versions WHERE dataset = @name ORDER BY version DESC LIMIT 1", new { name }, ct);
        }
        else if (long.TryParse(selector, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            found = await ReadAsync($"SELECT {Columns} FROM dataset_versions WHERE dataset = @name AND version = @number", new { name, number }, ct);
        }
        else if (DateOnly.TryParseExact(selector, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            var end = new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeMilliseconds();
            found = await ReadAsync($"SELECT {Columns} FROM dataset_versions WHERE dataset = @name AND created_at < @end ORDER BY version DESC LIMIT 1", new { name, end }, ct);
        }
        else
        {
            return new Failure("data.bad-selector", $"'{selector}' names no version of a data set.", $"Write {name}@latest, {name}@3 or {name}@2026-11-20.");
        }

        return found.Count > 0 ? found[0] : (DatasetVersion?)null;
    }

    private Task<IReadOnlyList<DatasetVersion>> ReadAsync(string sql, object? parameters, CancellationToken ct) =>
        workspace.Metadata.ReadAsync<IReadOnlyList<DatasetVersion>>(
            async (connection, token) =>
            {
                var rows = await connection.QueryAsync<Row>(new(sql, parameters, cancellationToken: token));
                return [.. rows.Select(r => new DatasetVersion(r.Dataset, r.Version, Digest.Parse(r.Digest), new(r.Run), DateTimeOffset.FromUnixTimeMilliseconds(r.At), r.Author))];
            },
            ct);

    private sealed class Row
    {
        public string Dataset { get; init; } = "";

        public long Version { get; init; }

        public string Digest { get; init; } = "";

        public string Run { get; init; } = "";

        public long At { get; init; }

        public string Author { get; init; } = "";
    }
}
