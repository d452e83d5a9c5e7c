using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>
/// The files of the store: <c>objects/ab/cdef…</c>, read-only. A file there is whole, since it is synced before it is renamed into
/// place. Its time of modification is when it was last published: gc counts its grace from there.
/// </summary>
internal sealed class ObjectFiles(string folder)
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const int ManyFolders = 24;
    private readonly Lock _making = new();
    private bool _made;

    public string Folder { get; } = Path.Combine(folder, "objects");

    public string Views { get; } = Path.Combine(folder, "folders");

    public string Damaged { get; } = Path.Combine(folder, "damaged");

    public string PathOf(Digest digest) => Path.Combine(Folder, digest.Hex[..2], digest.Hex[2..]);

    public string ViewOf(Digest digest) => Path.Combine(Views, digest.Hex);

    /// <summary>Whether a file of this size has the digest's name. Its bytes are not read.</summary>
    public bool Has(Digest digest, long size)
    {
        var stat = FileStat.Of(PathOf(digest));
        return stat.Kind == FileKind.File && stat.Size == size;
    }

    /// <summary>As <see cref="Has"/>, and keeps gc away from it for another time of grace.</summary>
    public bool TryTouch(Digest digest, long size, TimeProvider clock)
    {
        if (!Has(digest, size))
        {
            return false;
        }

        try
        {
            File.SetLastWriteTimeUtc(PathOf(digest), clock.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static void MakeReadOnly(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            File.SetAttributes(path, FileAttributes.ReadOnly);
        }
        else
        {
            File.SetUnixFileMode(path, ReadOnly);
        }
    }

    /// <summary>Renames staged files into place and makes the names durable. Those in place already are left.</summary>
    public void Take(IReadOnlyCollection<StagedPart> parts, TimeProvider clock)
    {
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts.Where(p => File.Exists(p.Path)))
        {
            var target = PathOf(part.Digest);
            MakeFolders();
            changed.Add(Path.GetDirectoryName(target)!);
            if (!TryTouch(part.Digest, part.Size, clock))
            {
                File.SetLastWriteTimeUtc(part.Path, clock.GetUtcNow().UtcDateTime);
                File.Move(part.Path, target, overwrite: true);
            }
            else
            {
                File.Delete(part.Path);
            }
        }

        if (changed.Count > ManyFolders)
        {
            Posix.SyncFileSystem(Folder);
        }
        else
        {
            foreach (var parent in changed)
            {
                Posix.SyncFolder(parent);
            }
        }
    }

    // All of them once a process, so that their names are synced together and not one by one as they are needed.
    private void MakeFolders()
    {
        lock (_making)
        {
            if (_made)
            {
                return;
            }

            for (var i = 0; i < 256; i++)
            {
                Directory.CreateDirectory(Path.Combine(Folder, i.ToString("x2", CultureInfo.InvariantCulture)));
            }

            Posix.SyncFolder(Folder);
            _made = true;
        }
    }

    /// <summary>Moves a damaged file out of the way, so that it counts as missing.</summary>
    public void SetAside(Digest digest, TimeProvider clock)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{digest.Hex}.{clock.GetUtcNow().UtcTicks}");
        try
        {
            Directory.CreateDirectory(Damaged);
            File.Move(PathOf(digest), Path.Combine(Damaged, name), overwrite: true);
        }
        catch (FileNotFoundException)
        {
            // Another process did the same.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && !Posix.MayWrite(Path.GetDirectoryName(Damaged)!))
        {
            // Who may only look tells what is damaged; it stays where it is.
        }
    }

    /// <summary>As <see cref="TryTouch"/>, and reads it: a damaged one is set aside, so that a good copy of it can take its place.</summary>
    public async Task<bool> TryTouchWholeAsync(Digest digest, long size, TimeProvider clock, CancellationToken ct)
    {
        if (!TryTouch(digest, size, clock))
        {
            return false;
        }

        if (await CopyAndHash.HashAsync(PathOf(digest), ct) == digest)
        {
            return true;
        }

        SetAside(digest, clock);
        return false;
    }

    /// <summary>The entries of a stored folder; null when the object is a plain file.</summary>
    public async Task<List<FolderEntry>?> ListingAsync(Digest digest, CancellationToken ct) =>
        FolderListing.Read(await File.ReadAllBytesAsync(PathOf(digest), ct));

    /// <summary>Every file below <c>objects/</c>: its digest where the name is one.</summary>
    public IEnumerable<(string Path, Digest? Digest)> OnDisk()
    {
        if (!Directory.Exists(Folder))
        {
            yield break;
        }

        foreach (var path in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var inside = Path.GetRelativePath(Folder, path);
            var named = inside.Length == 65 && inside[2] == Path.DirectorySeparatorChar && Digest.TryParse(inside[..2] + inside[3..], out var digest)
                ? digest
                : (Digest?)null;
            yield return (path, named);
        }
    }
}
