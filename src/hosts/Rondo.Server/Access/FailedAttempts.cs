using System.Net;

namespace Rondo.Server.Access;

/// <summary>Counts wrong tokens by address and minute, in bounded memory.</summary>
internal sealed class FailedAttempts(TimeProvider clock)
{
    private const int Allowed = 20;
    private const int MostAddresses = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private long _minute;

    /// <summary>Notes one; true when there were too many from there in this minute.</summary>
    public bool Note(IPAddress? from)
    {
        var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
        var key = from?.ToString() ?? "";
        lock (_gate)
        {
            if (minute != _minute || _counts.Count >= MostAddresses)
            {
                _counts.Clear();
                _minute = minute;
            }

            return (_counts[key] = _counts.GetValueOrDefault(key) + 1) > Allowed;
        }
    }
}
