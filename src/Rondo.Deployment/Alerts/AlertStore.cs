using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Alerts;

/// <summary>Which alerts to list.</summary>
/// <param name="Endpoint">Of one endpoint, or of all.</param>
/// <param name="State">In one state, or in any.</param>
/// <param name="OpenOnly">Only those that are not resolved.</param>
/// <param name="Project">Of the endpoints of one project, or of all.</param>
public sealed record AlertFilter(string? Endpoint = null, AlertState? State = null, bool OpenOnly = false, string? Project = null);

/// <summary>Reads alerts.</summary>
public sealed class AlertStore(Workspace workspace)
{
    private const int MostNamed = 4;

    internal const string Columns =
        "SELECT id, endpoint, rule, severity, state, sentence, evidence, opened_at, changed_at, fired_at, fired_sequence, resolved_at, silenced_until, owner FROM alerts ";

    /// <summary>The newest first; <paramref name="before"/> is the id of the last one seen.</summary>
    public Task<IReadOnlyList<Alert>> ListAsync(AlertFilter filter, int limit, string? before, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(
                Columns + """
                WHERE (@endpoint = '' OR endpoint = @endpoint) AND (@state = '' OR state = @state) AND (@open = 0 OR state <> 'resolved') AND (@before = '' OR id < @before)
                    AND (@project = '' OR endpoint IN (SELECT name FROM endpoints WHERE project = @project))
                ORDER BY id DESC LIMIT @limit
                """,
                ("endpoint", filter.Endpoint ?? ""), ("state", filter.State is { } state ? AlertRow.Text(state) : ""), ("open", filter.OpenOnly ? 1L : 0L), ("before", before ?? ""), ("project", filter.Project ?? ""), ("limit", (long)limit));
            return await command.ToListAsync(AlertRow.Read, token);
        },
        ct);

    /// <summary>The alert with an id, or the only one whose id begins so; null when there is none or more than one.</summary>
    public async Task<Alert?> FindAsync(string id, CancellationToken ct) => await DemandAsync(id, ct) is { Ok: true } found ? found.Value : null;

    /// <summary>The alert with an id, or the only one whose id begins so.</summary>
    /// <returns>The alert; <c>alert.unknown</c>, or <c>alert.several</c> with the ids.</returns>
    public async Task<Result<Alert>> DemandAsync(string id, CancellationToken ct)
    {
        const string List = "List them: rondo alerts list --all.";
        var found = id.Length == 0 ? [] : await workspace.Metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql(Columns + "WHERE id >= @id AND id < @end ORDER BY id LIMIT 5", ("id", id), ("end", id + "~"));
                return await command.ToListAsync(AlertRow.Read, token);
            },
            ct);
        return found switch
        {
            [] => new Failure("alert.unknown", $"There is no alert '{id}'.", List),
            [var only] => only,
            [var first, ..] when string.Equals(first.Id, id, StringComparison.Ordinal) => first,
            _ => new Failure("alert.several", $"The ids of several alerts begin with '{id}': {string.Join(", ", found.Take(MostNamed).Select(a => a.Id))}{(found.Count > MostNamed ? " …" : "")}.", $"Give more of the id. {List}"),
        };
    }

    /// <summary>An alert's life, oldest step first.</summary>
    public Task<IReadOnlyList<AlertEvent>> HistoryAsync(string id, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT at, state, actor, comment FROM alert_events WHERE alert = @id ORDER BY number", ("id", id));
            return await command.ToListAsync(r => new AlertEvent(AlertRow.Time(r.GetInt64(0)), AlertRow.State(r.GetString(1)), r.GetString(2), r.GetString(3)), token);
        },
        ct);

    /// <summary>Alerts that began to fire after a sequence number (0 for all), in that order: what triggers follow.</summary>
    public Task<IReadOnlyList<Alert>> FiredAfterAsync(long sequence, int limit, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(Columns + "WHERE fired_sequence > @sequence ORDER BY fired_sequence LIMIT @limit", ("sequence", sequence), ("limit", (long)limit));
            return await command.ToListAsync(AlertRow.Read, token);
        },
        ct);
}

/// <summary>How an alert is kept.</summary>
internal static class AlertRow
{
    public static Alert Read(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), Enum.Parse<AlertSeverity>(row.GetString(3), ignoreCase: true), State(row.GetString(4)), row.GetString(5), JsonNode.Parse(row.GetString(6))!.AsObject())
        {
            OpenedAt = Time(row.GetInt64(7)),
            ChangedAt = Time(row.GetInt64(8)),
            FiredAt = MaybeTime(row, 9),
            FiredSequence = row.IsDBNull(10) ? null : row.GetInt64(10),
            ResolvedAt = MaybeTime(row, 11),
            SilencedUntil = MaybeTime(row, 12),
            Owner = row.GetString(13),
        };

    public static string Text(AlertState state) => state.ToString().ToLowerInvariant();

    public static AlertState State(string text) => Enum.Parse<AlertState>(text, ignoreCase: true);

    public static DateTimeOffset Time(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    public static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset? MaybeTime(DbDataReader row, int column) => row.IsDBNull(column) ? null : Time(row.GetInt64(column));
}
