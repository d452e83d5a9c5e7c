using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Alerts;

/// <summary>Changes alerts inside a caller's transaction.</summary>
internal static class AlertWrites
{
    public const string Monitor = "monitor";

    public static async Task<Alert?> OpenAsync(DbTransaction transaction, string endpoint, string rule, CancellationToken ct)
    {
        await using var command = transaction.Sql(AlertStore.Columns + "WHERE endpoint = @endpoint AND rule = @rule AND state <> 'resolved'", ("endpoint", endpoint), ("rule", rule));
        return (await command.ToListAsync(AlertRow.Read, ct)).SingleOrDefault();
    }

    public static async Task<IReadOnlyList<Alert>> OpenOfAsync(DbTransaction transaction, string endpoint, CancellationToken ct)
    {
        await using var command = transaction.Sql(AlertStore.Columns + "WHERE endpoint = @endpoint AND state <> 'resolved' ORDER BY id", ("endpoint", endpoint));
        return await command.ToListAsync(AlertRow.Read, ct);
    }

    public static async Task<Alert> InsertAsync(DbTransaction transaction, Workspace workspace, RaiseRequest request, AlertState state, DateTimeOffset now, CancellationToken ct)
    {
        var alert = new Alert(RunId.New(workspace.Clock).Value, request.Endpoint, request.Rule, request.Severity, AlertState.Pending, request.Sentence, request.Evidence) { OpenedAt = now, ChangedAt = now };
        await transaction.ExecuteSqlAsync(
            """
            INSERT INTO alerts (id, endpoint, rule, severity, state, sentence, evidence, opened_at, changed_at, owner)
            VALUES (@id, @endpoint, @rule, @severity, 'pending', @sentence, @evidence, @now, @now, '')
            """,
            [
                ("id", alert.Id), ("endpoint", alert.Endpoint), ("rule", alert.Rule), ("severity", request.Severity.ToString().ToLowerInvariant()),
                ("sentence", request.Sentence), ("evidence", request.Evidence.ToJsonString()), ("now", AlertRow.Micros(now)),
            ],
            ct);
        return await MoveAsync(transaction, workspace, alert, state, new(now, Monitor, request.Sentence), ct);
    }

    /// <summary>Takes newer figures into an open alert.</summary>
    public static Task RefreshAsync(DbTransaction transaction, Alert alert, RaiseRequest request, DateTimeOffset now, CancellationToken ct) => transaction.ExecuteSqlAsync(
        "UPDATE alerts SET sentence = @sentence, evidence = @evidence, severity = @severity, changed_at = @now WHERE id = @id",
        [("id", alert.Id), ("sentence", request.Sentence), ("evidence", request.Evidence.ToJsonString()), ("severity", request.Severity.ToString().ToLowerInvariant()), ("now", AlertRow.Micros(now))],
        ct);

    /// <summary>
    /// Moves to a state, and remembers who, when and why. What the monitor makes fire, or ends after that, is an act in the audit log:
    /// retraining may follow from it, and whoever listens to events hears of it.
    /// </summary>
    public static async Task<Alert> MoveAsync(DbTransaction transaction, Workspace workspace, Alert alert, AlertState state, AlertMove move, CancellationToken ct)
    {
        var sequence = alert.FiredSequence ?? (state == AlertState.Firing ? await NextSequenceAsync(transaction, ct) : null);
        var moved = alert with
        {
            State = state,
            ChangedAt = move.At,
            FiredAt = alert.FiredAt ?? (state == AlertState.Firing ? move.At : null),
            FiredSequence = sequence,
            ResolvedAt = state == AlertState.Resolved ? move.At : null,
            SilencedUntil = move.Until,
            Owner = state is AlertState.Acknowledged or AlertState.Silenced ? move.Actor : alert.Owner,
        };
        await transaction.ExecuteSqlAsync(
            """
            UPDATE alerts SET state = @state, changed_at = @at, fired_at = @fired, fired_sequence = @sequence, resolved_at = @resolved, silenced_until = @until, owner = @owner
            WHERE id = @id
            """,
            [
                ("id", alert.Id), ("state", AlertRow.Text(state)), ("at", AlertRow.Micros(move.At)), ("fired", Micros(moved.FiredAt)), ("sequence", sequence),
                ("resolved", Micros(moved.ResolvedAt)), ("until", Micros(move.Until)), ("owner", moved.Owner),
            ],
            ct);
        await transaction.ExecuteSqlAsync(
            "INSERT INTO alert_events (alert, number, at, state, actor, comment) SELECT @id, coalesce(max(number), 0) + 1, @at, @state, @actor, @comment FROM alert_events WHERE alert = @id",
            [("id", alert.Id), ("at", AlertRow.Micros(move.At)), ("state", AlertRow.Text(state)), ("actor", move.Actor), ("comment", move.Comment)],
            ct);
        if (move.Actor == Monitor && (state == AlertState.Firing || (state == AlertState.Resolved && moved.FiredAt is not null)))
        {
            var details = new JsonObject { ["endpoint"] = alert.Endpoint, ["rule"] = alert.Rule, ["severity"] = alert.Severity.ToString().ToLowerInvariant(), ["sentence"] = alert.Sentence };
            await workspace.Audit.AppendAsync(transaction, new(Monitor, "alert." + AlertRow.Text(state), "alert:" + alert.Id, details), ct);
        }

        return moved;
    }

    private static async Task<long?> NextSequenceAsync(DbTransaction transaction, CancellationToken ct)
    {
        await using var command = transaction.Sql("SELECT coalesce(max(fired_sequence), 0) + 1 FROM alerts");
        return (await command.ToListAsync(r => r.GetInt64(0), ct))[0];
    }

    private static long? Micros(DateTimeOffset? time) => time is { } t ? AlertRow.Micros(t) : null;
}

/// <summary>Who moves an alert, and why.</summary>
internal sealed record AlertMove(DateTimeOffset At, string Actor, string Comment, DateTimeOffset? Until = null);
