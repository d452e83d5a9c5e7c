using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Review;

/// <summary>Reads and writes the tables of reviews, inside a transaction or beside one.</summary>
internal static class ReviewRows
{
    public const string Columns =
        "SELECT id, model, version, state, risk, needed, authors, reviewers, gate, blocked, evidence, reason, opened_at, opened_by, settled_at, settled_because, handed_over FROM reviews ";

    /// <summary>Runs a query made by <paramref name="sql"/> and adds the decisions of each review found.</summary>
    public static async Task<IReadOnlyList<ModelReview>> ReadAsync(Func<string, (string, object?)[], DbCommand> sql, string text, (string, object?)[] parameters, CancellationToken ct)
    {
        await using var command = sql(text, parameters);
        var reviews = await command.ToListAsync(Review, ct);
        var complete = new List<ModelReview>();
        foreach (var review in reviews)
        {
            await using var decisions = sql("SELECT person, approves, reason, decided_at FROM review_decisions WHERE review = @id ORDER BY decided_at, person", [("id", review.Id)]);
            complete.Add(review with { Decisions = await decisions.ToListAsync(r => new ReviewDecision(r.GetString(0), r.GetInt64(1) != 0, r.GetString(2), Time(r.GetInt64(3))), ct) });
        }

        return complete;
    }

    /// <summary>Reviews as a transaction sees them.</summary>
    public static Task<IReadOnlyList<ModelReview>> ReadAsync(DbTransaction transaction, string where, (string, object?)[] parameters, CancellationToken ct) =>
        ReadAsync((text, p) => transaction.Sql(text, p), Columns + where, parameters, ct);

    public static Task InsertAsync(DbTransaction transaction, ModelReview review, CancellationToken ct) => transaction.ExecuteSqlAsync(
        """
        INSERT INTO reviews (id, model, version, state, risk, needed, authors, reviewers, gate, blocked, evidence, reason, opened_at, opened_by, handed_over)
        VALUES (@id, @model, @version, 'open', @risk, @needed, @authors, @reviewers, @gate, @blocked, @evidence, @reason, @at, @by, 0)
        """,
        [
            ("id", review.Id), ("model", review.Model), ("version", review.Version), ("risk", review.Risk.ToString().ToLowerInvariant()), ("needed", (long)review.Needed),
            ("authors", Texts(review.Authors)), ("reviewers", Texts(review.Reviewers)), ("gate", CanonicalJson.Text(review.Gate)), ("blocked", review.Blocked ? 1L : 0L),
            ("evidence", CanonicalJson.Text(review.Evidence)), ("reason", review.Reason), ("at", Micros(review.OpenedAt)), ("by", review.OpenedBy),
        ],
        ct);

    public static Task DecideAsync(DbTransaction transaction, string review, ReviewDecision decision, CancellationToken ct) => transaction.ExecuteSqlAsync(
        "INSERT INTO review_decisions (review, person, approves, reason, decided_at) VALUES (@review, @person, @approves, @reason, @at)",
        [("review", review), ("person", decision.Person), ("approves", decision.Approves ? 1L : 0L), ("reason", decision.Reason), ("at", Micros(decision.At))],
        ct);

    /// <summary>Ends an open review, with its audit event.</summary>
    public static async Task SettleAsync(Workspace workspace, DbTransaction transaction, ModelReview review, ReviewState state, string because, string by, CancellationToken ct)
    {
        await transaction.ExecuteSqlAsync(
            "UPDATE reviews SET state = @state, settled_at = @at, settled_because = @because WHERE id = @id AND state = 'open'",
            [("state", state.ToString().ToLowerInvariant()), ("at", Micros(workspace.Clock.GetUtcNow())), ("because", because), ("id", review.Id)],
            ct);
        var details = new JsonObject { ["review"] = review.Id, ["because"] = because, ["approvals"] = review.Decisions.Count(d => d.Approves), ["needed"] = review.Needed };
        await workspace.Audit.AppendAsync(transaction, new(by, $"review.{state.ToString().ToLowerInvariant()}", "model:" + review.Subject, details), ct);
    }

    private static string Texts(IReadOnlyList<string> texts) => CanonicalJson.Text(new JsonArray([.. texts.Select(t => (JsonNode)t)]));

    private static ModelReview Review(DbDataReader r) => new(r.GetString(0), r.GetString(1), r.GetInt64(2), Enum.Parse<ReviewState>(r.GetString(3), ignoreCase: true))
    {
        Risk = Enum.Parse<RiskTier>(r.GetString(4), ignoreCase: true),
        Needed = (int)r.GetInt64(5),
        Authors = [.. JsonNode.Parse(r.GetString(6))!.AsArray().Select(n => (string)n!)],
        Reviewers = [.. JsonNode.Parse(r.GetString(7))!.AsArray().Select(n => (string)n!)],
        Gate = JsonNode.Parse(r.GetString(8))!.AsObject(),
        Blocked = r.GetInt64(9) != 0,
        Evidence = JsonNode.Parse(r.GetString(10))!.AsObject(),
        Reason = r.GetString(11),
        OpenedAt = Time(r.GetInt64(12)),
        OpenedBy = r.GetString(13),
        SettledAt = r.IsDBNull(14) ? null : Time(r.GetInt64(14)),
        SettledBecause = r.IsDBNull(15) ? "" : r.GetString(15),
        HandedOver = r.GetInt64(16) != 0,
    };

    private static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset Time(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
