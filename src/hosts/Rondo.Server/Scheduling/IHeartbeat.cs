namespace Rondo.Server.Scheduling;

/// <summary>
/// Something that happens by time. The loop of the server calls it again and again under a lease of its own, so that of several servers on
/// one database one does it. Register it as a singleton: <c>services.AddSingleton&lt;IHeartbeat, X&gt;()</c>.
/// </summary>
internal interface IHeartbeat
{
    /// <summary>Names the lease and the log lines: lower-case letters and dashes.</summary>
    string Name { get; }

    /// <summary>The pause between the end of one beat and the begin of the next, by the workspace's clock.</summary>
    TimeSpan Every { get; }

    /// <summary>Whether every server does it for itself (what it holds in memory), with no lease.</summary>
    bool OnEveryServer => false;

    /// <summary>
    /// Does what is due by now. A failure is logged, and the next beat comes; so one beat must leave things such that the next can go on.
    /// Cancelled when the server stops or the lease is lost.
    /// </summary>
    Task BeatAsync(CancellationToken ct);
}
