using System.Globalization;

namespace Rondo.Data.Importing;

/// <summary>What a text is besides being a number.</summary>
internal enum NumberForm
{
    /// <summary>No number.</summary>
    None,

    /// <summary>A number that a double holds.</summary>
    Number,

    /// <summary>Digits that begin with a zero: a code, most likely.</summary>
    LeadingZero,

    /// <summary>A whole number that a double would round.</summary>
    TooLong,
}

/// <summary>Reads the text of single values. Numbers are plain decimals as programs write them: no thousands separators, no plus, no hexadecimal.</summary>
internal static class Cells
{
    private static readonly double[] Powers =
        [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22];

    /// <summary>Reads <c>-12.5</c>, <c>.5</c>, <c>3e-4</c>.</summary>
    public static NumberForm Number(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (!Parts(text, out var parts))
        {
            return NumberForm.None;
        }

        value = Value(text, parts.Plain && parts.Whole + parts.Fraction <= 15, parts.Fraction);
        return !double.IsFinite(value) ? NumberForm.None
            : parts.Whole > 1 && text[text[0] == '-' ? 1 : 0] == '0' ? NumberForm.LeadingZero
            : parts is { Plain: true, Point: false, Whole: > 15 } && !IsExact(text, value) ? NumberForm.TooLong
            : NumberForm.Number;
    }

    /// <summary>Reads true and false, and with <paramref name="wide"/> yes, no, y, n, t, f, 1, 0; in any case.</summary>
    public static bool? Boolean(ReadOnlySpan<char> text, bool wide) =>
        Is(text, "true") ? true
        : Is(text, "false") ? false
        : !wide ? null
        : Is(text, "yes") || Is(text, "y") || Is(text, "t") || Is(text, "1") ? true
        : Is(text, "no") || Is(text, "n") || Is(text, "f") || Is(text, "0") ? false
        : null;

    /// <summary>
    /// Reads ISO 8601: <c>2011-01-31</c>, <c>2011-01-31 08:00[:00[.123456]]</c>, <c>T</c> in the middle, <c>Z</c> or an offset at the end.
    /// Without one the time is UTC. Microseconds since 1970; finer parts must be zero.
    /// </summary>
    public static bool Timestamp(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (text.Length < 10 || !Date(text[..10], out var midnight))
        {
            return false;
        }

        long within = 0;
        if (text.Length > 10 && (text[10] is not ('T' or ' ') || !TimeOfDay(text[11..], out within)))
        {
            return false;
        }

        micros = midnight + within;
        return true;
    }

    private static bool Date(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (text[4] != '-' || text[7] != '-' || !TwoDigits(text[..2], out var century) || !TwoDigits(text.Slice(2, 2), out var years)
            || !TwoDigits(text.Slice(5, 2), out var month) || !TwoDigits(text.Slice(8, 2), out var day))
        {
            return false;
        }

        var year = (century * 100) + years;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        micros = (new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        return true;
    }

    private static bool TimeOfDay(ReadOnlySpan<char> text, out long micros)
    {
        micros = 0;
        if (text.Length < 5 || text[2] != ':' || !TwoDigits(text[..2], out var hour) || !TwoDigits(text.Slice(3, 2), out var minute) || hour > 23 || minute > 59)
        {
            return false;
        }

        micros = ((hour * 60L) + minute) * 60_000_000;
        var i = 5;
        return (i == text.Length || text[i] != ':' || Seconds(text, ref i, ref micros)) && Offset(text[i..], ref micros);
    }

    private static bool Seconds(ReadOnlySpan<char> text, ref int i, ref long micros)
    {
        if (text.Length < 8 || !TwoDigits(text.Slice(6, 2), out var second) || second > 59)
        {
            return false;
        }

        micros += second * 1_000_000L;
        i = 8;
        return i == text.Length || text[i] != '.' || Fraction(text, ref i, ref micros);
    }

    private static bool Fraction(ReadOnlySpan<char> text, ref int i, ref long micros)
    {
        var digits = Digits(text, i + 1);
        long scale = 100_000;
        for (var k = 0; k < digits; k++, scale /= 10)
        {
            var digit = text[i + 1 + k] - '0';
            if (k >= 6 && digit != 0)
            {
                return false;
            }

            micros += digit * scale;
        }

        i += 1 + digits;
        return digits > 0;
    }

    private static bool Offset(ReadOnlySpan<char> text, ref long micros)
    {
        if (text.Length == 0 || text is "Z")
        {
            return true;
        }

        if (text[0] is not ('+' or '-'))
        {
            return false;
        }

        var sign = text[0] == '-' ? 1 : -1;
        text = text[1..];
        var minute = 0;
        if (!TwoDigits(text.Length >= 2 ? text[..2] : default, out var hour)
            || (text.Length > 2 && !TwoDigits(text[2] == ':' ? text[3..] : text[2..], out minute)) || hour > 15 || minute > 59)
        {
            return false;
        }

        micros += sign * ((hour * 60L) + minute) * 60_000_000;
        return true;
    }

    private static bool TwoDigits(ReadOnlySpan<char> text, out int value)
    {
        var ok = text.Length == 2 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]);
        value = ok ? ((text[0] - '0') * 10) + text[1] - '0' : 0;
        return ok;
    }

    /// <summary>Checks the form of a number and counts its digits.</summary>
    private static bool Parts(ReadOnlySpan<char> text, out (int Whole, int Fraction, bool Point, bool Plain) parts)
    {
        var i = text.Length > 0 && text[0] == '-' ? 1 : 0;
        var whole = Digits(text, i);
        i += whole;
        var point = i < text.Length && text[i] == '.';
        var fraction = point ? Digits(text, i + 1) : 0;
        i += point ? 1 + fraction : 0;
        parts = (whole, fraction, point, i == text.Length);
        return whole + fraction > 0 && (parts.Plain || Exponent(text, ref i));
    }

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        var i = from;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        return i - from;
    }

    private static bool Exponent(ReadOnlySpan<char> text, ref int i)
    {
        if (text[i] is not ('e' or 'E'))
        {
            return false;
        }

        i++;
        i += i < text.Length && text[i] is '+' or '-' ? 1 : 0;
        var digits = Digits(text, i);
        i += digits;
        return digits > 0 && i == text.Length;
    }

    // Up to 15 digits over a power of ten that a double holds exactly: one correctly rounded division (Clinger 1990).
    private static double Value(ReadOnlySpan<char> text, bool simple, int fraction)
    {
        if (!simple)
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var parsed) ? parsed + 0.0 : double.NaN;
        }

        long mantissa = 0;
        foreach (var c in text)
        {
            mantissa = c is '.' or '-' ? mantissa : (mantissa * 10) + c - '0';
        }

        return (text[0] == '-' ? -mantissa : mantissa) / Powers[fraction];
    }

    private static bool IsExact(ReadOnlySpan<char> digits, double value) =>
        Math.Abs(value) < 1e30 && System.Numerics.BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) == new System.Numerics.BigInteger(value);

    private static bool Is(ReadOnlySpan<char> text, string word) => text.Equals(word, StringComparison.OrdinalIgnoreCase);
}
