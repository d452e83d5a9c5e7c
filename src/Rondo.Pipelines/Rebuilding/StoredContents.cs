using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Rebuilding;

/// <summary>Contents that may be given to a step: recorded, there, and read whole once before they are believed.</summary>
internal sealed class StoredContents(IArtifactStore artifacts)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<Digest, Lazy<Task<bool>>> _known = new();

    /// <summary>Whether the content is there and hashes to its name. A damaged one is set aside, and is missing from then on.</summary>
    public Task<bool> HoldsAsync(Digest digest, CancellationToken ct) => _known.GetOrAdd(digest, d => new(() => LookAsync(d, ct))).Value;

    /// <summary>They were hashed as they were stored, in this process and a moment ago.</summary>
    public void Made(IEnumerable<Digest> digests)
    {
        foreach (var digest in digests)
        {
            _known[digest] = new(Task.FromResult(true));
        }
    }

    private async Task<bool> LookAsync(Digest digest, CancellationToken ct) =>
        (await artifacts.PresentAsync([digest], ct)).Count > 0 && await artifacts.IsIntactAsync(digest, ct);
}
