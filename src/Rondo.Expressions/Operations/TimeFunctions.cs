using System.Globalization;
using static Rondo.Expressions.ValueKind;

namespace Rondo.Expressions.Operations;

/// <summary>Timestamps and durations, in the proleptic Gregorian calendar, without time zones and leap seconds.</summary>
internal static class TimeFunctions
{
    private static readonly (string Unit, double Microseconds)[] Units =
        [("weeks", 6048e8), ("days", 864e8), ("hours", 36e8), ("minutes", 6e7), ("seconds", 1e6), ("milliseconds", 1e3)];

    public static IEnumerable<Operation> All { get; } =
    [
        Field("year", t => t.Year, "year"),
        Field("quarter", t => ((t.Month - 1) / 3) + 1, "quarter"),
        Field("month", t => t.Month, "month"),
        Field("week", t => ISOWeek.GetWeekOfYear(t), "week"),
        Field("day", t => t.Day, "day"),
        Field("day_of_year", t => t.DayOfYear, "dayofyear"),
        Field("weekday", t => t.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)t.DayOfWeek, "isodow"),
        Field("hour", t => t.Hour, "hour"),
        Field("minute", t => t.Minute, "minute"),
        Field("second", t => t.Second, "second"),
        new("date", Signature.Of(Timestamp), Timestamp, a => ((DateTime)a[0]!).Date, (_, s) => $"CAST(date_trunc('day', {s[0]}) AS TIMESTAMP)"),
        .. Units.SelectMany(u => new[] { Make(u.Unit, u.Microseconds), Count(u.Unit, u.Microseconds) }),
        new("+", Signature.Of(Timestamp, Duration), Timestamp, a => Shift(a[0], a[1], 1), (_, s) => $"make_timestamp(epoch_us({s[0]}) + {s[1]})") { Gives = Settling.Never },
        new("+", Signature.Of(Duration, Timestamp), Timestamp, a => Shift(a[1], a[0], 1), (_, s) => $"make_timestamp({s[0]} + epoch_us({s[1]}))") { Gives = Settling.Never },
        new("-", Signature.Of(Timestamp, Duration), Timestamp, a => Shift(a[0], a[1], -1), (_, s) => $"make_timestamp(epoch_us({s[0]}) - {s[1]})") { Gives = Settling.Never },
        new("-", Signature.Of(Timestamp, Timestamp), Duration, a => (DateTime)a[0]! - (DateTime)a[1]!, (_, s) => $"(epoch_us({s[0]}) - epoch_us({s[1]}))"),
        new("+", Signature.Of(Duration, Duration), Duration, a => Settled.Duration(M(a[0]) + M(a[1])), (_, s) => $"({s[0]} + {s[1]})") { Gives = Settling.Never },
        new("-", Signature.Of(Duration, Duration), Duration, a => Settled.Duration(M(a[0]) - M(a[1])), (_, s) => $"({s[0]} - {s[1]})") { Gives = Settling.Never },
        new("-", Signature.Of(Duration), Duration, a => -D(a[0]), (_, s) => $"(-{s[0]})"),
        new("abs", Signature.Of(Duration), Duration, a => D(a[0]).Duration(), (_, s) => $"abs({s[0]})"),
        new("*", Signature.Of(Duration, Number), Duration, a => Settled.Duration(M(a[0]) * (double)a[1]!), (w, s) => w.Duration($"({Double(s[0])} * {s[1]})")),
        new("*", Signature.Of(Number, Duration), Duration, a => Settled.Duration(M(a[1]) * (double)a[0]!), (w, s) => w.Duration($"({Double(s[1])} * {s[0]})")),
        new("/", Signature.Of(Duration, Number), Duration, a => (double)a[1]! == 0 ? null : Settled.Duration(M(a[0]) / (double)a[1]!), (w, s) =>
            w.Duration($"({Double(s[0])} / {Arithmetic.NotZero(w, s[1])})")),
        new("/", Signature.Of(Duration, Duration), Number, a => D(a[1]) == TimeSpan.Zero ? null : (double)M(a[0]) / M(a[1]), (w, s) =>
            $"({Double(s[0])} / {Arithmetic.NotZero(w, Double(s[1]))})"),
    ];

    private static long M(object? duration) => Settled.Microseconds(duration);

    private static TimeSpan D(object? value) => (TimeSpan)value!;

    private static string Double(string duration) => $"CAST({duration} AS DOUBLE)";

    private static Operation Field(string name, Func<DateTime, int> read, string function) =>
        new(name, Signature.Of(Timestamp), Number, a => (double)read((DateTime)a[0]!), (_, s) => $"CAST({function}({s[0]}) AS DOUBLE)");

    private static Operation Make(string unit, double microseconds) =>
        new(Syntax.Words.UnitPrefix + unit, Signature.Of(Number), Duration, a => Settled.Duration((double)a[0]! * microseconds), (w, s) =>
            w.Duration($"({s[0]} * {SqlWriter.Constant(microseconds)})"))
        {
            TakesUnsettled = true,
        };

    private static Operation Count(string unit, double microseconds) =>
        new(unit, Signature.Of(Duration), Number, a => M(a[0]) / microseconds, (_, s) => $"({Double(s[0])} / {SqlWriter.Constant(microseconds)})");

    private static DateTime? Shift(object? time, object? by, int sign)
    {
        var microseconds = (((DateTime)time!).Ticks / TimeSpan.TicksPerMicrosecond) + (sign * M(by));
        return microseconds >= 0 && microseconds <= DateTime.MaxValue.Ticks / TimeSpan.TicksPerMicrosecond
            ? new DateTime(microseconds * TimeSpan.TicksPerMicrosecond)
            : null;
    }
}
