using System.Data.Common;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Data.Datasets;

/// <summary>A table that becomes a version of a data set.</summary>
/// <param name="Dataset">The line.</param>
/// <param name="Project">Whose it is.</param>
/// <param name="Digest">The stored table.</param>
/// <param name="Run">The run that made it.</param>
/// <param name="At">When.</param>
/// <param name="By">By whom.</param>
public sealed record NewDatasetVersion(string Dataset, string Project, Digest Digest, RunId Run, DateTimeOffset At, string By);

/// <summary>Adds versions that no import made.</summary>
public static class AddDatasetVersion
{
    /// <summary>
    /// Adds a table that was made outside an import, such as labelled traffic, as the next version of a line; when it is the latest already,
    /// nothing changes.
    /// </summary>
    /// <returns>The number of the version that is this table.</returns>
    public static async Task<long> RunAsync(DbTransaction transaction, NewDatasetVersion version, CancellationToken ct)
    {
        await transaction.ExecuteSqlAsync("INSERT INTO datasets (name, project) VALUES (@name, @project) ON CONFLICT (name) DO NOTHING", [("name", version.Dataset), ("project", version.Project)], ct);
        await using var latest = transaction.Sql("SELECT version, digest FROM dataset_versions WHERE dataset = @name ORDER BY version DESC LIMIT 1", ("name", version.Dataset));
        var known = await latest.ToListAsync(r => (Version: r.GetInt64(0), Digest: r.GetString(1)), ct);
        if (known is [var last] && string.Equals(last.Digest, version.Digest.Hex, StringComparison.Ordinal))
        {
            return last.Version;
        }

        var number = known.Count == 0 ? 1 : known[0].Version + 1;
        await transaction.ExecuteSqlAsync(
            "INSERT INTO dataset_versions (dataset, version, digest, run, created_at, created_by) VALUES (@name, @number, @digest, @run, @at, @by)",
            [("name", version.Dataset), ("number", number), ("digest", version.Digest.Hex), ("run", version.Run.Value), ("at", version.At.ToUnixTimeMilliseconds()), ("by", version.By)],
            ct);
        return number;
    }
}
