using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>The failures of this slice, and the translation of what the file system throws.</summary>
internal static class ArtifactFailures
{
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = 0x70;

    public static Failure NotFound(string path) =>
        new("artifact.not-found", $"There is nothing at '{path}'.", "Check the path.");

    public static Failure Special(string path) => new FileInfo(path).LinkTarget is { } target
        ? World("artifact.link", $"'{path}' is a symbolic link to '{target}'.", "A link is not stored: write the content itself, such as by cp instead of ln -s.")
        : World("artifact.special-file", $"'{path}' is neither a file nor a folder.", "Pipes, sockets and devices have no content to store: write a regular file.");

    public static Failure LinkOutside(string path, string target) =>
        World("artifact.link-outside", $"'{path}' is a symbolic link to '{target}', outside the folder or nowhere.", "Replace it by a copy of what it points at.");

    public static Failure LinkToFolder(string path) =>
        World("artifact.link-to-folder", $"'{path}' is a symbolic link to a folder.", "Replace it by the folder itself: its files would be stored twice, or without end.");

    public static Failure Changing(string path) =>
        World("artifact.changing", $"'{path}' was changed while it was read.", "Wait until nothing writes to it, then try again.");

    public static Failure Unreadable(string path, string why) =>
        World("artifact.unreadable", $"'{path}' cannot be read: {why}", "Check that it exists and that you may read it.");

    public static Failure Missing(Digest digest) =>
        World("artifact.missing", $"The content {digest.Abbreviated} is not in the store, or not whole.", "'rondo verify' says what it is and what brings it back.");

    public static Failure Exists(string path) =>
        new("artifact.path-taken", $"There is something at '{path}' already.", "Remove it, or choose another path.");

    public static Failure DiskFull(string path) =>
        World("artifact.disk-full", $"There is no space left for '{path}'.", "Free some space, for example with 'rondo gc', and try again.");

    /// <summary>The failure behind an exception of the file system; null for other exceptions.</summary>
    public static Failure? Explain(Exception exception, string path) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => NotFound(path),
        UnauthorizedAccessException => Unreadable(path, "permission denied."),
        IOException io when (io.HResult & 0xFFFF) is NoSpace or QuotaExceeded or WindowsDiskFull => DiskFull(path),
        IOException io => Unreadable(path, io.Message),
        _ => null,
    };

    /// <summary>Runs <paramref name="act"/>; what the file system throws becomes a failure about <paramref name="path"/>.</summary>
    public static T Explained<T>(Func<T> act, string path)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (Explain(e, path) is { } failure)
        {
            throw new FailureException(failure, e);
        }
    }

    /// <inheritdoc cref="Explained"/>
    public static async Task<T> ExplainedAsync<T>(Func<Task<T>> act, string path)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (Explain(e, path) is { } failure)
        {
            throw new FailureException(failure, e);
        }
    }

    private static Failure World(string code, string problem, string remedy) => new(code, problem, remedy) { Kind = FailureKind.World };
}
