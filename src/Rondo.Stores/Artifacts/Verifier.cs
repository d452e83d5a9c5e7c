using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>Reads objects again and compares them with their names.</summary>
internal sealed class Verifier(ObjectFiles objects, CheckOut checkOut, IMetadataStore metadata, TimeProvider clock)
{
    private static readonly int Lanes = Math.Max(2, Environment.ProcessorCount);

    private enum State
    {
        Whole,
        Damaged,
        Missing,
    }

    public async Task<bool> IsIntactAsync(Digest digest, CancellationToken ct)
    {
        var state = await StateOfAsync(digest, null, ct);
        if (state != State.Whole || !FolderListing.IsListing(objects.PathOf(digest)) || await objects.ListingAsync(digest, ct) is not { } entries)
        {
            return state == State.Whole;
        }

        var intact = true;
        foreach (var part in entries.DistinctBy(e => e.Digest))
        {
            intact &= await StateOfAsync(part.Digest, part.Size, ct) == State.Whole;
        }

        checkOut.DropView(digest, entries, intact);
        return intact;
    }

    public async Task<VerifyReport> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken ct)
    {
        var rows = await metadata.ReadAsync(ObjectRows.AllAsync, ct);
        var states = new State[rows.Count];
        long checkedSoFar = 0;
        await Parallel.ForAsync(
            0,
            rows.Count,
            new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Lanes },
            async (i, token) =>
            {
                states[i] = await StateOfAsync(rows[i].Digest, rows[i].Size, token);
                progress?.Report(new(Interlocked.Increment(ref checkedSoFar), rows.Count));
            });

        var unknown = await UnknownAsync(ct);
        var whole = rows.Where((_, i) => states[i] == State.Whole).ToList();
        return new(rows.Count, whole.Sum(r => r.Size), Those(State.Damaged), Those(State.Missing), unknown);

        List<Digest> Those(State state) => [.. rows.Where((_, i) => states[i] == state).Select(r => r.Digest)];
    }

    // An object is renamed into place before its row is committed, so what looks unknown is asked for again at the end.
    private async Task<List<string>> UnknownAsync(CancellationToken ct)
    {
        var onDisk = objects.OnDisk().ToList();
        var named = onDisk.Where(f => f.Digest is not null).Select(f => f.Digest!.Value).ToList();
        var recorded = (await metadata.ReadAsync((c, t) => ObjectRows.FindAsync(c, named, t), ct)).Select(r => r.Digest).ToHashSet();
        return [.. onDisk.Where(f => f.Digest is not { } digest || !recorded.Contains(digest)).Select(f => Path.GetRelativePath(objects.Folder, f.Path)).Order(StringComparer.Ordinal)];
    }

    private async Task<State> StateOfAsync(Digest digest, long? size, CancellationToken ct)
    {
        var path = objects.PathOf(digest);
        var stat = FileStat.Of(path);
        if (stat.Kind != FileKind.File)
        {
            return State.Missing;
        }

        if ((size is null || stat.Size == size) && await CopyAndHash.HashAsync(path, ct) == digest)
        {
            return State.Whole;
        }

        objects.SetAside(digest, clock);
        return State.Damaged;
    }
}
