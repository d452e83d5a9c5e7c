using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>The registry's tables.</summary>
internal sealed class ModelStore(Workspace workspace)
{
    private const string Columns = "SELECT model, version, digest, bundle, origin, run, lineage, gate, blocked, measurements, created_at, created_by FROM model_versions ";

    private const string Aliases = "SELECT model, alias, version FROM model_aliases ";

    /// <summary>All versions of all models or of one, newest first within a model.</summary>
    public Task<IReadOnlyList<ModelVersion>> ListAsync(string? model, CancellationToken ct) => model is null
        ? ReadAsync(Columns + "ORDER BY model, version DESC", [], ct)
        : ReadAsync(Columns + "WHERE model = @model ORDER BY version DESC", [("model", model)], ct);

    /// <summary>The version that a reference names; null when there is none.</summary>
    public async Task<ModelVersion?> FindAsync(ModelReference reference, CancellationToken ct)
    {
        var found = reference switch
        {
            { Version: { } version } => await ReadAsync(Columns + "WHERE model = @model AND version = @version", [("model", reference.Name), ("version", version)], ct),
            { Alias: { } alias } => await ReadAsync(Columns + "WHERE model = @model AND version = (SELECT a.version FROM model_aliases a WHERE a.model = @model AND a.alias = @alias)", [("model", reference.Name), ("alias", alias)], ct),
            _ => await ReadAsync(Columns + "WHERE model = @model ORDER BY version DESC LIMIT 1", [("model", reference.Name)], ct),
        };
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>The version, or a failure that names what there is.</summary>
    public async Task<Result<ModelVersion>> DemandAsync(string text, CancellationToken ct)
    {
        var reference = ModelReference.Parse(text);
        if (!reference.Ok)
        {
            return reference.Failures.ToList();
        }

        if (await FindAsync(reference.Value, ct) is { } version)
        {
            return version;
        }

        var all = await ListAsync(null, ct);
        var versions = all.Where(v => string.Equals(v.Model, reference.Value.Name, StringComparison.Ordinal)).ToList();
        if (versions.Count > 0)
        {
            return new Failure("model.no-version", $"There is no {reference.Value}.", $"The versions are {string.Join(", ", versions.Select(v => v.ToString()))}; aliases: {string.Join(", ", versions.SelectMany(v => v.Aliases).DefaultIfEmpty("none"))}.") { Kind = FailureKind.Misuse };
        }

        var near = NearestName.Of(reference.Value.Name, all.Select(v => v.Model).Distinct(StringComparer.Ordinal));
        return new Failure("model.none", $"There is no model '{reference.Value.Name}'.", near is null ? "Register one: rondo run." : $"Did you mean '{near}'?") { Kind = FailureKind.Misuse };
    }

    /// <summary>The versions, of any model, of a bundle or identity.</summary>
    public Task<IReadOnlyList<ModelVersion>> OfDigestAsync(Digest digest, CancellationToken ct) =>
        ReadAsync(Columns + "WHERE digest = @digest OR bundle = @digest ORDER BY model, version", [("digest", digest.Hex)], ct);

    /// <summary>How many different models of a line were measured on each test split, by the split's digest.</summary>
    public Task<IReadOnlyDictionary<Digest, long>> LooksAsync(string model, CancellationToken ct) => workspace.Metadata.ReadAsync<IReadOnlyDictionary<Digest, long>>(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT test_split, count(*) FROM model_test_looks WHERE model = @model GROUP BY test_split ORDER BY test_split", ("model", model));
            return (await command.ToListAsync(r => (Digest: Digest.Parse(r.GetString(0)), Count: r.GetInt64(1)), token)).ToDictionary(r => r.Digest, r => r.Count);
        },
        ct);

    /// <summary>What is known of a version besides its content, oldest first.</summary>
    public Task<IReadOnlyList<VersionEvidence>> EvidenceAsync(string model, long version, CancellationToken ct) => workspace.Metadata.ReadAsync<IReadOnlyList<VersionEvidence>>(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT kind, content, recorded_at, recorded_by FROM model_evidence WHERE model = @model AND version = @version ORDER BY recorded_at, kind", ("model", model), ("version", version));
            return await command.ToListAsync(r => new VersionEvidence(r.GetString(0), JsonNode.Parse(r.GetString(1))!.AsObject(), Time(r.GetInt64(2)), r.GetString(3)), token);
        },
        ct);

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
        await transaction.ExecuteSqlAsync(
            """
            INSERT INTO model_versions (model, version, digest, bundle, origin, run, lineage, gate, blocked, measurements, created_at, created_by)
            VALUES (@model, @version, @digest, @bundle, @origin, @run, @lineage, @gate, @blocked, @measurements, @at, @by)
            """,
            [
                ("model", version.Model), ("version", number), ("digest", version.Digest.Hex), ("bundle", version.Bundle.Hex), ("origin", version.Origin), ("run", version.Run?.Value),
                ("lineage", CanonicalJson.Text(new JsonObject(version.Lineage.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value.Hex))))), ("gate", CanonicalJson.Text(version.Gate)),
                ("blocked", version.Blocked ? 1L : 0L), ("measurements", CanonicalJson.Text(new JsonArray([.. version.Measurements.Select(MeasurementJson.Write)]))), ("at", at), ("by", version.CreatedBy),
            ],
            ct);
        return (number, true);
    }

    /// <summary>Counts a look at a test split; the same bundle on the same split tells nothing new and counts once.</summary>
    public static Task LookAsync(DbTransaction transaction, string model, Digest split, Digest bundle, RunId run, DateTimeOffset at, string by, CancellationToken ct) => transaction.ExecuteSqlAsync(
        "INSERT INTO model_test_looks (model, test_split, bundle, run, looked_at, looked_by) VALUES (@model, @split, @bundle, @run, @at, @by) ON CONFLICT (model, test_split, bundle) DO NOTHING",
        [("model", model), ("split", split.Hex), ("bundle", bundle.Hex), ("run", run.Value), ("at", Micros(at)), ("by", by)],
        ct);

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

    /// <summary>Takes an alias away.</summary>
    public static Task RemoveAliasAsync(DbTransaction transaction, string model, string alias, CancellationToken ct) =>
        transaction.ExecuteSqlAsync("DELETE FROM model_aliases WHERE model = @model AND alias = @alias", [("model", model), ("alias", alias)], ct);

    private static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset Time(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    private Task<IReadOnlyList<ModelVersion>> ReadAsync(string sql, (string, object?)[] parameters, CancellationToken ct) => workspace.Metadata.ReadAsync<IReadOnlyList<ModelVersion>>(
        async (connection, token) =>
        {
            await using var command = connection.Sql(sql, parameters);
            var versions = await command.ToListAsync(Version, token);
            await using var named = connection.Sql(Aliases);
            var aliases = await named.ToListAsync(r => (Model: r.GetString(0), Alias: r.GetString(1), Version: r.GetInt64(2)), token);
            return [.. versions.Select(v => v with { Aliases = [.. aliases.Where(a => a.Version == v.Version && string.Equals(a.Model, v.Model, StringComparison.Ordinal)).Select(a => a.Alias).Order(StringComparer.Ordinal)] })];
        },
        ct);

    private static ModelVersion Version(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), Digest.Parse(row.GetString(2)), Digest.Parse(row.GetString(3)))
    {
        Origin = row.GetString(4),
        Run = row.IsDBNull(5) ? null : new RunId(row.GetString(5)),
        Lineage = JsonNode.Parse(row.GetString(6))!.AsObject().ToDictionary(l => l.Key, l => Digest.Parse((string)l.Value!), StringComparer.Ordinal),
        Gate = JsonNode.Parse(row.GetString(7))!.AsObject(),
        Blocked = row.GetInt64(8) != 0,
        Measurements = [.. JsonNode.Parse(row.GetString(9))!.AsArray().Select(m => MeasurementJson.Read(m!.AsObject()))],
        CreatedAt = Time(row.GetInt64(10)),
        CreatedBy = row.GetString(11),
    };
}
