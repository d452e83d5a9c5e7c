using System.Data.Common;
using Rondo.Kernel;

namespace Rondo.Stores;

/// <summary>
/// Immutable contents by their SHA-256: a file, or a folder (whose content is the sorted list of its files and their digests).
/// </summary>
/// <remarks>
/// The contract, enforced by a suite: what is staged is invisible; what is published is complete, durable and visible at once, together
/// with the rows of the same transaction, or not at all; publishing what is there already stores nothing; stored files are read-only; a
/// user's own file is copied (or reflinked), never hard-linked into the store; damage is noticed by <see cref="VerifyAsync"/>.
/// </remarks>
public interface IArtifactStore
{
    /// <summary>Makes an empty folder on the store's own disk for a step to work and write in. Removed by the caller, or by gc after a crash.</summary>
    string CreateWorkFolder(string label);

    /// <summary>Hashes a file or folder and brings it to the staging area. With <see cref="StageMode.Move"/> it must lie in a work folder of this store.</summary>
    Task<StagedObject> StageAsync(string path, StageMode mode, CancellationToken ct);

    /// <summary>Stages bytes.</summary>
    Task<StagedObject> StageAsync(ReadOnlyMemory<byte> content, CancellationToken ct);

    /// <summary>
    /// Brings staged files durably to their places, so that no transaction waits for the disk while others wait for it. They stay
    /// invisible. What was not placed before is placed by <see cref="PublishAsync"/>.
    /// </summary>
    Task PlaceAsync(IReadOnlyList<StagedObject> objects, CancellationToken ct);

    /// <summary>Makes staged objects durable and part of <paramref name="transaction"/>: they become visible when it commits.</summary>
    Task PublishAsync(DbTransaction transaction, IReadOnlyList<StagedObject> objects, CancellationToken ct);

    /// <summary>Which of these contents are there, whole, with their recorded size (not hashed again). One query for all.</summary>
    Task<IReadOnlySet<Digest>> PresentAsync(IReadOnlyCollection<Digest> digests, CancellationToken ct);

    /// <summary>A local read-only file (or folder) with the content; valid until gc removes it.</summary>
    /// <exception cref="FailureException"><c>artifact.missing</c>.</exception>
    Task<string> LocalPathAsync(Digest digest, CancellationToken ct);

    /// <summary>Brings a content to a path that does not exist yet, by hard link (read-only) or by copy (the user's own).</summary>
    Task CheckOutAsync(Digest digest, string path, CheckOutMode mode, CancellationToken ct);

    /// <summary>Hashes one stored object again. When it is damaged it is set aside, so that it counts as missing.</summary>
    Task<bool> IsIntactAsync(Digest digest, CancellationToken ct);

    /// <summary>Hashes everything again; reports damaged, missing and unknown objects. Damaged ones are set aside, so that they count as missing from then on.</summary>
    Task<VerifyReport> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken ct);

    /// <summary>Removes objects that nothing in <paramref name="reachable"/> names and that are older than <paramref name="grace"/>, and left-over work folders of dead processes.</summary>
    Task<CollectReport> CollectAsync(IReadOnlySet<Digest> reachable, TimeSpan grace, bool dryRun, CancellationToken ct);
}

/// <summary>How a file comes to the staging area.</summary>
public enum StageMode
{
    /// <summary>The file stays where it is; its content is copied while it is hashed.</summary>
    Copy,

    /// <summary>The file was made for the store and may be moved.</summary>
    Move,
}

/// <summary>How a stored content comes to a path.</summary>
public enum CheckOutMode
{
    /// <summary>A hard link, or a copy where links do not reach: read-only, verified after use by the caller.</summary>
    Link,

    /// <summary>A writable copy.</summary>
    Copy,
}

/// <summary>A content on its way into the store.</summary>
/// <param name="Digest">Its name.</param>
/// <param name="Size">Bytes; of a folder, of all its files.</param>
/// <param name="Parts">The stored files that make it up and where they are staged; empty when everything is stored already.</param>
public sealed record StagedObject(Digest Digest, long Size, IReadOnlyList<StagedPart> Parts)
{
    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; init; }
}

/// <summary>One file to be published.</summary>
public sealed record StagedPart(Digest Digest, long Size, string Path, bool IsFolderListing);

/// <summary>What <see cref="IArtifactStore.VerifyAsync"/> found.</summary>
public sealed record VerifyReport(long Objects, long Bytes, IReadOnlyList<Digest> Damaged, IReadOnlyList<Digest> Missing, IReadOnlyList<string> Unknown)
{
    /// <summary>Whether every recorded object is there and hashes to its name.</summary>
    public bool Intact => Damaged.Count == 0 && Missing.Count == 0;
}

/// <summary>How far a verification is.</summary>
public readonly record struct VerifyProgress(long Objects, long Total);

/// <summary>What gc removed, or would remove.</summary>
public sealed record CollectReport(long Objects, long Bytes, long Kept, int WorkFolders);
