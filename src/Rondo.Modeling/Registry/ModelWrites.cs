using System.Data.Common;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Writes into the registry's tables, in the transaction of the act itself.</summary>
internal static class ModelWrites
{
    /// <summary>Adds a version under the next number; an existing one of the same identity is returned instead.</summary>
    public static async Task<(long Version, bool IsNew)> AddAsync(DbTransaction transaction, ModelVersion version, CancellationToken ct)
    {
        await using var find = transaction.Sql("SELECT version FROM model_versions WHERE model = @model AND digest = @digest", ("model", version.Model), ("digest", version.Digest.Hex));
        if (await find.ExecuteScalarAsync(ct) is long known)
        {
            return (known, false);
        }

        var at = Micros(version.CreatedAt);
        await transaction.ExecuteSqlAsync("INSERT INTO models (name, created_at, created_by) VALUES (@model, @at, @by) ON CONFLICT (name) DO NOTHING", [("model", version.Model), ("at", at), ("by", version.CreatedBy)], ct);
        await using var next = transaction.Sql("SELECT coalesce(max(version), 0) + 1 FROM model_versions WHERE model = @model", ("model", version.Model));
        var number = Convert.ToInt64(await next.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
        var row = VersionRow.Of(version, number);
        await transaction.ExecuteSqlAsync(
            """
            INSERT INTO model_versions (model, version, digest, bundle, origin, run, lineage, gate, blocked, measurements, created_at, created_by)
            VALUES (@model, @version, @digest, @bundle, @origin, @run, @lineage, @gate, @blocked, @measurements, @at, @by)
            """,
            [
                ("model", row.Model), ("version", row.Version), ("digest", row.Digest), ("bundle", row.Bundle), ("origin", row.Origin), ("run", row.Run), ("lineage", row.Lineage), ("gate", row.Gate),
                ("blocked", row.Blocked), ("measurements", row.Measurements), ("at", row.CreatedAt), ("by", row.CreatedBy),
            ],
            ct);
        return (number, true);
    }

    /// <summary>Counts a look at a test split, and tells the audit log; the same bundle on the same split tells nothing new and counts once.</summary>
    public static async Task LookAsync(Workspace workspace, DbTransaction transaction, LookRow look, RunId run, string by, CancellationToken ct)
    {
        var added = await transaction.ExecuteSqlAsync(
            "INSERT INTO model_test_looks (model, test_split, bundle, run, looked_at, looked_by) VALUES (@model, @split, @bundle, @run, @at, @by) ON CONFLICT (model, test_split, bundle) DO NOTHING",
            [("model", look.Model), ("split", look.Split), ("bundle", look.Bundle), ("run", run.Value), ("at", Micros(workspace.Clock.GetUtcNow())), ("by", by)],
            ct);
        if (added > 0)
        {
            await RegistryEvents.LookedAsync(workspace, transaction, look, by, ct);
        }
    }

    /// <summary>Keeps evidence.</summary>
    public static Task AddEvidenceAsync(DbTransaction transaction, string model, long version, VersionEvidence evidence, CancellationToken ct) => transaction.ExecuteSqlAsync(
        "INSERT INTO model_evidence (model, version, kind, content, recorded_at, recorded_by) VALUES (@model, @version, @kind, @content, @at, @by) ON CONFLICT (model, version, kind, recorded_at) DO NOTHING",
        [("model", model), ("version", version), ("kind", evidence.Kind), ("content", CanonicalJson.Text(evidence.Content)), ("at", Micros(evidence.At)), ("by", evidence.By)],
        ct);

    /// <summary>Points an alias at a version.</summary>
    public static Task SetAliasAsync(DbTransaction transaction, ModelVersion version, string alias, DateTimeOffset at, string by, CancellationToken ct) => transaction.ExecuteSqlAsync(
        """
        INSERT INTO model_aliases (model, alias, version, changed_at, changed_by) VALUES (@model, @alias, @version, @at, @by)
        ON CONFLICT (model, alias) DO UPDATE SET version = excluded.version, changed_at = excluded.changed_at, changed_by = excluded.changed_by
        """,
        [("model", version.Model), ("alias", alias), ("version", version.Version), ("at", Micros(at)), ("by", by)],
        ct);

    /// <summary>The version an alias names, as the transaction sees it; null when it names none.</summary>
    public static async Task<long?> AliasAsync(DbTransaction transaction, string model, string alias, CancellationToken ct)
    {
        await using var command = transaction.Sql("SELECT version FROM model_aliases WHERE model = @model AND alias = @alias", ("model", model), ("alias", alias));
        return await command.ExecuteScalarAsync(ct) as long?;
    }

    /// <summary>Takes an alias away.</summary>
    public static Task RemoveAliasAsync(DbTransaction transaction, string model, string alias, CancellationToken ct) =>
        transaction.ExecuteSqlAsync("DELETE FROM model_aliases WHERE model = @model AND alias = @alias", [("model", model), ("alias", alias)], ct);

    private static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
