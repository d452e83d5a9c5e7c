using System.Globalization;

namespace Rondo.Pipelines;

/// <summary>
/// When a trigger is due by the clock, in UTC: <c>hourly</c> at the full hour, <c>daily</c> at midnight, <c>weekly</c> on Monday at midnight,
/// <c>monthly</c> on the first at midnight, <c>every 6h</c> at multiples of the interval since 1970.
/// </summary>
/// <param name="Text">As written.</param>
public sealed record TriggerSchedule(string Text)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    private TimeSpan Interval => ScalarForms.Duration(Text["every".Length..].Trim()) ?? TimeSpan.Zero;

    /// <summary>Reads a schedule; null for anything else, and for intervals under a minute.</summary>
    public static TriggerSchedule? Parse(string text)
    {
        var schedule = new TriggerSchedule(text.Trim());
        return schedule.Text is "hourly" or "daily" or "weekly" or "monthly" || (schedule.Text.StartsWith("every ", StringComparison.Ordinal) && schedule.Interval >= Shortest) ? schedule : null;
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
            _ => DateTimeOffset.UnixEpoch.AddTicks((now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / Interval.Ticks * Interval.Ticks),
        };
    }

    internal static string Cause(DateTimeOffset due) => "schedule:" + due.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
