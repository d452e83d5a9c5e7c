using System.Globalization;
using Rondo.Pipelines.Triggers;

namespace Rondo.Pipelines;

/// <summary>
/// When a trigger is due by the clock, in UTC: <c>hourly</c> at the full hour, <c>daily</c> at midnight, <c>weekly</c> on Monday at midnight,
/// <c>monthly</c> on the first at midnight, <c>every 6h</c> at multiples of the interval since 1970, <c>0 3 * * 1</c> as in crontab(5).
/// </summary>
/// <param name="Text">As written.</param>
public sealed record TriggerSchedule(string Text)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    private Crontab? Cron => Crontab.Parse(Text);

    private TimeSpan Interval => ScalarForms.Duration(Text["every".Length..].Trim()) ?? TimeSpan.Zero;

    /// <summary>Reads a schedule; null for anything else, and for intervals under a minute.</summary>
    public static TriggerSchedule? Parse(string text)
    {
        var schedule = new TriggerSchedule(text.Trim());
        return schedule.Cron is not null || schedule.Text is "hourly" or "daily" or "weekly" or "monthly" || (schedule.Text.StartsWith("every ", StringComparison.Ordinal) && schedule.Interval >= Shortest) ? schedule : null;
    }

    /// <summary>The last time at or before <paramref name="now"/> at which it was due. Due times missed while nothing ran count once, as the last of them.</summary>
    public DateTimeOffset LastDue(DateTimeOffset now)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        return Text switch
        {
            "hourly" => day.AddHours(now.UtcDateTime.Hour),
            "daily" => day,
            "weekly" => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            "monthly" => day.AddDays(1 - day.Day),
            _ when Cron is not null => Cron.Last(now) ?? DateTimeOffset.UnixEpoch,
            _ => DateTimeOffset.UnixEpoch.AddTicks((now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / Interval.Ticks * Interval.Ticks),
        };
    }

    /// <summary>The first time after <paramref name="now"/> at which it will be due; null when there is none any more.</summary>
    public DateTimeOffset? NextDue(DateTimeOffset now) => Text switch
    {
        "hourly" => LastDue(now).AddHours(1),
        "daily" => LastDue(now).AddDays(1),
        "weekly" => LastDue(now).AddDays(7),
        "monthly" => LastDue(now).AddMonths(1),
        _ when Cron is not null => Cron.Next(now),
        _ => LastDue(now) + Interval,
    };

    internal static string Cause(DateTimeOffset due) => "schedule:" + due.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
