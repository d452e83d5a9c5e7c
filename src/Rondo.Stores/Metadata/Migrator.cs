using System.Data.Common;
using Rondo.Kernel;

namespace Rondo.Stores.Metadata;

/// <summary>
/// Brings a database to the schema this program knows. One cheap query when it is there already; otherwise all that is missing runs
/// in one transaction, so that two processes that open a fresh folder at once are fine.
/// </summary>
internal static class Migrator
{
    private const string Table = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            owner TEXT NOT NULL,
            number BIGINT NOT NULL,
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            applied_at BIGINT NOT NULL,
            PRIMARY KEY (owner, number))
        """;

    public static async Task RunAsync(IMigrationTarget store, IReadOnlyList<MigrationSet> sets, TimeProvider clock, CancellationToken ct)
    {
        var known = Migration.All(sets, store.Dialect);
        var fingerprint = Migration.FingerprintOf(known);
        if (await store.FingerprintAsync(ct) == fingerprint)
        {
            return;
        }

        await store.PrepareAsync(ct);
        await store.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteSqlAsync(Table, [], token);
                var missing = Missing(known, await AppliedAsync(transaction, token));
                foreach (var migration in missing)
                {
                    await ApplyAsync(transaction, migration, clock, token);
                }

                if (missing.Count > 0)
                {
                    await store.StampAsync(transaction, fingerprint, token);
                }

                return missing.Count;
            },
            ct);
    }

    private static async Task ApplyAsync(DbTransaction transaction, Migration migration, TimeProvider clock, CancellationToken ct)
    {
        var text = migration.ReadText();
        await transaction.ExecuteSqlAsync(text, [], ct);
        await transaction.ExecuteSqlAsync(
            "INSERT INTO schema_migrations (owner, number, name, digest, applied_at) VALUES (@owner, @number, @name, @digest, @at)",
            [
                ("owner", migration.Owner),
                ("number", (long)migration.Number),
                ("name", migration.Name),
                ("digest", Migration.DigestOf(text).Hex),
                ("at", clock.GetUtcNow().ToUnixTimeMilliseconds() * 1000),
            ],
            ct);
    }

    private static async Task<IReadOnlyList<Applied>> AppliedAsync(DbTransaction transaction, CancellationToken ct)
    {
        await using var command = transaction.Sql("SELECT owner, number, name, digest FROM schema_migrations");
        return await command.ToListAsync(r => new Applied(r.GetString(0), (int)r.GetInt64(1), r.GetString(2), r.GetString(3)), ct);
    }

    private static List<Migration> Missing(List<Migration> known, IReadOnlyList<Applied> applied)
    {
        var owners = known.Select(m => m.Owner).ToHashSet(StringComparer.Ordinal);
        var byKey = known.ToDictionary(m => (m.Owner, m.Number));
        foreach (var row in applied.Where(a => owners.Contains(a.Owner)))
        {
            if (!byKey.TryGetValue((row.Owner, row.Number), out var migration))
            {
                throw Refused(
                    "store.newer",
                    $"The workspace was written by a newer version of Rondo (migration {row.Number} '{row.Name}' of {row.Owner} is unknown here).",
                    "Use that version, or a newer one.");
            }

            if (!string.Equals(Migration.DigestOf(migration.ReadText()).Hex, row.Digest, StringComparison.Ordinal))
            {
                throw Refused(
                    "store.other-migration",
                    $"Migration {row.Number} '{row.Name}' of {row.Owner} was changed after this workspace had run it.",
                    "Use the version that wrote the workspace, or an official later one.");
            }
        }

        var seen = applied.Select(a => (a.Owner, a.Number)).ToHashSet();
        return [.. known.Where(m => !seen.Contains((m.Owner, m.Number)))];
    }

    private static FailureException Refused(string code, string problem, string remedy) => new(new Failure(code, problem, remedy) { Kind = FailureKind.World });

    private sealed record Applied(string Owner, int Number, string Name, string Digest);
}
