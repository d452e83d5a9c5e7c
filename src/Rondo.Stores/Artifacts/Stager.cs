using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>Brings contents to the staging area: hashed, read-only, synced to disk, not yet visible.</summary>
internal sealed class Stager(WorkFolders work, FileStager files)
{
    private const int ManyFiles = 16;
    private static readonly int Lanes = Math.Max(2, Environment.ProcessorCount);

    public async Task<StagedObject> BytesAsync(ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var digest = Digest.Of(content.Span);
        return new(digest, content.Length, await files.PartAsync(digest, content, isListing: false, ct));
    }

    public async Task<StagedObject> PathAsync(string path, StageMode mode, CancellationToken ct)
    {
        if (mode == StageMode.Move && !work.Contains(path))
        {
            throw new ArgumentException($"Only what lies in a work folder of the store may be moved; '{path}' does not.", nameof(path));
        }

        if (mode == StageMode.Move && Path.GetDirectoryName(path) is { } folder && !work.Holds(folder))
        {
            throw new FailureException(ArtifactFailures.LinkOutside(folder, RealPath.Of(folder)));
        }

        var stat = FileStat.Of(path, follow: mode == StageMode.Copy);
        return stat.Kind == FileKind.Folder
            ? await FolderAsync(path, mode, ct)
            : await FileAsync(path, stat.DemandFile(path), mode, ct);
    }

    private async Task<StagedObject> FileAsync(string path, FileStat stat, StageMode mode, CancellationToken ct)
    {
        var part = await files.OneAsync(path, stat, mode, sync: true, ct);
        return new(part.Digest, part.Size, part.Path.Length == 0 ? [] : [part]);
    }

    private async Task<StagedObject> FolderAsync(string path, StageMode mode, CancellationToken ct)
    {
        var found = FolderWalk.Files(path);
        var parts = new StagedPart[found.Count];
        var many = found.Count > ManyFiles;
        await Parallel.ForAsync(
            0,
            found.Count,
            new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Lanes },
            async (i, token) =>
            {
                var linked = !string.Equals(found[i].Inside, Path.GetRelativePath(path, found[i].Path), StringComparison.Ordinal);
                parts[i] = await files.OneAsync(found[i].Path, found[i].Stat, linked ? StageMode.Copy : mode, sync: !many, token);
            });

        var entries = found.Zip(parts, (f, p) => new FolderEntry(f.Inside, p.Digest, p.Size, f.Stat.Executable));
        var listing = FolderListing.Write(entries);
        var digest = Digest.Of(listing);
        var staged = parts.Where(p => p.Path.Length > 0).Concat(await files.PartAsync(digest, listing, isListing: true, ct)).ToList();
        if (many && staged.Count > 0)
        {
            Posix.SyncFileSystem(work.Root);
        }

        return new(digest, parts.Sum(p => p.Size), staged) { IsFolder = true };
    }
}
