namespace Rondo.Modeling.Features;

/// <summary>
/// Parts of a date by whole-number arithmetic alone, so that the same steps can be written as a graph: the proleptic Gregorian calendar,
/// years 1 to 9999 (days from civil dates, Hinnant 2014). Times outside are moved to its ends.
/// </summary>
internal static class Calendar
{
    public const long MicrosecondsPerDay = 86_400_000_000;
    public const long MicrosecondsPerHour = 3_600_000_000;
    public const long Earliest = -62_135_596_800_000_000;
    public const long Latest = 253_402_300_799_999_999;

    /// <summary>Days between 0000-03-01, where the computation's eras begin, and 1970-01-01.</summary>
    public const long EpochShift = 719_468;

    /// <summary>One part of a time that is not null.</summary>
    public static long Part(DatePart part, long microseconds)
    {
        var time = Math.Clamp(microseconds, Earliest, Latest);
        var ofDay = Modulo(time, MicrosecondsPerDay);
        var days = (time - ofDay) / MicrosecondsPerDay;
        return part switch
        {
            DatePart.Hour => ofDay / MicrosecondsPerHour,
            DatePart.EpochDays => days,
            DatePart.Weekday => Modulo(days + 3, 7),
            DatePart.Year => YearOf(days).Year,
            DatePart.Month => YearOf(days).Month,
            DatePart.Day => YearOf(days).Day,
            _ => days - FirstOfYear(YearOf(days).Year) + 1,
        };
    }

    // Years begin in March here, so that the leap day is the last of a year. All operands are positive from year 1 on.
    private static (long Year, long Month, long Day) YearOf(long days)
    {
        var z = days + EpochShift;
        var era = z / 146_097;
        var dayOfEra = z % 146_097;
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var day = dayOfYear - (((153 * shifted) + 2) / 5) + 1;
        var late = shifted / 10;                                     // 1 for January and February, which belong to the next year
        return ((era * 400) + yearOfEra + late, shifted + 3 - (12 * late), day);
    }

    private static long FirstOfYear(long year)
    {
        var before = year - 1;
        return (365 * before) + (before / 4) - (before / 100) + (before / 400) - 719_162;
    }

    private static long Modulo(long value, long divisor) => ((value % divisor) + divisor) % divisor;
}

/// <summary>What a time is taken apart into.</summary>
internal enum DatePart
{
    Year,
    Month,
    Day,

    /// <summary>0 is Monday.</summary>
    Weekday,
    Hour,

    /// <summary>1 is the first of January.</summary>
    DayOfYear,

    /// <summary>Days since 1970-01-01.</summary>
    EpochDays,
}
