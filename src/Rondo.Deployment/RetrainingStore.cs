using Rondo.Deployment.Retraining;
using Rondo.Stores;

namespace Rondo.Deployment;

/// <summary>The turns of the loop.</summary>
public sealed class RetrainingStore(Workspace workspace)
{
    /// <summary>The retrainings of an endpoint, or of all (null), newest first. <paramref name="before"/> is the id of the last one of the page before.</summary>
    public Task<IReadOnlyList<RetrainingRecord>> ListAsync(string? endpoint, int limit, string? before, CancellationToken ct) => endpoint is null
        ? ReadAsync("WHERE id < @before ORDER BY id DESC LIMIT @limit", [("before", before ?? "~"), ("limit", (long)limit)], ct)
        : ReadAsync("WHERE endpoint = @endpoint AND id < @before ORDER BY id DESC LIMIT @limit", [("endpoint", endpoint), ("before", before ?? "~"), ("limit", (long)limit)], ct);

    /// <summary>One by its id; null when there is none.</summary>
    public async Task<RetrainingRecord?> FindAsync(string id, CancellationToken ct) => await ReadAsync("WHERE id = @id", [("id", id)], ct) is [var one, ..] ? one : null;

    /// <summary>The one that runs for an endpoint; null when none does.</summary>
    public async Task<RetrainingRecord?> RunningAsync(string endpoint, CancellationToken ct) => await ReadAsync("WHERE endpoint = @endpoint AND ended_at IS NULL", [("endpoint", endpoint)], ct) is [var one, ..] ? one : null;

    /// <summary>The one that made a version; null when people did.</summary>
    public async Task<RetrainingRecord?> ThatMadeAsync(string model, long version, CancellationToken ct) =>
        await ReadAsync("WHERE model = @model AND challenger = @version ORDER BY id LIMIT 1", [("model", model), ("version", version)], ct) is [var one, ..] ? one : null;

    private Task<IReadOnlyList<RetrainingRecord>> ReadAsync(string where, (string, object?)[] parameters, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(RetrainingRows.Columns + where, parameters);
            return await command.ToListAsync(RetrainingRows.Read, token);
        },
        ct);
}
