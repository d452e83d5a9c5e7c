using System.Data.Common;
using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>
/// Removes what nothing reaches. First the rows go, then, in transactions of their own that no publish overlaps, the files that have
/// no row. A crash in between leaves files without rows, which the next collection takes: never a row without its file.
/// </summary>
internal sealed class Collector(ObjectFiles objects, WorkFolders work, IMetadataStore metadata, TimeProvider clock)
{
    private const int Chunk = 500;

    public async Task<CollectReport> CollectAsync(IReadOnlySet<Digest> reachable, TimeSpan grace, bool dryRun, CancellationToken ct)
    {
        var before = (clock.GetUtcNow() - grace).UtcDateTime;
        var rows = await metadata.ReadAsync(ObjectRows.AllAsync, ct);
        var kept = await WithPartsAsync(reachable, rows, ct);
        var victims = rows.Where(r => !kept.Contains(r.Digest) && IsOld(objects.PathOf(r.Digest), before)).ToList();
        if (!dryRun)
        {
            var forgotten = new List<ObjectRow>();
            foreach (var chunk in victims.Chunk(Chunk))
            {
                forgotten.AddRange(await metadata.WriteAsync((t, token) => ForgetAsync(t, chunk, before, token), ct));
            }

            victims = forgotten;
        }

        var orphans = await OrphansAsync(victims, before, dryRun, ct);
        return new(victims.Count + orphans.Count, victims.Sum(v => v.Size) + orphans.Bytes, rows.Count - victims.Count, RemoveFolders(kept, before, dryRun));
    }

    // What a reachable folder lists is reachable too.
    private async Task<HashSet<Digest>> WithPartsAsync(IReadOnlySet<Digest> reachable, IReadOnlyList<ObjectRow> rows, CancellationToken ct)
    {
        var kept = reachable.ToHashSet();
        foreach (var folder in rows.Where(r => r.IsFolder && reachable.Contains(r.Digest) && objects.Has(r.Digest, r.Size)))
        {
            kept.UnionWith((await objects.ListingAsync(folder.Digest, ct) ?? []).Select(e => e.Digest));
        }

        return kept;
    }

    private async Task<List<ObjectRow>> ForgetAsync(DbTransaction transaction, ObjectRow[] rows, DateTime before, CancellationToken ct)
    {
        var forgotten = new List<ObjectRow>(rows.Length);
        foreach (var row in rows)
        {
            // Published again since? Then it was touched, or a run or a pin names it by now.
            if (!IsOld(objects.PathOf(row.Digest), before))
            {
                continue;
            }

            var removed = await transaction.ExecuteSqlAsync(
                """
                DELETE FROM objects WHERE digest = @digest
                AND NOT EXISTS (SELECT 1 FROM run_artifacts a WHERE a.digest = objects.digest)
                AND NOT EXISTS (SELECT 1 FROM pins p WHERE p.digest = objects.digest)
                """,
                [("digest", row.Digest.Hex)],
                ct);
            if (removed > 0)
            {
                forgotten.Add(row);
            }
        }

        return forgotten;
    }

    private async Task<(int Count, long Bytes)> OrphansAsync(List<ObjectRow> victims, DateTime before, bool dryRun, CancellationToken ct)
    {
        var own = victims.Select(v => v.Digest).ToHashSet();
        var (count, bytes) = (0, 0L);
        foreach (var chunk in objects.OnDisk().Where(f => IsOld(f.Path, before)).Chunk(Chunk))
        {
            var removed = dryRun
                ? await metadata.ReadAsync((c, token) => OrphansOfAsync(c, null, chunk, token), ct)
                : await metadata.WriteAsync((t, token) => RemoveAsync(t, chunk, before, token), ct);
            var extra = removed.Where(r => r.Digest is not { } digest || !own.Contains(digest)).ToList();
            count += extra.Count;
            bytes += extra.Sum(r => r.Size);
        }

        return (count, bytes);
    }

    private static async Task<List<Orphan>> OrphansOfAsync(DbConnection connection, DbTransaction? transaction, (string Path, Digest? Digest)[] files, CancellationToken ct)
    {
        var named = files.Where(f => f.Digest is not null).Select(f => f.Digest!.Value).ToList();
        var recorded = (await ObjectRows.FindAsync(connection, transaction, named, ct)).Select(r => r.Digest).ToHashSet();
        return [.. files.Where(f => f.Digest is not { } d || !recorded.Contains(d)).Select(f => new Orphan(f.Path, f.Digest, FileStat.Of(f.Path).Size))];
    }

    private static async Task<List<Orphan>> RemoveAsync(DbTransaction transaction, (string Path, Digest? Digest)[] files, DateTime before, CancellationToken ct)
    {
        var orphans = await OrphansOfAsync(transaction.Connection!, transaction, files, ct);
        orphans.RemoveAll(o => !IsOld(o.Path, before));
        orphans.ForEach(o => File.Delete(o.Path));
        return orphans;
    }

    private int RemoveFolders(HashSet<Digest> kept, DateTime before, bool dryRun)
    {
        var views = Directory.Exists(objects.Views)
            ? Directory.EnumerateDirectories(objects.Views).Where(v => !(Digest.TryParse(Path.GetFileName(v), out var d) && kept.Contains(d)) && Directory.GetLastWriteTimeUtc(v) < before)
            : [];
        var abandoned = work.Abandoned(before).ToList();
        if (!dryRun)
        {
            foreach (var folder in views.Concat(abandoned).ToList())
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return abandoned.Count;
    }

    private static bool IsOld(string path, DateTime before) => File.GetLastWriteTimeUtc(path) <= before;

    private sealed record Orphan(string Path, Digest? Digest, long Size);
}
