using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>What kind of thing is at a path.</summary>
internal enum FileKind
{
    Nothing,
    File,
    Folder,
    Link,
    Special,
}

/// <summary>What the file system says of a path: enough to tell whether a file is still the one it was.</summary>
internal readonly record struct FileStat(FileKind Kind, long Size, ulong Device, ulong Inode, long ModifiedNanoseconds, long ChangedNanoseconds, uint Links, bool Executable)
{
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;
    private const int Directory = 0x4000;
    private const int Symbolic = 0xA000;
    private const int AnyExecute = 0x49;

    public static FileStat Of(string path, bool follow = false) => Posix.Available ? OfPosix(path, follow) : OfOther(path);

    /// <summary>A regular file, or the failure that says what is there instead.</summary>
    public FileStat DemandFile(string path) => Kind switch
    {
        FileKind.File => this,
        FileKind.Nothing => throw new FailureException(ArtifactFailures.NotFound(path)),
        _ => throw new FailureException(ArtifactFailures.Special(path)),
    };

    private static FileStat OfPosix(string path, bool follow)
    {
        if (!Posix.TryStat(path, follow, out var s))
        {
            return default;
        }

        var kind = (s.Mode & TypeMask) switch
        {
            Regular => FileKind.File,
            Directory => FileKind.Folder,
            Symbolic => FileKind.Link,
            _ => FileKind.Special,
        };
        return new(kind, s.Size, s.Device, s.Inode, s.ModifiedNanoseconds, s.ChangedNanoseconds, s.Links, (s.Mode & AnyExecute) != 0);
    }

    private static FileStat OfOther(string path)
    {
        var file = new FileInfo(path);
        if (file.Exists)
        {
            var modified = (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100;
            var created = (file.CreationTimeUtc - DateTime.UnixEpoch).Ticks * 100;
            return new(file.LinkTarget is null ? FileKind.File : FileKind.Link, file.Length, 0, 0, modified, Math.Max(modified, created), 1, false);
        }

        return System.IO.Directory.Exists(path) ? new(FileKind.Folder, 0, 0, 0, 0, 0, 1, false) : default;
    }
}
