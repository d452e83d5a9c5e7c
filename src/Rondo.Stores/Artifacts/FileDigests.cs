using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <inheritdoc/>
internal sealed class FileDigests(DigestCache cache) : IFileDigests
{
    // Time stamps are coarse (a clock tick; two seconds on some file systems): a later change could leave them as they are.
    private static readonly TimeSpan TooRecent = TimeSpan.FromSeconds(2);
    private static readonly int Lanes = Math.Max(2, Environment.ProcessorCount);

    public async Task<Digest> OfFileAsync(string path, CancellationToken ct)
    {
        try
        {
            return await OneAsync(path, FileStat.Of(path, follow: true).DemandFile(path), ct);
        }
        catch (Exception e) when (ArtifactFailures.Explain(e, path) is { } failure)
        {
            throw new FailureException(failure, e);
        }
    }

    public async Task<Digest> OfFolderAsync(string path, CancellationToken ct)
    {
        try
        {
            var files = FolderWalk.Files(path);
            var entries = new FolderEntry[files.Count];
            await Parallel.ForAsync(
                0,
                files.Count,
                new ParallelOptions { CancellationToken = ct, MaxDegreeOfParallelism = Lanes },
                async (i, token) =>
                {
                    var file = files[i];
                    entries[i] = new(file.Inside, await OneAsync(file.Path, file.Stat, token), file.Stat.Size, file.Stat.Executable);
                });
            return Digest.Of(FolderListing.Write(entries));
        }
        catch (Exception e) when (ArtifactFailures.Explain(e, path) is { } failure)
        {
            throw new FailureException(failure, e);
        }
    }

    /// <summary>The digest of a file that is still what it was when it was hashed.</summary>
    public Digest? Known(string path, FileStat stat) => Posix.Available ? cache.Find(Path.GetFullPath(path), stat) : null;

    /// <summary>Keeps a digest, unless the file could change again without showing it.</summary>
    public void Remember(string path, FileStat stat, Digest digest, DateTimeOffset hashedAt)
    {
        var latest = (hashedAt - TooRecent).ToUnixTimeMilliseconds() * 1_000_000;
        if (stat.ModifiedNanoseconds < latest && stat.ChangedNanoseconds < latest)
        {
            cache.Put(Path.GetFullPath(path), stat, digest);
        }
    }

    private async Task<Digest> OneAsync(string path, FileStat stat, CancellationToken ct)
    {
        if (Known(path, stat) is { } known)
        {
            return known;
        }

        // The true time, not the program's clock: it is compared with what the file system wrote.
        var hashedAt = TimeProvider.System.GetUtcNow();
        var digest = await CopyAndHash.HashAsync(path, ct);
        var after = FileStat.Of(path, follow: true);
        if (after with { Links = stat.Links } != stat)
        {
            throw new FailureException(ArtifactFailures.Changing(path));
        }

        Remember(path, after, digest, hashedAt);
        return digest;
    }
}
