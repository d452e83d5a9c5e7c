using System.Data.Common;
using System.Security.Cryptography;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Caching;

/// <summary>A step's last key, and what it gave where it is still cached.</summary>
internal sealed record KnownStep(string Step, Digest Key, KeyParts Parts, CacheEntry? Entry);

/// <summary>The cache's tables.</summary>
internal sealed class CacheStore(Workspace workspace)
{
    private const string ReadSalt = "SELECT salt FROM pipeline_salt WHERE id = 1";

    /// <summary>All steps of a project that ever ran, in one query.</summary>
    public Task<Dictionary<string, KnownStep>> KnownAsync(string project, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(
                """
                SELECT p.step, p.step_key, p.parts, c.run, c.outputs, c.warnings
                FROM step_parts p LEFT JOIN step_cache c ON c.step_key = p.step_key WHERE p.project = @project
                """,
                ("project", project));
            await using var reader = await command.ExecuteReaderAsync(token);
            var known = new Dictionary<string, KnownStep>(StringComparer.Ordinal);
            while (await reader.ReadAsync(token))
            {
                var key = Digest.Parse(reader.GetString(1));
                var entry = await reader.IsDBNullAsync(3, token) ? null : Entry(reader, key, 3);
                known[reader.GetString(0)] = new(reader.GetString(0), key, KeyParts.Parse(reader.GetString(2)), entry);
            }

            return known;
        },
        ct);

    /// <summary>What a key has given, or null.</summary>
    public Task<CacheEntry?> FindAsync(Digest key, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT run, outputs, warnings FROM step_cache WHERE step_key = @key", ("key", key.Hex));
            await using var reader = await command.ExecuteReaderAsync(token);
            return await reader.ReadAsync(token) ? Entry(reader, key, 0) : null;
        },
        ct);

    /// <summary>The workspace's salt, made at the first call.</summary>
    public async Task<string> SaltAsync(CancellationToken ct)
    {
        var found = await workspace.Metadata.ReadAsync((connection, token) => ReadSaltAsync(connection.Sql(ReadSalt), token), ct);
        return found ?? await workspace.Metadata.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteSqlAsync("INSERT INTO pipeline_salt (id, salt) VALUES (1, @salt) ON CONFLICT (id) DO NOTHING",
                    [("salt", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)))], token);
                return (await ReadSaltAsync(transaction.Sql(ReadSalt), token))!;
            },
            ct);
    }

    /// <summary>Records what a key gave.</summary>
    public Task SaveAsync(DbTransaction transaction, CacheEntry entry, CancellationToken ct) => transaction.ExecuteSqlAsync(
        """
        INSERT INTO step_cache (step_key, run, outputs, warnings, created_at) VALUES (@key, @run, @outputs, @warnings, @at)
        ON CONFLICT (step_key) DO UPDATE SET run = excluded.run, outputs = excluded.outputs, warnings = excluded.warnings, created_at = excluded.created_at
        """,
        [("key", entry.Key.Hex), ("run", entry.Run.Value), ("outputs", entry.OutputsText()), ("warnings", entry.WarningsText()), ("at", Micros(workspace.Clock.GetUtcNow()))],
        ct);

    /// <summary>Forgets what runs gave.</summary>
    public static async Task DropAsync(DbTransaction transaction, IEnumerable<RunRecord> runs, CancellationToken ct)
    {
        foreach (var run in runs)
        {
            await transaction.ExecuteSqlAsync("DELETE FROM step_cache WHERE run = @run", [("run", run.Start.Id.Value)], ct);
        }
    }

    /// <summary>Records the parts of a step's key.</summary>
    public static Task SavePartsAsync(DbTransaction transaction, string project, string step, KeyParts parts, CancellationToken ct) => transaction.ExecuteSqlAsync(
        """
        INSERT INTO step_parts (project, step, step_key, parts) VALUES (@project, @step, @key, @parts)
        ON CONFLICT (project, step) DO UPDATE SET step_key = excluded.step_key, parts = excluded.parts
        """,
        [("project", project), ("step", step), ("key", parts.Key.Hex), ("parts", parts.Text())],
        ct);

    /// <summary>Microseconds since 1970.</summary>
    public static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static CacheEntry Entry(DbDataReader reader, Digest key, int from) =>
        new(key, new(reader.GetString(from)), CacheEntry.ParseOutputs(reader.GetString(from + 1)), CacheEntry.ParseWarnings(reader.GetString(from + 2)));

    private static async Task<string?> ReadSaltAsync(DbCommand command, CancellationToken ct)
    {
        await using (command)
        {
            return (string?)await command.ExecuteScalarAsync(ct);
        }
    }
}
