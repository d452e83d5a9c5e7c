using Rondo.Kernel;

namespace Rondo.Stores;

/// <summary>
/// Digests of a user's own files and folders. What has not changed since it was hashed (same inode, size, times of change) is not read
/// again; a file changed within the last two seconds before it was hashed is, because its times could not show another change.
/// </summary>
public interface IFileDigests
{
    /// <summary>The SHA-256 of a file's bytes.</summary>
    /// <exception cref="FailureException"><c>artifact.not-found</c>, <c>artifact.unreadable</c>, <c>artifact.special-file</c>, <c>artifact.changing</c>.</exception>
    Task<Digest> OfFileAsync(string path, CancellationToken ct);

    /// <summary>The digest that <see cref="IArtifactStore.StageAsync(string, StageMode, CancellationToken)"/> gives a folder: of the sorted list of its files.</summary>
    /// <exception cref="FailureException">As for a file, and <c>artifact.link-outside</c>, <c>artifact.link-to-folder</c>.</exception>
    Task<Digest> OfFolderAsync(string path, CancellationToken ct);
}
