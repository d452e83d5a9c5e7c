using Rondo.Stores.Artifacts;

namespace Rondo.Stores;

/// <summary>Devices, pipes and sockets: they are written into and never replaced. Who may do everything could take <c>/dev/null</c> away from the whole machine.</summary>
public static class SpecialFile
{
    /// <summary>Whether a device, pipe or socket is at the path, or at the end of its links.</summary>
    public static bool Is(string path) => FileStat.Of(path, follow: true).Kind == FileKind.Special;

    /// <summary>Demands a regular file itself: a link, a device or a pipe that a step left where its output belongs is not read.</summary>
    /// <exception cref="Rondo.Kernel.FailureException">Something else is there, or nothing.</exception>
    public static void Refuse(string path) => FileStat.Of(path).DemandFile(path);

    /// <summary>Demands that a path lies below a folder when the links on the way are followed: what a step left behind a linked folder is not its own.</summary>
    /// <exception cref="Rondo.Kernel.FailureException"><c>artifact.link-outside</c>.</exception>
    public static void RefuseOutside(string path, string folder)
    {
        var parent = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var (real, root) = (RealPath.Of(parent), RealPath.Of(folder));
        if (!(real + Path.DirectorySeparatorChar).StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new Kernel.FailureException(ArtifactFailures.LinkOutside(parent, real));
        }
    }
}
