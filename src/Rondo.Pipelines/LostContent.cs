using Rondo.Kernel;
using Rondo.Pipelines.Caching;
using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>A content that verification found damaged or missing, and what hangs on it.</summary>
/// <param name="Content">Its name.</param>
/// <param name="Damaged">Whether it was damaged, and set aside; else it is missing.</param>
/// <param name="Producer">The run that made it; null for what came from outside.</param>
/// <param name="ComputedFromIt">Runs that ended well and read it, or read what was made of it, oldest first: of a damaged one their results may be wrong.</param>
public sealed record LostContent(Digest Content, bool Damaged, RunRecord? Producer, IReadOnlyList<RunRecord> ComputedFromIt)
{
    /// <summary>
    /// Finds what hangs on the contents of a report, and takes the runs that read a damaged one out of the cache, so that the next
    /// pipeline run computes their results again. What was made of those runs follows by itself: same bytes are hits, others are not.
    /// </summary>
    public static async Task<IReadOnlyList<LostContent>> ExamineAsync(Workspace workspace, VerifyReport report, CancellationToken ct)
    {
        var lost = new List<LostContent>();
        foreach (var digest in report.Damaged.Concat(report.Missing))
        {
            var damaged = report.Damaged.Contains(digest);
            var readers = await ReadersAsync(workspace, digest, ct);
            if (damaged && readers.Count > 0)
            {
                await DropAsync(workspace, readers, ct);
            }

            lost.Add(new(digest, damaged, await Producers.FirstAsync(workspace, digest, ct), damaged ? await DescendantsAsync(workspace, readers, ct) : []));
        }

        return lost;
    }

    private static async Task DropAsync(Workspace workspace, IReadOnlyList<RunRecord> readers, CancellationToken ct)
    {
        try
        {
            await workspace.WriteAsync((transaction, token) => CacheStore.DropAsync(transaction, readers, token), ct);
        }
        catch (FailureException e) when (e.Failures[0].Code is "store.read-only")
        {
            // Who may only look tells what is wrong; who may write finds it again.
        }
    }

    private static async Task<IReadOnlyList<RunRecord>> ReadersAsync(Workspace workspace, Digest digest, CancellationToken ct)
    {
        var readers = new List<RunRecord>();
        foreach (var id in await workspace.Lineage.ConsumersAsync(digest, ct))
        {
            if (await workspace.Runs.FindAsync(id.Value, ct) is { Status: RunStatus.Succeeded } run)
            {
                readers.Add(run);
            }
        }

        return readers;
    }

    private static async Task<IReadOnlyList<RunRecord>> DescendantsAsync(Workspace workspace, IReadOnlyList<RunRecord> readers, CancellationToken ct)
    {
        var all = readers.ToDictionary(r => r.Start.Id);
        var contents = new HashSet<Digest>();
        var waiting = new Queue<RunRecord>(readers);
        while (waiting.TryDequeue(out var run))
        {
            foreach (var made in run.Artifacts.Where(a => a.Direction is "out" && contents.Add(a.Digest)))
            {
                foreach (var next in (await ReadersAsync(workspace, made.Digest, ct)).Where(n => all.TryAdd(n.Start.Id, n)))
                {
                    waiting.Enqueue(next);
                }
            }
        }

        return [.. all.Values.OrderBy(r => r.Start.StartedAt).ThenBy(r => r.Start.Id.Value, StringComparer.Ordinal)];
    }
}
