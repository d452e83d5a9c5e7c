using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Alerts;

/// <summary>A message that waits to be told.</summary>
internal sealed record OutboxMessage(string Id, string Endpoint, int Channel, JsonObject Content, long Attempts);

/// <summary>What is to be told to people, kept in the database until it is: one message for all that happened to an endpoint at once.</summary>
internal static class Outbox
{
    public const int MostAttempts = 12;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    /// <summary>Adds a message about alerts (none: nothing) for each channel.</summary>
    public static async Task AddAsync(DbTransaction transaction, Workspace workspace, IReadOnlyList<Alert> alerts, int channels, CancellationToken ct)
    {
        var now = workspace.Clock.GetUtcNow();
        foreach (var group in alerts.GroupBy(a => a.Endpoint, StringComparer.Ordinal))
        {
            var content = Content(group.Key, [.. group], now).ToJsonString();
            for (var channel = 0; channel < channels; channel++)
            {
                await transaction.ExecuteSqlAsync(
                    """
                    INSERT INTO alert_outbox (id, endpoint, channel, content, created_at, attempts, next_at, state, problem)
                    VALUES (@id, @endpoint, @channel, @content, @now, 0, @now, 'waiting', '')
                    """,
                    [("id", RunId.New(workspace.Clock).Value), ("endpoint", group.Key), ("channel", (long)channel), ("content", content), ("now", AlertRow.Micros(now))],
                    ct);
            }
        }
    }

    public static Task<IReadOnlyList<OutboxMessage>> DueAsync(Workspace workspace, string project, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(
                """
                SELECT o.id, o.endpoint, o.channel, o.content, o.attempts FROM alert_outbox o JOIN endpoints e ON e.name = o.endpoint
                WHERE o.state = 'waiting' AND o.next_at <= @now AND e.project = @project ORDER BY o.next_at, o.id LIMIT 50
                """,
                ("now", AlertRow.Micros(workspace.Clock.GetUtcNow())), ("project", project));
            return await command.ToListAsync(r => new OutboxMessage(r.GetString(0), r.GetString(1), (int)r.GetInt64(2), JsonNode.Parse(r.GetString(3))!.AsObject(), r.GetInt64(4)), token);
        },
        ct);

    /// <summary>Told, or to be tried again: after 10 s, 20 s, 40 s … at most 6 h, twelve times in all.</summary>
    public static Task SettleAsync(Workspace workspace, OutboxMessage message, string? problem, CancellationToken ct)
    {
        var attempts = message.Attempts + 1;
        var state = problem is null ? "told" : attempts >= MostAttempts ? "given-up" : "waiting";
        var pause = TimeSpan.FromSeconds(Math.Min(21_600, 10 * Math.Pow(2, attempts - 1)));
        return workspace.WriteAsync(
            (transaction, token) => transaction.ExecuteSqlAsync(
                "UPDATE alert_outbox SET attempts = @attempts, state = @state, problem = @problem, next_at = @next WHERE id = @id AND state = 'waiting'",
                [("id", message.Id), ("attempts", attempts), ("state", state), ("problem", problem ?? ""), ("next", AlertRow.Micros(workspace.Clock.GetUtcNow() + pause))],
                token),
            ct);
    }

    /// <summary>How many messages of the last week an attempt failed for and none succeeded, and what was wrong with the latest.</summary>
    public static Task<(long Count, string Problem)> UndeliveredAsync(Workspace workspace, string project, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(
                """
                SELECT o.problem FROM alert_outbox o JOIN endpoints e ON e.name = o.endpoint
                WHERE o.state <> 'told' AND o.attempts > 0 AND o.created_at > @since AND e.project = @project ORDER BY o.id DESC
                """,
                ("since", AlertRow.Micros(workspace.Clock.GetUtcNow() - Remembered)), ("project", project));
            var problems = await command.ToListAsync(r => r.GetString(0), token);
            return ((long)problems.Count, problems.Count == 0 ? "" : problems[0]);
        },
        ct);

    private static JsonObject Content(string endpoint, IReadOnlyList<Alert> alerts, DateTimeOffset now) => new()
    {
        ["endpoint"] = endpoint,
        ["at"] = now.ToString("O", CultureInfo.InvariantCulture),
        ["alerts"] = new JsonArray([.. alerts.Select(a => (JsonNode)new JsonObject
        {
            ["id"] = a.Id,
            ["rule"] = a.Rule,
            ["severity"] = JsonNamingPolicy.CamelCase.ConvertName(a.Severity.ToString()),
            ["state"] = AlertRow.Text(a.State),
            ["sentence"] = a.Sentence,
            ["link"] = a.Link,
            ["evidence"] = a.Evidence.DeepClone(),
        })]),
    };
}
