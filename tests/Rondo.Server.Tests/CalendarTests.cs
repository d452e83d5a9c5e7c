using System.Globalization;
using Calendar = Rondo.Server.Scheduling.Calendar;

namespace Rondo.Server.Tests;

public sealed class CalendarTests
{
    // 2026-11-21 is a Saturday.
    [Theory]
    [InlineData("hourly", "2026-11-21T15:00:00Z")]
    [InlineData("daily", "2026-11-22T03:00:00Z")]
    [InlineData("weekly", "2026-11-23T03:00:00Z")]
    [InlineData("monthly", "2026-12-01T03:00:00Z")]
    [InlineData("every 90m", "2026-11-21T16:00:00Z")]
    [InlineData("every 0.5 d", "2026-11-22T02:30:00Z")]
    [InlineData("15 4 * * *", "2026-11-22T04:15:00Z")]
    [InlineData("0 3 * * 1", "2026-11-23T03:00:00Z")]
    [InlineData("0 3 * * 0", "2026-11-22T03:00:00Z")]
    [InlineData("0 3 * * 7", "2026-11-22T03:00:00Z")]
    [InlineData("0 3 * * 1-5", "2026-11-23T03:00:00Z")]
    [InlineData("*/20 * * * *", "2026-11-21T14:40:00Z")]
    [InlineData("0 0 12 ? * WED", "2026-11-25T12:00:00Z")]
    public void The_next_time_is_that_of_the_calendar(string when, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, CultureInfo.InvariantCulture), Calendar.Parse(when).Value.Next(DateTimeOffset.Parse("2026-11-21T14:30:00Z", CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("")]
    [InlineData("sometimes")]
    [InlineData("every 0s")]
    [InlineData("61 * * * *")]
    [InlineData("0 3 1 * 1")]
    [InlineData("every 99999999999d")]
    public void What_is_no_time_is_refused(string when) => Assert.Equal("schedule.bad", Assert.Single(Calendar.Parse(when).Failures).Code);
}
