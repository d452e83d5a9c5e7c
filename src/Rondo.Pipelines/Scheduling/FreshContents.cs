using System.Collections.Concurrent;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

/// <summary>
/// Small outputs between the moment their contents are known and the moment they are durable, so that the next step need not wait for the
/// disk. What reads them is published after them, or not at all.
/// </summary>
internal sealed class FreshContents
{
    private const long LargestBytes = 64 * 1024;

    private readonly ConcurrentDictionary<Digest, byte[]> _contents = new();

    /// <summary>Keeps the bytes of an output.</summary>
    public void Keep(Digest digest, byte[] bytes) => _contents[digest] = bytes;

    /// <summary>The bytes of a small plain file, else null.</summary>
    public static byte[]? Read(string path) => new FileInfo(path) is { Exists: true, LinkTarget: null, Length: <= LargestBytes } ? File.ReadAllBytes(path) : null;

    /// <summary>Whether all of these are here.</summary>
    public bool HasAll(IEnumerable<RunArtifact> artifacts) => artifacts.All(a => _contents.ContainsKey(a.Digest));

    /// <summary>The bytes, or null where they are published or too many.</summary>
    public byte[]? Find(Digest digest) => _contents.GetValueOrDefault(digest);

    /// <summary>They are published, or never will be.</summary>
    public void Drop(IEnumerable<RunArtifact> artifacts)
    {
        foreach (var artifact in artifacts)
        {
            _contents.TryRemove(artifact.Digest, out _);
        }
    }
}
