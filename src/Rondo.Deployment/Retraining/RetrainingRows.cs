using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary>Reads and writes the table of retrainings; every move goes with its audit event.</summary>
internal static class RetrainingRows
{
    public const string Columns =
        "SELECT id, endpoint, project, model, state, kind, cause, alert, reason, requested_by, champion, challenger, review, labels, feedback_sequence, evidence, outcome, started_at, changed_at, ended_at FROM retrainings ";

    public static RetrainingRecord Read(DbDataReader r) => new(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), Enum.Parse<RetrainingState>(r.GetString(4).Replace("-", "", StringComparison.Ordinal), ignoreCase: true))
    {
        Kind = r.GetString(5),
        Cause = r.GetString(6),
        Alert = r.IsDBNull(7) ? null : r.GetString(7),
        Reason = r.GetString(8),
        RequestedBy = r.GetString(9),
        Champion = r.GetInt64(10),
        Challenger = r.IsDBNull(11) ? null : r.GetInt64(11),
        Review = r.IsDBNull(12) ? null : r.GetString(12),
        Labels = r.GetInt64(13),
        FeedbackSequence = r.GetInt64(14),
        Evidence = JsonNode.Parse(r.GetString(15))!.AsObject(),
        Outcome = r.GetString(16),
        StartedAt = Time(r.GetInt64(17)),
        ChangedAt = Time(r.GetInt64(18)),
        EndedAt = r.IsDBNull(19) ? null : Time(r.GetInt64(19)),
    };

    /// <summary>Adds a retraining that begins.</summary>
    public static async Task InsertAsync(Workspace workspace, DbTransaction transaction, RetrainingRecord row, CancellationToken ct)
    {
        await transaction.ExecuteSqlAsync(
            """
            INSERT INTO retrainings (id, endpoint, project, model, kind, cause, alert, reason, requested_by, state, champion, labels, feedback_sequence, evidence, outcome, started_at, changed_at)
            VALUES (@id, @endpoint, @project, @model, @kind, @cause, @alert, @reason, @by, 'gathering', @champion, 0, @sequence, @evidence, '', @at, @at)
            """,
            [
                ("id", row.Id), ("endpoint", row.Endpoint), ("project", row.Project), ("model", row.Model), ("kind", row.Kind), ("cause", row.Cause), ("alert", row.Alert), ("reason", row.Reason),
                ("by", row.RequestedBy), ("champion", row.Champion), ("sequence", row.FeedbackSequence), ("evidence", CanonicalJson.Text(row.Evidence)), ("at", Micros(row.StartedAt)),
            ],
            ct);
        var details = new JsonObject { ["retraining"] = row.Id, ["kind"] = row.Kind, ["cause"] = row.Cause, ["alert"] = row.Alert, ["reason"] = row.Reason, ["champion"] = row.Champion };
        await workspace.Audit.AppendAsync(transaction, new(row.RequestedBy, "retraining.start", "endpoint:" + row.Endpoint, details), ct);
    }

    /// <summary>Writes a retraining that moved on, with what the stage before found as the evidence of the audit event.</summary>
    public static async Task MoveAsync(Workspace workspace, DbTransaction transaction, RetrainingRecord row, string stage, CancellationToken ct)
    {
        var now = Micros(workspace.Clock.GetUtcNow());
        var ended = row.State >= RetrainingState.Promoted;
        await transaction.ExecuteSqlAsync(
            """
            UPDATE retrainings SET state = @state, challenger = @challenger, review = @review, labels = @labels, feedback_sequence = @sequence, evidence = @evidence,
              outcome = @outcome, changed_at = @now, ended_at = @ended WHERE id = @id AND ended_at IS NULL
            """,
            [
                ("state", RetrainingRecord.Word(row.State)), ("challenger", row.Challenger), ("review", row.Review), ("labels", row.Labels), ("sequence", row.FeedbackSequence),
                ("evidence", CanonicalJson.Text(row.Evidence)), ("outcome", row.Outcome), ("now", now), ("ended", ended ? now : null), ("id", row.Id),
            ],
            ct);
        var details = new JsonObject { ["retraining"] = row.Id, ["state"] = RetrainingRecord.Word(row.State), ["found"] = row.Evidence[stage]?.DeepClone(), ["outcome"] = row.Outcome.Length > 0 ? row.Outcome : null };
        await workspace.Audit.AppendAsync(transaction, new("rondo", ended ? "retraining." + RetrainingRecord.Word(row.State) : "retraining." + stage, "endpoint:" + row.Endpoint, details), ct);
    }

    private static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset Time(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
