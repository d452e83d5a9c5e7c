using System.Text.Json.Nodes;
using Rondo.Stores;

namespace Rondo.Pipelines.Triggers;

/// <summary>What is asked of <see cref="FireTrigger"/>.</summary>
/// <param name="Trigger">The trigger's name.</param>
/// <param name="Project">Whose pipeline it asks for.</param>
/// <param name="Kind"><c>schedule</c>, <c>data</c>, <c>alert</c>, <c>labels</c> or <c>hand</c>.</param>
/// <param name="Cause">What it is: the same cause fires once.</param>
/// <param name="By">A person, or <c>rondo</c>.</param>
public sealed record FireRequest(string Trigger, string Project, string Kind, string Cause, string By)
{
    /// <summary>What is known of the cause.</summary>
    public JsonObject Evidence { get; init; } = [];
}

/// <summary>Sets a trigger off. Nothing runs here: whoever is bound to the trigger finds the firing in <see cref="FiringStore.WaitingAsync"/>.</summary>
public static class FireTrigger
{
    /// <summary>Fires, once for each cause.</summary>
    /// <returns>The firing: the new one, or the one that the cause had before.</returns>
    public static async Task<TriggerFiring> RunAsync(Workspace workspace, FireRequest request, CancellationToken ct)
    {
        var store = new FiringStore(workspace);
        if (await store.OfCauseAsync(request.Trigger, request.Cause, ct) is { } known)
        {
            return known;
        }

        await workspace.WriteAsync((transaction, token) => FiringRows.AddAsync(workspace, transaction, request, token), ct);
        return (await store.OfCauseAsync(request.Trigger, request.Cause, ct))!;
    }

    /// <summary>
    /// Fires when the schedule has become due since it was last looked at. A schedule that is new, or was rewritten, is first due the next
    /// time; what was missed while nothing ran fires once.
    /// </summary>
    /// <returns>Whether it fired.</returns>
    public static async Task<bool> WhenDueAsync(Workspace workspace, string trigger, string project, TriggerSchedule schedule, DateTimeOffset now, CancellationToken ct)
    {
        var name = $"{trigger} {schedule.Text}";
        var due = schedule.LastDue(now);
        var last = await workspace.Metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql("SELECT last_due FROM trigger_schedules WHERE name = @name", ("name", name));
                return await command.ExecuteScalarAsync(token) as long?;
            },
            ct);
        if (last >= FiringRows.Micros(due))
        {
            return false;
        }

        return await workspace.Metadata.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteSqlAsync(
                    "INSERT INTO trigger_schedules (name, schedule, last_due) VALUES (@name, @schedule, @due) ON CONFLICT (name) DO UPDATE SET last_due = excluded.last_due",
                    [("name", name), ("schedule", schedule.Text), ("due", FiringRows.Micros(due))],
                    token);
                var request = new FireRequest(trigger, project, "schedule", TriggerSchedule.Cause(due), "rondo") { Evidence = new() { ["schedule"] = schedule.Text } };
                return last is not null && await FiringRows.AddAsync(workspace, transaction, request, token);
            },
            ct);
    }
}
