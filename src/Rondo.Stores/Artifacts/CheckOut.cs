using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>Brings stored contents to paths.</summary>
internal sealed class CheckOut(ObjectFiles objects, WorkFolders work, TimeProvider clock)
{
    private const UnixFileMode AllExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public async Task<string> LocalPathAsync(ObjectRow row, CancellationToken ct)
    {
        if (!row.IsFolder)
        {
            return objects.PathOf(row.Digest);
        }

        var view = objects.ViewOf(row.Digest);
        if (Directory.Exists(view))
        {
            Directory.SetLastWriteTimeUtc(view, clock.GetUtcNow().UtcDateTime);
            return view;
        }

        var staged = work.Create("view");
        try
        {
            var tree = Path.Combine(staged, "tree");
            await FolderAsync(row.Digest, tree, CheckOutMode.Link, ct);
            Directory.CreateDirectory(objects.Views);
            MoveUnlessThere(tree, view);
        }
        finally
        {
            Directory.Delete(staged, recursive: true);
        }

        return view;
    }

    public async Task ToAsync(ObjectRow row, string path, CheckOutMode mode, CancellationToken ct)
    {
        if (FileStat.Of(path).Kind != FileKind.Nothing)
        {
            throw new FailureException(ArtifactFailures.Exists(path));
        }

        if (row.IsFolder)
        {
            await FolderAsync(row.Digest, path, mode, ct);
        }
        else
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await FileAsync(new("", row.Digest, row.Size, Executable: false), path, mode, ct);
        }
    }

    /// <summary>A view is a folder of links that a script could have written in: it is made again when it is not exactly the folder.</summary>
    public void DropView(Digest digest, List<FolderEntry> entries, bool intact)
    {
        var view = objects.ViewOf(digest);
        if (!Directory.Exists(view))
        {
            return;
        }

        var same = intact && CountOf(view) == entries.Count
            && entries.TrueForAll(e => FileStat.Of(Path.Combine(view, e.Path)) is { Kind: FileKind.File } s
                && (e.Executable ? s.Size == e.Size : s.Inode == FileStat.Of(objects.PathOf(e.Digest)).Inode));
        if (!same)
        {
            Directory.Delete(view, recursive: true);
        }
    }

    private static int? CountOf(string view)
    {
        try
        {
            return FolderWalk.Files(view).Count;
        }
        catch (FailureException)
        {
            return null;
        }
    }

    private async Task FolderAsync(Digest digest, string path, CheckOutMode mode, CancellationToken ct)
    {
        var entries = await objects.ListingAsync(digest, ct) ?? throw new FailureException(ArtifactFailures.Missing(digest));
        Directory.CreateDirectory(path);
        foreach (var entry in entries)
        {
            var target = Path.Combine(path, entry.Path.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            await FileAsync(entry, target, mode, ct);
        }
    }

    private async Task FileAsync(FolderEntry entry, string target, CheckOutMode mode, CancellationToken ct)
    {
        var source = objects.PathOf(entry.Digest);
        if (!objects.Has(entry.Digest, entry.Size))
        {
            throw new FailureException(ArtifactFailures.Missing(entry.Digest));
        }

        // A hard link shares its mode with the object, so an executable file has to be a copy.
        if (mode == CheckOutMode.Link && !entry.Executable && Posix.TryLink(source, target))
        {
            return;
        }

        var (copied, _) = await CopyAndHash.CopyAsync(source, target, sync: false, ct);
        if (copied != entry.Digest)
        {
            File.Delete(target);
            objects.SetAside(entry.Digest, clock);
            throw new FailureException(ArtifactFailures.Missing(entry.Digest));
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(target, (mode == CheckOutMode.Link ? ReadOnly : Own) | (entry.Executable ? AllExecute : UnixFileMode.None));
        }
    }

    private static void MoveUnlessThere(string tree, string view)
    {
        try
        {
            Directory.Move(tree, view);
        }
        catch (IOException) when (Directory.Exists(view))
        {
            // Another process made the same view first.
        }
    }
}
