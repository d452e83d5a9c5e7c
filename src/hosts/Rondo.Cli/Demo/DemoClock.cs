namespace Rondo.Cli.Demo;

/// <summary>
/// The demo's own time. It stands where it was set, so that what is written twice is written the same, or goes on from there with the
/// machine's; durations are real.
/// </summary>
internal sealed class DemoClock(DateTimeOffset begin) : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTimeOffset _at = begin;
    private long? _since;

    /// <summary>Stands at a time from now on.</summary>
    public void Set(DateTimeOffset at)
    {
        lock (_gate)
        {
            (_at, _since) = (at, null);
        }
    }

    /// <summary>Goes on from where it stands.</summary>
    public void Go()
    {
        lock (_gate)
        {
            _since ??= System.GetTimestamp();
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _since is { } since ? _at + System.GetElapsedTime(since) : _at;
        }
    }
}
