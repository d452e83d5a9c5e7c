using System.Globalization;
using System.Text.RegularExpressions;
using Quartz;
using Rondo.Kernel;

namespace Rondo.Server.Scheduling;

/// <summary>
/// When something is due: <c>hourly</c>, <c>daily</c> (3:00), <c>weekly</c> (Monday 3:00), <c>monthly</c> (the first, 3:00), <c>every 90m</c>
/// (s, m, h, d), or cron with five fields as in crontab(5), or Quartz's with six or seven. Times of the calendar are UTC.
/// </summary>
internal sealed partial class Calendar
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly CronExpression? _cron;
    private readonly TimeSpan _every;

    private Calendar(CronExpression? cron, TimeSpan every) => (_cron, _every) = (cron, every);

    /// <summary>Reads a text.</summary>
    public static Result<Calendar> Parse(string text)
    {
        var interval = Interval().Match(text.Trim());
        if (interval.Success)
        {
            var every = Length(interval);
            return every >= Shortest && every <= TimeSpan.FromDays(3660) ? new Calendar(null, every) : Bad(text);
        }

        var cron = text.Trim() switch
        {
            "hourly" => "0 0 * * * ?",
            "daily" => "0 0 3 * * ?",
            "weekly" => "0 0 3 ? * MON",
            "monthly" => "0 0 3 1 * ?",
            var other => Quartz(other),
        };
        try
        {
            return cron is null ? Bad(text) : new Calendar(new CronExpression(cron, TimeZoneInfo.Utc), default);
        }
        catch (FormatException)
        {
            return Bad(text);
        }
    }

    /// <summary>The first time after <paramref name="after"/>; null when there is none any more.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => _cron is null ? after + _every : _cron.GetNextValidTimeAfter(after);

    private static Failure Bad(string text) =>
        new("schedule.bad", $"'{text}' is no time of the calendar.", "Write hourly, daily, weekly, monthly, every 90m, or cron: 0 3 * * 1.");

    private static TimeSpan Length(Match interval)
    {
        var count = double.Parse(interval.Groups["count"].ValueSpan, CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(Math.Min(1e10, count * interval.Groups["unit"].Value switch { "s" => 1, "m" => 60, "h" => 3600, _ => 86400 }));
    }

    // crontab(5) counts the days of the week from Sunday 0, and a day named both ways means either; Quartz wants one of them left open.
    private static string? Quartz(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length is 6 or 7)
        {
            return text;
        }

        if (fields is not [var minute, var hour, var day, var month, var week])
        {
            return null;
        }

        return (day, week) switch
        {
            (_, "*") => $"0 {minute} {hour} {day} {month} ?",
            ("*", _) => $"0 {minute} {hour} ? {month} {DayOfWeek().Replace(week, d => Days[int.Parse(d.ValueSpan, CultureInfo.InvariantCulture)])}",
            _ => null,
        };
    }

    [GeneratedRegex(@"^every (?<count>[0-9]{1,6}(\.[0-9]{1,3})?)\s*(?<unit>[smhd])$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Interval();

    // Not the step of */2.
    [GeneratedRegex(@"(?<![/0-9])[0-7](?![0-9])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DayOfWeek();
}
