using System.Data.Common;
using Rondo.Pipelines.Triggers;
using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>What triggers have asked for.</summary>
public sealed class FiringStore(Workspace workspace)
{
    /// <summary>The firings of a trigger that nobody has acted on, oldest first.</summary>
    public Task<IReadOnlyList<TriggerFiring>> WaitingAsync(string trigger, CancellationToken ct) =>
        ReadAsync("WHERE name = @trigger AND state = 'waiting' ORDER BY number", [("trigger", trigger)], ct);

    /// <summary>The firings of a trigger, newest first.</summary>
    public Task<IReadOnlyList<TriggerFiring>> ListAsync(string trigger, int limit, CancellationToken ct) =>
        ReadAsync("WHERE name = @trigger ORDER BY number DESC LIMIT @limit", [("trigger", trigger), ("limit", (long)limit)], ct);

    /// <summary>The firing of a trigger for a cause; null when it has not fired for it.</summary>
    public async Task<TriggerFiring?> OfCauseAsync(string trigger, string cause, CancellationToken ct) =>
        await ReadAsync("WHERE name = @trigger AND cause = @cause", [("trigger", trigger), ("cause", cause)], ct) is [var firing, ..] ? firing : null;

    /// <summary>Settles a waiting firing, or notes why it waits, in the transaction of what is done about it; false when somebody else was first.</summary>
    public static async Task<bool> SettleAsync(DbTransaction transaction, TriggerFiring firing, FiringState state, string note, CancellationToken ct) => await transaction.ExecuteSqlAsync(
        "UPDATE trigger_firings SET state = @state, note = @note WHERE name = @trigger AND number = @number AND state = 'waiting'",
        [("state", state.ToString().ToLowerInvariant()), ("note", note), ("trigger", firing.Trigger), ("number", firing.Number)],
        ct) > 0;

    private Task<IReadOnlyList<TriggerFiring>> ReadAsync(string where, (string, object?)[] parameters, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(FiringRows.Columns + where, parameters);
            return await command.ToListAsync(FiringRows.Read, token);
        },
        ct);
}
