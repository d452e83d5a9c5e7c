using System.Data.Common;
using System.Globalization;
using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Capture;

/// <summary>
/// The truths that arrive after the predictions: in any order, late, before the prediction itself is known here, or twice. They join by
/// prediction id.
/// </summary>
public sealed class FeedbackStore(Workspace workspace)
{
    /// <summary>How many truths one call takes.</summary>
    public const int LargestBatch = 10_000;

    /// <summary>Adds truths in one transaction; they are durable when it returns.</summary>
    /// <param name="endpoint">Whose predictions they are about.</param>
    /// <param name="signature">What the endpoint's model predicts: truths are checked by it.</param>
    /// <param name="items">At most <see cref="LargestBatch"/>.</param>
    /// <param name="replace">Whether a truth that differs from the known one takes its place; else it is reported as a conflict.</param>
    /// <param name="ct">Stops it; nothing is kept then.</param>
    /// <returns>What became of them; or failures that name the entries at fault by their place, from 0. Then nothing is kept.</returns>
    public async Task<Result<FeedbackReport>> AddAsync(string endpoint, Signature signature, IReadOnlyList<Feedback> items, bool replace, CancellationToken ct)
    {
        if (items.Count > LargestBatch)
        {
            return new Failure("feedback.too-many", $"{items.Count} truths were given at once; the limit is {LargestBatch}.", "Send them in several requests.");
        }

        var (normal, failures) = FeedbackChecks.Normalise(signature, items);
        if (failures.Count > 0)
        {
            return failures;
        }

        return await workspace.Metadata.WriteAsync((transaction, token) => WriteAsync(transaction, endpoint, normal, replace, token), ct);
    }

    /// <summary>What was added or replaced after a sequence number, in order.</summary>
    public Task<IReadOnlyList<ReceivedFeedback>> AfterAsync(string endpoint, long sequence, int limit, CancellationToken ct) => ReadAsync(
        "WHERE endpoint = @endpoint AND sequence > @sequence ORDER BY sequence LIMIT @limit",
        [("endpoint", endpoint), ("sequence", sequence), ("limit", (long)limit)],
        ct);

    /// <summary>How many were added or replaced after a sequence number.</summary>
    public Task<long> CountAfterAsync(string endpoint, long sequence, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT count(*) FROM feedback WHERE endpoint = @endpoint AND sequence > @sequence", ("endpoint", endpoint), ("sequence", sequence));
            return Convert.ToInt64(await command.ExecuteScalarAsync(token), CultureInfo.InvariantCulture);
        },
        ct);

    /// <summary>The truth about one prediction, or null.</summary>
    public async Task<ReceivedFeedback?> FindAsync(string endpoint, string predictionId, CancellationToken ct) =>
        (await ReadAsync("WHERE endpoint = @endpoint AND prediction_id = @id", [("endpoint", endpoint), ("id", predictionId)], ct)).SingleOrDefault();

    /// <summary>The truths about some predictions by their id, of those that have one.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TruthsAsync(string endpoint, IReadOnlyList<string> predictionIds, CancellationToken ct)
    {
        if (predictionIds.Count == 0)
        {
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }

        var names = predictionIds.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"id{i}")).ToList();
        var found = await ReadAsync(
            $"WHERE endpoint = @endpoint AND prediction_id IN ({string.Join(", ", names.Select(n => "@" + n))})",
            [("endpoint", endpoint), .. names.Select((n, i) => (n, (object?)predictionIds[i]))],
            ct);
        return found.ToDictionary(f => f.Feedback.PredictionId, f => f.Feedback.Truth, StringComparer.Ordinal);
    }

    private async Task<FeedbackReport> WriteAsync(DbTransaction transaction, string endpoint, List<Feedback> items, bool replace, CancellationToken ct)
    {
        var now = workspace.Clock.GetUtcNow().Micros();
        var (accepted, repeated, replaced, conflicts) = (0, 0, 0, new List<FeedbackConflict>());
        await using var last = transaction.Sql("SELECT coalesce(max(sequence), 0) FROM feedback WHERE endpoint = @endpoint", ("endpoint", endpoint));
        var sequence = Convert.ToInt64(await last.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
        await using var find = transaction.Sql("SELECT truth FROM feedback WHERE endpoint = @endpoint AND prediction_id = @id", ("endpoint", endpoint), ("id", ""));
        foreach (var item in items)
        {
            find.Parameters["id"].Value = item.PredictionId;
            var known = await find.ExecuteScalarAsync(ct) as string;
            if (known is null)
            {
                await AddAsync(transaction, endpoint, item, ++sequence, now, ct);
                accepted++;
            }
            else if (string.Equals(known, item.Truth, StringComparison.Ordinal))
            {
                repeated++;
            }
            else if (replace)
            {
                await ReplaceAsync(transaction, endpoint, item, ++sequence, now, ct);
                replaced++;
            }
            else
            {
                conflicts.Add(new(item.PredictionId, known, item.Truth));
            }
        }

        return new(accepted, repeated, replaced, conflicts);
    }

    private static Task<int> AddAsync(DbTransaction transaction, string endpoint, Feedback item, long sequence, long now, CancellationToken ct) => transaction.ExecuteSqlAsync(
        "INSERT INTO feedback (endpoint, prediction_id, sequence, truth, observed_at, received_at) VALUES (@endpoint, @id, @sequence, @truth, @observed, @received)",
        Parameters(endpoint, item, sequence, now),
        ct);

    private static Task<int> ReplaceAsync(DbTransaction transaction, string endpoint, Feedback item, long sequence, long now, CancellationToken ct) => transaction.ExecuteSqlAsync(
        "UPDATE feedback SET sequence = @sequence, truth = @truth, observed_at = @observed, received_at = @received WHERE endpoint = @endpoint AND prediction_id = @id",
        Parameters(endpoint, item, sequence, now),
        ct);

    private static (string, object?)[] Parameters(string endpoint, Feedback item, long sequence, long now) =>
    [
        ("endpoint", endpoint), ("id", item.PredictionId), ("sequence", sequence), ("truth", item.Truth), ("observed", item.ObservedAt.Micros()), ("received", now),
    ];

    private Task<IReadOnlyList<ReceivedFeedback>> ReadAsync(string where, (string, object?)[] parameters, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT sequence, prediction_id, truth, observed_at, received_at FROM feedback " + where, parameters);
            return await command.ToListAsync(
                r => new ReceivedFeedback(r.GetInt64(0), new(r.GetString(1), r.GetString(2), Instants.OfMicros(r.GetInt64(3))), Instants.OfMicros(r.GetInt64(4))), token);
        },
        ct);
}
