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
}
