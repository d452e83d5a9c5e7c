using System.Data.Common;
using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>What is published: rows and files together.</summary>
internal sealed class Catalog(ObjectFiles objects, IMetadataStore metadata, TimeProvider clock)
{
    public void Place(IReadOnlyList<StagedObject> staged) => objects.Take([.. staged.SelectMany(o => o.Parts)], clock);

    public async Task PublishAsync(DbTransaction transaction, IReadOnlyList<StagedObject> staged, CancellationToken ct)
    {
        Place(staged);
        var rows = new List<ObjectRow>();
        foreach (var one in staged)
        {
            await AddRowsAsync(one, rows, ct);
        }

        await ObjectRows.InsertAsync(transaction, rows, clock.GetUtcNow(), ct);
    }

    public async Task<IReadOnlySet<Digest>> PresentAsync(IReadOnlyCollection<Digest> digests, CancellationToken ct)
    {
        var rows = await metadata.ReadAsync((c, token) => ObjectRows.FindAsync(c, digests, token), ct);
        var present = new HashSet<Digest>();
        foreach (var row in rows)
        {
            if (objects.Has(row.Digest, row.Size) && (!row.IsFolder || await PartsArePresentAsync(row.Digest, ct)))
            {
                present.Add(row.Digest);
            }
        }

        return present;
    }

    public async Task<ObjectRow> DemandAsync(Digest digest, CancellationToken ct)
    {
        var rows = await metadata.ReadAsync((c, token) => ObjectRows.FindAsync(c, [digest], token), ct);
        return rows is [var row] && objects.Has(digest, row.Size) ? row : throw new FailureException(ArtifactFailures.Missing(digest));
    }

    // Everything a staged object names must be in place now, also what was there when it was staged: gc may have run since.
    private async Task AddRowsAsync(StagedObject staged, List<ObjectRow> rows, CancellationToken ct)
    {
        var stat = FileStat.Of(objects.PathOf(staged.Digest));
        if (stat.Kind != FileKind.File || (!staged.IsFolder && stat.Size != staged.Size))
        {
            throw new FailureException(ArtifactFailures.Missing(staged.Digest));
        }

        rows.Add(new(staged.Digest, stat.Size, staged.IsFolder));
        if (!staged.IsFolder)
        {
            return;
        }

        var entries = await objects.ListingAsync(staged.Digest, ct) ?? throw new FailureException(ArtifactFailures.Missing(staged.Digest));
        foreach (var entry in entries)
        {
            if (!objects.Has(entry.Digest, entry.Size))
            {
                throw new FailureException(ArtifactFailures.Missing(entry.Digest));
            }

            rows.Add(new(entry.Digest, entry.Size, IsFolder: false));
        }
    }

    private async Task<bool> PartsArePresentAsync(Digest folder, CancellationToken ct) =>
        await objects.ListingAsync(folder, ct) is { } entries && entries.TrueForAll(e => objects.Has(e.Digest, e.Size));
}
