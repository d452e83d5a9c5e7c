using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines.Caching;
using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>A <see cref="PipelineEvent"/> as it was persisted, by this process or another.</summary>
/// <param name="Run">The pipeline run.</param>
/// <param name="Number">Grows by one within the run.</param>
/// <param name="At">When.</param>
/// <param name="Kind"><c>run.started</c>, <c>step.planned</c>, <c>step.started</c>, <c>step.progress</c>, <c>step.metric</c>, <c>step.finished</c>, <c>run.finished</c>.</param>
/// <param name="Step">The step; empty for the run itself.</param>
/// <param name="Details">What the event says.</param>
public sealed record StoredRunEvent(RunId Run, long Number, DateTimeOffset At, string Kind, string Step, JsonObject Details);

/// <summary>Reads the table <c>run_events</c>: what a page or another process follows. Events arrive there within half a second.</summary>
public static class RunEvents
{
    private const string Columns = "SELECT run, number, at, kind, step, details FROM run_events";

    /// <summary>Events of a run after <paramref name="number"/>, in order.</summary>
    public static Task<IReadOnlyList<StoredRunEvent>> AfterAsync(Workspace workspace, RunId run, long number, int limit, CancellationToken ct) =>
        ReadAsync(workspace, Columns + " WHERE run = @run AND number > @number ORDER BY number LIMIT @limit", [("run", run.Value), ("number", number), ("limit", (long)limit)], ct);

    /// <summary>Events of all runs at or after a time, in the order of time.</summary>
    public static Task<IReadOnlyList<StoredRunEvent>> SinceAsync(Workspace workspace, DateTimeOffset at, int limit, CancellationToken ct) =>
        ReadAsync(workspace, Columns + " WHERE at >= @at ORDER BY at, run, number LIMIT @limit", [("at", CacheStore.Micros(at)), ("limit", (long)limit)], ct);

    /// <summary>Events of a run that say how its steps stand: all but progress and metrics, and of progress the last of each step.</summary>
    public static Task<IReadOnlyList<StoredRunEvent>> StateAsync(Workspace workspace, RunId run, CancellationToken ct) =>
        ReadAsync(
            workspace,
            Columns + """
             e WHERE run = @run AND kind <> 'step.metric' AND (kind <> 'step.progress' OR number =
                (SELECT MAX(p.number) FROM run_events p WHERE p.run = @run AND p.kind = 'step.progress' AND p.step = e.step)) ORDER BY number
            """,
            [("run", run.Value)],
            ct);

    private static Task<IReadOnlyList<StoredRunEvent>> ReadAsync(Workspace workspace, string text, (string Name, object? Value)[] parameters, CancellationToken ct) =>
        workspace.Metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql(text, parameters);
                return await command.ToListAsync(Read, token);
            },
            ct);

    private static StoredRunEvent Read(DbDataReader row) => new(
        new(row.GetString(0)),
        row.GetInt64(1),
        DateTimeOffset.UnixEpoch.AddTicks(row.GetInt64(2) * TimeSpan.TicksPerMicrosecond),
        row.GetString(3),
        row.GetString(4),
        JsonNode.Parse(row.GetString(5))!.AsObject());
}
