using System.Collections.Concurrent;

namespace Rondo.Server.Access;

/// <summary>Remembers for two seconds whose a token is, so that not every request asks the database. A revoked one ends at once here, and within those seconds on another server.</summary>
internal sealed class KnownTokens(AccessStore store, TimeProvider clock)
{
    private const int Most = 10_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (Caller Caller, TokenRecord Token, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>Forgets everything: a token or a user was changed.</summary>
    public void Forget() => _known.Clear();

    /// <summary>Whose token it is and which; null for one that is unknown, expired or revoked.</summary>
    public async Task<(Caller Caller, TokenRecord Token)?> FindAsync(string hash, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(hash, out var known) && known.Until > now && !(known.Token.ExpiresAt <= now))
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

        _known[hash] = (found.Caller, found.Token, now + Remembered);
        return found;
    }
}
