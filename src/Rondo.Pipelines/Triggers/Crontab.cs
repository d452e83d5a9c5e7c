using System.Globalization;

namespace Rondo.Pipelines.Triggers;

/// <summary>
/// Times as in crontab(5), in UTC: minute, hour, day of the month, month, day of the week (0 and 7 are Sunday); each <c>*</c>, a number, a
/// range <c>1-5</c>, any of them with a step <c>/20</c>, or a list of these. A day may be given one way, not both: cron's "either" surprises.
/// </summary>
/// <remarks>Quartz, which reads these too, brings the hosting packages into every program that only parses a schedule.</remarks>
internal sealed class Crontab
{
    private const int FarthestDays = (8 * 366) + 2;
    private static readonly (int Least, int Most)[] Bounds = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];

    private readonly bool[][] _fields;

    private Crontab(bool[][] fields) => _fields = fields;

    /// <summary>Reads a text; null when it is none.</summary>
    public static Crontab? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != Bounds.Length || (words[2] is not "*" && words[4] is not "*"))
        {
            return null;
        }

        var fields = words.Zip(Bounds, (word, bounds) => Field(word, bounds.Least, bounds.Most)).ToArray();
        if (fields.Any(f => f is null))
        {
            return null;
        }

        fields[4]![0] |= fields[4]![7];
        return new(fields!);
    }

    /// <summary>The first time after another; null when there is none in eight years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var from = Minute(after).AddMinutes(1);
        for (var day = Day(from); day < from.AddDays(FarthestDays); day = day.AddDays(1))
        {
            if (IsOn(day) && Minutes(day).FirstOrDefault(m => m >= from) is var found && found != default)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The last time at or before <paramref name="now"/>; null when there was none in eight years.</summary>
    public DateTimeOffset? Last(DateTimeOffset now)
    {
        for (var day = Day(now); day > now.AddDays(-FarthestDays); day = day.AddDays(-1))
        {
            if (IsOn(day) && Minutes(day).LastOrDefault(m => m <= now) is var found && found != default)
            {
                return found;
            }
        }

        return null;
    }

    private static DateTimeOffset Day(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);

    private static DateTimeOffset Minute(DateTimeOffset time) => Day(time).AddMinutes(Math.Floor(time.UtcDateTime.TimeOfDay.TotalMinutes));

    private bool IsOn(DateTimeOffset day) => _fields[2][day.Day] && _fields[3][day.Month] && _fields[4][(int)day.DayOfWeek];

    private IEnumerable<DateTimeOffset> Minutes(DateTimeOffset day) =>
        from hour in Enumerable.Range(0, 24)
        where _fields[1][hour]
        from minute in Enumerable.Range(0, 60)
        where _fields[0][minute]
        select day.AddMinutes((hour * 60) + minute);

    // Which numbers are meant, by number; null when it cannot be read.
    private static bool[]? Field(string word, int least, int most)
    {
        var meant = new bool[most + 1];
        foreach (var part in word.Split(','))
        {
            var (range, step) = part.Split('/') switch { [var all] => (all, 1), [var some, var by] when Number(by) is > 0 and var count => (some, count), _ => ("", 0) };
            var (from, to) = range.Split('-') switch
            {
                ["*"] => (least, most),
                [var one] => (Number(one), part.Contains('/', StringComparison.Ordinal) ? most : Number(one)),
                [var first, var last] => (Number(first), Number(last)),
                _ => (-1, -1),
            };
            if (step == 0 || from < least || to > most || to < from)
            {
                return null;
            }

            for (var number = from; number <= to; number += step)
            {
                meant[number] = true;
            }
        }

        return meant;
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
