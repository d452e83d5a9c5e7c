using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>Brings one file's content to the staging area of this process.</summary>
internal sealed class FileStager(ObjectFiles objects, WorkFolders work, FileDigests digests, TimeProvider clock)
{
    private readonly Lazy<string> _area = new(() => work.Create("staged"));
    private int _number;

    /// <summary>The staging area of this process, if there is one.</summary>
    public string? Area => _area.IsValueCreated ? _area.Value : null;

    // The path of the part is empty when the store has the content already.
    public async Task<StagedPart> OneAsync(string path, FileStat stat, StageMode mode, bool sync, CancellationToken ct)
    {
        if (digests.Known(path, stat) is { } known && objects.TryTouch(known, stat.Size, clock))
        {
            return new(known, stat.Size, "", IsFolderListing: false);
        }

        // A file with another name elsewhere is not ours alone: it may be a hard link to an input, or a person's own file.
        var part = mode == StageMode.Move && stat.Links == 1
            ? await MovedAsync(path, stat, sync, ct)
            : await CopiedAsync(path, stat, sync, ct);
        if (!await objects.TryTouchWholeAsync(part.Digest, part.Size, clock, ct))
        {
            return part;
        }

        File.Delete(part.Path);
        return part with { Path = "" };
    }

    private static async Task<StagedPart> MovedAsync(string path, FileStat stat, bool sync, CancellationToken ct)
    {
        var digest = await CopyAndHash.HashAsync(path, ct);
        ObjectFiles.MakeReadOnly(path);
        if (sync)
        {
            CopyAndHash.Sync(path);
        }

        return new(digest, stat.Size, Path.GetFullPath(path), IsFolderListing: false);
    }

    private async Task<StagedPart> CopiedAsync(string path, FileStat before, bool sync, CancellationToken ct)
    {
        var target = NextName();
        var hashedAt = TimeProvider.System.GetUtcNow();
        var (digest, size) = await CopyAndHash.CopyAsync(path, target, sync, ct);
        var after = FileStat.Of(path, follow: true);
        if (after with { Links = before.Links } != before || size != before.Size)
        {
            File.Delete(target);
            throw new FailureException(ArtifactFailures.Changing(path));
        }

        ObjectFiles.MakeReadOnly(target);
        digests.Remember(path, after, digest, hashedAt);
        return new(digest, size, target, IsFolderListing: false);
    }

    public async Task<IReadOnlyList<StagedPart>> PartAsync(Digest digest, ReadOnlyMemory<byte> content, bool isListing, CancellationToken ct)
    {
        if (await objects.TryTouchWholeAsync(digest, content.Length, clock, ct))
        {
            return [];
        }

        var target = NextName();
        CopyAndHash.Write(content.Span, target);
        ObjectFiles.MakeReadOnly(target);
        return [new(digest, content.Length, target, isListing)];
    }

    private string NextName() => Path.Combine(_area.Value, Interlocked.Increment(ref _number).ToString(CultureInfo.InvariantCulture));
}
