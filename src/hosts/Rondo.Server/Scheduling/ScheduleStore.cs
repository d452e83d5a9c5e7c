using System.Data.Common;
using Rondo.Stores;

namespace Rondo.Server.Scheduling;

/// <summary>The next time of everything that is due at times of the calendar.</summary>
internal sealed class ScheduleStore(Workspace workspace)
{
    /// <summary>All, by name.</summary>
    public Task<IReadOnlyList<ScheduleRecord>> ListAsync(CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT name, due_when, next_at, last_at FROM schedules ORDER BY name");
            return await command.ToListAsync(Read, token);
        },
        ct);

    /// <summary>Notes something new, or that its time was changed.</summary>
    public Task SetAsync(string name, string when, DateTimeOffset? next, CancellationToken ct) => workspace.WriteAsync(
        (transaction, token) => transaction.ExecuteSqlAsync(
            """
            INSERT INTO schedules (name, due_when, next_at) VALUES (@name, @due, @next)
            ON CONFLICT (name) DO UPDATE SET due_when = excluded.due_when, next_at = excluded.next_at WHERE schedules.due_when <> excluded.due_when
            """,
            [("name", name), ("due", when), ("next", next?.Micros())], token),
        ct);

    /// <summary>Forgets what there is no more.</summary>
    public Task RemoveAsync(string name, CancellationToken ct) =>
        workspace.WriteAsync((transaction, token) => transaction.ExecuteSqlAsync("DELETE FROM schedules WHERE name = @name", [("name", name)], token), ct);

    /// <summary>Takes one time for oneself: false when another server took it. Whoever takes it fires it.</summary>
    public Task<bool> TakeAsync(ScheduleRecord due, DateTimeOffset? next, CancellationToken ct) => workspace.Metadata.WriteAsync(
        async (transaction, token) => await transaction.ExecuteSqlAsync(
            "UPDATE schedules SET next_at = @next, last_at = @due WHERE name = @name AND next_at = @due",
            [("name", due.Name), ("due", due.NextAt!.Value.Micros()), ("next", next?.Micros())], token) > 0,
        ct);

    private static ScheduleRecord Read(DbDataReader r) => new(r.GetString(0), r.GetString(1), r.IsDBNull(2) ? null : Times.OfMicros(r.GetInt64(2)), r.IsDBNull(3) ? null : Times.OfMicros(r.GetInt64(3)));
}

/// <summary>Something due at times of the calendar.</summary>
/// <param name="Name"><c>kind/name</c>.</param>
/// <param name="When">As written.</param>
/// <param name="NextAt">Null when there is no further time.</param>
/// <param name="LastAt">The time that was fired last.</param>
internal sealed record ScheduleRecord(string Name, string When, DateTimeOffset? NextAt, DateTimeOffset? LastAt);
