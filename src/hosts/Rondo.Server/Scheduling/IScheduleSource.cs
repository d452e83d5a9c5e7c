namespace Rondo.Server.Scheduling;

/// <summary>
/// Knows things that are due at times of the calendar, and what being due means. Register it as a singleton:
/// <c>services.AddSingleton&lt;IScheduleSource, X&gt;()</c>. The clock asks every few seconds what there is, keeps the next time of each in the
/// database, and fires each time once, however many servers there are.
/// </summary>
internal interface IScheduleSource
{
    /// <summary>Begins the names of this source: <c>retrain</c>.</summary>
    string Kind { get; }

    /// <summary>All there are now.</summary>
    Task<IReadOnlyList<Scheduled>> ListAsync(CancellationToken ct);

    /// <summary>It is time. Called once for a time; times that passed while no server ran are made up for by one call.</summary>
    Task FireAsync(string name, DateTimeOffset due, CancellationToken ct);
}

/// <summary>Something due at times of the calendar.</summary>
/// <param name="Name">Unique in its source.</param>
/// <param name="When"><c>hourly</c>, <c>daily</c>, <c>weekly</c>, <c>monthly</c>, <c>every 90m</c>, or cron: <c>0 3 * * 1</c>; see <see cref="Calendar"/>.</param>
internal sealed record Scheduled(string Name, string When);
