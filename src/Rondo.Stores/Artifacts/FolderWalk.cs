using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>A file found below a folder: its path inside (with <c>/</c>), where its bytes are, and what the file system said of it.</summary>
internal sealed record FoundFile(string Inside, string Path, FileStat Stat);

/// <summary>
/// The files below a folder. A symbolic link to a file inside the folder counts as that file; one that leads outside, to nothing or to
/// a folder is refused, and so is whatever is neither a file nor a folder.
/// </summary>
internal static class FolderWalk
{
    public static List<FoundFile> Files(string folder)
    {
        var root = Path.GetFullPath(folder);
        var files = new List<FoundFile>();
        Walk(root, root, files);
        files.Sort((a, b) => string.CompareOrdinal(a.Inside, b.Inside));
        return files;
    }

    private static void Walk(string root, string folder, List<FoundFile> files)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder))
        {
            var stat = FileStat.Of(path);
            switch (stat.Kind)
            {
                case FileKind.Folder:
                    Walk(root, path, files);
                    break;
                case FileKind.File:
                    files.Add(new(Inside(root, path), path, stat));
                    break;
                case FileKind.Link:
                    files.Add(Linked(root, path));
                    break;
                default:
                    throw new FailureException(stat.Kind == FileKind.Nothing ? ArtifactFailures.Changing(path) : ArtifactFailures.Special(path));
            }
        }
    }

    private static FoundFile Linked(string root, string path)
    {
        var target = TargetOf(path);
        var stat = FileStat.Of(target, follow: true);
        if (stat.Kind == FileKind.Nothing || !RealPath.Of(target).StartsWith(RealPath.Of(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new FailureException(ArtifactFailures.LinkOutside(path, target));
        }

        return stat.Kind switch
        {
            FileKind.File => new(Inside(root, path), target, stat),
            FileKind.Folder => throw new FailureException(ArtifactFailures.LinkToFolder(path)),
            _ => throw new FailureException(ArtifactFailures.Special(path)),
        };
    }

    private static string TargetOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            return path + " (a circle of links)";
        }
    }

    private static string Inside(string root, string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
