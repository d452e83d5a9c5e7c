using System.Collections.Concurrent;
using Rondo.Stores;

namespace Rondo.Server.Access;

/// <summary>
/// Remembers for two seconds whose a token is, so that not every request asks the database. What was changed in this workspace's folder, by this server, the
/// command line or another server there, holds at once (<see cref="AccessMark"/>); what another machine changed in the same database, within those seconds.
/// </summary>
internal sealed class KnownTokens(AccessStore store, Workspace workspace, TimeProvider clock) : IDisposable
{
    private const int Most = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (Caller Caller, TokenRecord Token, long Mark, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);
    private readonly AccessMark _mark = new(workspace.Folder);

    /// <summary>Whose token it is and which; null for one that is unknown, expired or revoked.</summary>
    public async Task<(Caller Caller, TokenRecord Token)?> FindAsync(string hash, CancellationToken ct)
    {
        // Read before the database is: a change in between is seen by the next request.
        var (now, mark) = (clock.GetUtcNow(), _mark.Read());
        if (_known.TryGetValue(hash, out var known) && known.Mark == mark && known.Until > now && !(known.Token.ExpiresAt <= now))
        {
            return (known.Caller, known.Token);
        }

        _known.TryRemove(hash, out _);
        if (await store.FindAsync(hash, ct) is not { } found)
        {
            return null;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        if (mark is { } read)
        {
            _known[hash] = (found.Caller, found.Token, read, now + Remembered);
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _mark.Dispose();
}
