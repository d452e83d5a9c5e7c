using System.Data.Common;
using Rondo.Kernel;

namespace Rondo.Stores.Lineage;

/// <inheritdoc/>
internal sealed class LineageStore(IMetadataStore metadata) : ILineageStore
{
    public async Task RecordAsync(DbTransaction transaction, RunId run, IReadOnlyList<RunArtifact> artifacts, CancellationToken ct)
    {
        if (artifacts.Count == 0)
        {
            return;
        }

        await using var last = transaction.Sql("SELECT COALESCE(MAX(position), -1) FROM run_artifacts WHERE run = @run", ("run", run.Value));
        var position = (long)(await last.ExecuteScalarAsync(ct))!;
        foreach (var artifact in artifacts)
        {
            await transaction.ExecuteSqlAsync(
                "INSERT INTO run_artifacts (run, direction, port, position, kind, digest) VALUES (@run, @direction, @port, @position, @kind, @digest)",
                [
                    ("run", run.Value),
                    ("direction", artifact.Direction),
                    ("port", artifact.Port),
                    ("position", ++position),
                    ("kind", artifact.Kind),
                    ("digest", artifact.Digest.Hex),
                ],
                ct);
        }
    }

    public Task<IReadOnlyList<RunId>> ProducersAsync(Digest artifact, CancellationToken ct) => RunsAsync(artifact, "out", ct);

    public Task<IReadOnlyList<RunId>> ConsumersAsync(Digest artifact, CancellationToken ct) => RunsAsync(artifact, "in", ct);

    public async Task<IReadOnlyList<RunArtifact>> OfRunAsync(RunId run, CancellationToken ct) =>
        await metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql(
                    "SELECT direction, port, kind, digest FROM run_artifacts WHERE run = @run ORDER BY position", ("run", run.Value));
                return await command.ToListAsync(r => new RunArtifact(r.GetString(0), r.GetString(1), r.GetString(2), Digest.Parse(r.GetString(3))), token);
            },
            ct);

    public async Task PinAsync(DbTransaction transaction, string owner, string name, Digest digest, CancellationToken ct) =>
        await transaction.ExecuteSqlAsync(
            "INSERT INTO pins (owner, name, digest) VALUES (@owner, @name, @digest) ON CONFLICT DO NOTHING",
            [("owner", owner), ("name", name), ("digest", digest.Hex)],
            ct);

    public async Task UnpinAsync(DbTransaction transaction, string owner, string name, CancellationToken ct) =>
        await transaction.ExecuteSqlAsync("DELETE FROM pins WHERE owner = @owner AND name = @name", [("owner", owner), ("name", name)], ct);

    public async Task<IReadOnlySet<Digest>> ReachableAsync(CancellationToken ct) =>
        await metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql(
                    """
                    SELECT digest FROM run_artifacts
                    UNION SELECT digest FROM pins
                    UNION SELECT code_diff FROM runs WHERE code_diff IS NOT NULL
                    """);
                return (await command.ToListAsync(r => Digest.Parse(r.GetString(0)), token)).ToHashSet();
            },
            ct);

    private async Task<IReadOnlyList<RunId>> RunsAsync(Digest artifact, string direction, CancellationToken ct) =>
        await metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql(
                    "SELECT DISTINCT run FROM run_artifacts WHERE digest = @digest AND direction = @direction ORDER BY run DESC",
                    ("digest", artifact.Hex),
                    ("direction", direction));
                return await command.ToListAsync(r => new RunId(r.GetString(0)), token);
            },
            ct);
}
