using System.Collections.Concurrent;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Server.Access;

/// <summary>
/// Remembers for two seconds whose a token is, so that not every request asks the database. What was changed in this workspace's folder, by this server, the
/// command line or another server there, holds at once (<see cref="AccessMark"/>); what another machine changed in the same database, within those seconds.
/// While the database cannot be reached nobody can revoke anything, and predictions need not wait for it: who was known goes on being known, for ten minutes.
/// </summary>
internal sealed class KnownTokens(AccessStore store, Workspace workspace, TimeProvider clock) : IDisposable
{
    private const int Most = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (Caller Caller, TokenRecord Token, long Mark, DateTimeOffset Asked, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);
    private readonly AccessMark _mark = new(workspace.Folder);

    /// <summary>Whose token it is and which; null for one that is unknown, expired or revoked.</summary>
    public async Task<(Caller Caller, TokenRecord Token)?> FindAsync(string hash, CancellationToken ct)
    {
        // Read before the database is: a change in between is seen by the next request.
        var (now, mark) = (clock.GetUtcNow(), _mark.Read());
        var valid = _known.TryGetValue(hash, out var known) && known.Mark == mark && !(known.Token.ExpiresAt <= now);
        if (valid && known.Until > now)
        {
            return (known.Caller, known.Token);
        }

        (Caller Caller, TokenRecord Token)? asked;
        try
        {
            asked = await store.FindAsync(hash, ct);
        }
        catch (FailureException e) when (valid && known.Asked + Outage > now && e.Failures.Any(f => f.Code is "store.unreachable"))
        {
            _known[hash] = known with { Until = now + Remembered };
            return (known.Caller, known.Token);
        }

        _known.TryRemove(hash, out _);
        if (asked is not { } found)
        {
            return null;
        }

        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        if (mark is { } read)
        {
            _known[hash] = (found.Caller, found.Token, read, now, now + Remembered);
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _mark.Dispose();
}
