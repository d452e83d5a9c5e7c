using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>The registry's tables.</summary>
internal sealed class ModelStore(Workspace workspace)
{
    // Who pushed a version is who sent what was said of it elsewhere, which is kept with it in the same transaction.
    private const string Columns = """
        SELECT model, version, digest, bundle, origin, run, lineage, gate, blocked, measurements, created_at, created_by, CASE WHEN origin = 'pushed' THEN
        (SELECT min(e.recorded_by) FROM model_evidence e WHERE e.model = model_versions.model AND e.version = model_versions.version AND e.kind = 'said-elsewhere') END FROM model_versions

        """;

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

    private static DateTimeOffset Time(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    private Task<IReadOnlyList<ModelVersion>> ReadAsync(string sql, (string, object?)[] parameters, CancellationToken ct) => workspace.Metadata.ReadAsync<IReadOnlyList<ModelVersion>>(
        async (connection, token) =>
        {
            await using var command = connection.Sql(sql, parameters);
            var versions = await command.ToListAsync(VersionReading.Read, token);
            await using var named = connection.Sql(Aliases);
            var aliases = await named.ToListAsync(r => (Model: r.GetString(0), Alias: r.GetString(1), Version: r.GetInt64(2)), token);
            return [.. versions.Select(v => v with { Aliases = [.. aliases.Where(a => a.Version == v.Version && string.Equals(a.Model, v.Model, StringComparison.Ordinal)).Select(a => a.Alias).Order(StringComparer.Ordinal)] })];
        },
        ct);
}
