using System.Data.Common;
using Rondo.Modeling.Review;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>The reviews of a workspace.</summary>
public sealed class ReviewStore(Workspace workspace)
{
    /// <summary>Reviews, newest first; null means any state or model. <paramref name="before"/> is the id of the last one of the page before.</summary>
    public Task<IReadOnlyList<ModelReview>> ListAsync(ReviewState? state, string? model, int limit, string? before, CancellationToken ct)
    {
        var conditions = new List<string> { "1 = 1" };
        var parameters = new List<(string, object?)> { ("limit", (long)limit) };
        Where(state?.ToString().ToLowerInvariant(), "state = @state", "state");
        Where(model, "model = @model", "model");
        Where(before, "id < @before", "before");
        return ReadAsync($"WHERE {string.Join(" AND ", conditions)} ORDER BY id DESC LIMIT @limit", [.. parameters], ct);

        void Where(string? value, string condition, string name)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add((name, value));
            }
        }
    }

    /// <summary>A review by its id; null when there is none.</summary>
    public async Task<ModelReview?> FindAsync(string id, CancellationToken ct) =>
        await ReadAsync("WHERE id = @id", [("id", id)], ct) is [var one, ..] ? one : null;

    /// <summary>The newest review of a version; null when there was none.</summary>
    public async Task<ModelReview?> OfVersionAsync(string model, long version, CancellationToken ct) =>
        await ReadAsync("WHERE model = @model AND version = @version ORDER BY id DESC LIMIT 1", [("model", model), ("version", version)], ct) is [var one, ..] ? one : null;

    /// <summary>Whether people have approved the version, by the rules of this risk tier or a higher one.</summary>
    public async Task<bool> IsApprovedAsync(string model, long version, RiskTier tier, CancellationToken ct) =>
        (await ReadAsync("WHERE model = @model AND version = @version AND state = 'approved'", [("model", model), ("version", version)], ct)).Any(r => r.Risk >= tier);

    /// <summary>Approved versions that nobody has brought behind their endpoints yet, oldest first.</summary>
    public Task<IReadOnlyList<ModelReview>> ToHandOverAsync(CancellationToken ct) =>
        ReadAsync("WHERE state = 'approved' AND handed_over = 0 ORDER BY settled_at, id", [], ct);

    /// <summary>Notes that an approved version is behind its endpoints, or was overtaken by a newer one.</summary>
    public static Task HandOverAsync(DbTransaction transaction, string id, CancellationToken ct) =>
        transaction.ExecuteSqlAsync("UPDATE reviews SET handed_over = 1 WHERE id = @id", [("id", id)], ct);

    private Task<IReadOnlyList<ModelReview>> ReadAsync(string where, (string, object?)[] parameters, CancellationToken ct) => workspace.Metadata.ReadAsync(
        (connection, token) => ReviewRows.ReadAsync((text, p) => connection.Sql(text, p), ReviewRows.Columns + where, parameters, token), ct);
}
