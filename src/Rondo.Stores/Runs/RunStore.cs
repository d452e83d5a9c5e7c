using System.Data.Common;
using Rondo.Kernel;

namespace Rondo.Stores.Runs;

/// <inheritdoc/>
internal sealed class RunStore(IMetadataStore metadata, TimeProvider clock) : IRunStore
{
    private const int ShortestPrefix = 6;
    private const int FullLength = 32;

    public async Task BeginAsync(DbTransaction transaction, IReadOnlyList<RunStart> runs, CancellationToken ct)
    {
        foreach (var run in runs)
        {
            await RunWrites.BeginAsync(transaction, run, ct);
            await SetTagsAsync(transaction, run.Id, run.Tags, ct);
        }
    }

    public async Task EndAsync(DbTransaction transaction, RunEnd end, CancellationToken ct)
    {
        var changed = await RunWrites.EndAsync(transaction, end, onlyIfRunning: false, ct);
        if (changed == 0)
        {
            throw new FailureException(RunFailures.Unknown(end.Id.Value));
        }
    }

    public Task LogMetricsAsync(DbTransaction transaction, RunId run, IReadOnlyList<MetricValue> values, CancellationToken ct) =>
        values.Count == 0 ? Task.CompletedTask : MetricRows.InsertAsync(transaction, run, values, ct);

    public async Task SetTagsAsync(DbTransaction transaction, RunId run, IReadOnlyDictionary<string, string> tags, CancellationToken ct)
    {
        foreach (var (key, value) in tags)
        {
            await transaction.ExecuteSqlAsync(
                "INSERT INTO run_tags (run, key, value) VALUES (@run, @key, @value) ON CONFLICT (run, key) DO UPDATE SET value = excluded.value",
                [("run", run.Value), ("key", key), ("value", value)],
                ct);
        }
    }

    public Task<RunRecord?> FindAsync(string id, CancellationToken ct)
    {
        id = id.ToLowerInvariant();
        return id.Length is < ShortestPrefix or > FullLength || !id.All(char.IsAsciiHexDigit)
            ? Task.FromResult<RunRecord?>(null)
            : metadata.ReadAsync((connection, token) => FindAsync(connection, id, token), ct);
    }

    public Task<IReadOnlyList<RunRecord>> ListAsync(RunFilter filter, int limit, RunId? cursor, CancellationToken ct) =>
        metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = RunRows.Select(connection, filter, limit, cursor);
                return await RunRows.ReadAsync(connection, command, token);
            },
            ct);

    public Task<IReadOnlyList<string>> ProjectsAsync(CancellationToken ct) =>
        metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql("SELECT DISTINCT project FROM runs ORDER BY project");
                return await command.ToListAsync(r => r.GetString(0), token);
            },
            ct);

    public Task<IReadOnlyList<MetricValue>> MetricsAsync(RunId run, CancellationToken ct) =>
        metadata.ReadAsync((connection, token) => MetricRows.OfAsync(connection, run, token), ct);

    public async Task<int> CloseAbandonedAsync(Func<RunRecord, bool> isAlive, CancellationToken ct)
    {
        var running = await ListAsync(new RunFilter(Status: RunStatus.Running), int.MaxValue, null, ct);
        var gone = running.Where(r => !isAlive(r)).Select(r => r.Start.Id).ToList();
        if (gone.Count == 0)
        {
            return 0;
        }

        var now = clock.GetUtcNow();
        return await metadata.WriteAsync(
            async (transaction, token) =>
            {
                var closed = 0;
                foreach (var id in gone)
                {
                    var end = new RunEnd(id, RunStatus.Failed, now) { Message = "The process that ran it ended without saying how." };
                    closed += await RunWrites.EndAsync(transaction, end, onlyIfRunning: true, token);
                }

                return closed;
            },
            ct);
    }

    private static async Task<RunRecord?> FindAsync(DbConnection connection, string id, CancellationToken ct)
    {
        await using var command = RunRows.Select(connection, id);
        var found = await RunRows.ReadAsync(connection, command, ct);
        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new FailureException(RunFailures.Ambiguous(id)),
        };
    }
}
