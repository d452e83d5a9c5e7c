namespace Rondo.Deployment.Serving;

/// <summary>
/// Reads times of ISO 8601: <c>2026-11-21</c>, <c>2026-11-21T08:30</c>, with seconds, a fraction of up to nine digits (cut to microseconds)
/// and <c>Z</c> or <c>+08:00</c>; a space may stand for the T. Without an offset it is UTC.
/// </summary>
internal static class IsoTime
{
    private const int DayLength = 10;
    private const int MinuteLength = 16;

    /// <summary>Microseconds since 1970 in UTC.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out long micros)
    {
        if (!Day(text, out micros))
        {
            return false;
        }

        if (text.Length == DayLength)
        {
            return true;
        }

        if (!Minute(text, ref micros))
        {
            return false;
        }

        var rest = text[MinuteLength..];
        if (!Seconds(ref rest, ref micros) || !Offset(rest, out var offset))
        {
            return false;
        }

        micros -= offset * 60_000_000L;
        return true;
    }

    private static bool Day(ReadOnlySpan<byte> text, out long micros)
    {
        micros = 0;
        if (text.Length < DayLength || text[4] != '-' || text[7] != '-' || !Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        micros = (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return true;
    }

    private static bool Minute(ReadOnlySpan<byte> text, ref long micros)
    {
        if (text.Length < MinuteLength || text[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || text[13] != ':')
        {
            return false;
        }

        if (!Number(text[11..13], out var hour) || !Number(text[14..16], out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        micros += ((hour * 60L) + minute) * 60_000_000;
        return true;
    }

    private static bool Seconds(ref ReadOnlySpan<byte> rest, ref long micros)
    {
        if (rest.IsEmpty || rest[0] != ':')
        {
            return true;
        }

        if (rest.Length < 3 || !Number(rest[1..3], out var seconds) || seconds > 59)
        {
            return false;
        }

        micros += seconds * 1_000_000L;
        rest = rest[3..];
        if (rest.IsEmpty || rest[0] is not ((byte)'.' or (byte)','))
        {
            return true;
        }

        var digits = 1;
        for (var worth = 100_000; digits < rest.Length && digits <= 9 && rest[digits] is >= (byte)'0' and <= (byte)'9'; digits++, worth /= 10)
        {
            micros += (rest[digits] - '0') * worth;
        }

        rest = rest[digits..];
        return digits > 1;
    }

    private static bool Offset(ReadOnlySpan<byte> rest, out int minutes)
    {
        minutes = 0;
        if (rest.IsEmpty || rest.SequenceEqual("Z"u8) || rest.SequenceEqual("z"u8))
        {
            return true;
        }

        var sign = rest[0] switch { (byte)'+' => 1, (byte)'-' => -1, _ => 0 };
        var parts = rest.Length switch { 3 => rest[1..], 5 => rest[1..], 6 when rest[3] == ':' => rest[1..], _ => [] };
        if (sign == 0 || parts.IsEmpty || !Number(parts[..2], out var hours) || !Number(parts.Length > 2 ? parts[^2..] : "00"u8, out var rests))
        {
            return false;
        }

        minutes = ((hours * 60) + rests) * sign;
        return hours <= 18 && rests <= 59;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var d in digits)
        {
            if (d is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (d - '0');
        }

        return true;
    }
}
