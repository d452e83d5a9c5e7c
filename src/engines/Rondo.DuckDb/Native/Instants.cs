namespace Rondo.DuckDb.Native;

/// <summary>Days and microseconds since 1970 to and from .NET's dates. The engine's infinities read as the ends of .NET's range.</summary>
internal static class Instants
{
    private const int Epoch = 719162;

    internal static int Days(DateOnly date) => date.DayNumber - Epoch;

    internal static DateOnly Date(int days) => days switch
    {
        int.MaxValue => DateOnly.MaxValue,
        -int.MaxValue => DateOnly.MinValue,
        _ when (long)days + Epoch is var day && day >= 0 && day <= DateOnly.MaxValue.DayNumber => DateOnly.FromDayNumber((int)day),
        _ => throw OutOfRange("DATE"),
    };

    /// <summary>Utc and Unspecified as they are, Local converted; parts below a microsecond are cut off.</summary>
    internal static long Microseconds(DateTime instant)
    {
        var utc = instant.Kind == DateTimeKind.Local ? instant.ToUniversalTime() : instant;
        return FloorDivide(utc.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>A stored count of units of <paramref name="ticks"/> (100 ns each).</summary>
    internal static DateTime Instant(long value, long ticks) => value switch
    {
        long.MaxValue => DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc),
        -long.MaxValue => DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc),
        _ => FromTicks(DateTime.UnixEpoch.Ticks + ((Int128)value * ticks)),
    };

    /// <summary>Nanoseconds are cut to 100 ns.</summary>
    internal static DateTime InstantOfNanoseconds(long value) =>
        value is long.MaxValue or -long.MaxValue ? Instant(value, 1) : Instant(FloorDivide(value, TimeSpan.NanosecondsPerTick), 1);

    internal static TimeOnly Time(long ticks) =>
        ticks >= 0 && ticks <= TimeOnly.MaxValue.Ticks ? new TimeOnly(ticks) : throw OutOfRange("TIME");

    internal static long FloorDivide(long value, long by)
    {
        var (quotient, rest) = Math.DivRem(value, by);
        return rest < 0 ? quotient - 1 : quotient;
    }

    private static DateTime FromTicks(Int128 ticks) =>
        ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime((long)ticks, DateTimeKind.Utc)
            : throw OutOfRange("TIMESTAMP");

    private static DuckDbException OutOfRange(string type) =>
        new(ErrorKind.OutOfRange, $"A {type} lies outside of what .NET can hold; cast it to VARCHAR, or read its number.");
}
