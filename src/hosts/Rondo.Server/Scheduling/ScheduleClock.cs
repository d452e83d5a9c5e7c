using Microsoft.Extensions.Logging;
using Rondo.Stores;

namespace Rondo.Server.Scheduling;

/// <summary>Fires what is due. A time is taken in the database before it is fired, so it is fired once at most, whatever happens to the lease.</summary>
internal sealed partial class ScheduleClock(Workspace workspace, IEnumerable<IScheduleSource> sources, ILogger<ScheduleClock> log) : IHeartbeat
{
    private readonly ScheduleStore _store = new(workspace);

    public string Name => "schedules";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task BeatAsync(CancellationToken ct)
    {
        var known = (await _store.ListAsync(ct)).ToDictionary(s => s.Name, StringComparer.Ordinal);
        foreach (var source in sources)
        {
            foreach (var one in await source.ListAsync(ct))
            {
                var name = $"{source.Kind}/{one.Name}";
                await OneAsync(source, one, name, known.GetValueOrDefault(name), ct);
                known.Remove(name);
            }

            foreach (var gone in known.Keys.Where(n => n.StartsWith(source.Kind + "/", StringComparison.Ordinal)))
            {
                await _store.RemoveAsync(gone, ct);
            }
        }
    }

    private async Task OneAsync(IScheduleSource source, Scheduled one, string name, ScheduleRecord? known, CancellationToken ct)
    {
        var calendar = Calendar.Parse(one.When);
        if (!calendar.Ok)
        {
            Unreadable(log, name, one.When);
            return;
        }

        var now = workspace.Clock.GetUtcNow();
        if (known is null || !string.Equals(known.When, one.When, StringComparison.Ordinal))
        {
            await _store.SetAsync(name, one.When, calendar.Value.Next(now), ct);
        }
        else if (known.NextAt <= now && await _store.TakeAsync(known, calendar.Value.Next(now), ct))
        {
            await source.FireAsync(one.Name, known.NextAt!.Value, ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Schedule} is never due: '{When}' is no time of the calendar.")]
    private static partial void Unreadable(ILogger log, string schedule, string when);
}
