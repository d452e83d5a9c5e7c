namespace Rondo.Data.Importing;

/// <summary>A date of three numbers between two equal marks, as people write it; nothing says yet which number is what.</summary>
/// <param name="YearFirst">Whether the year of four digits stands first, else last.</param>
/// <param name="First">The first of the two other numbers.</param>
/// <param name="Second">The second of them.</param>
/// <param name="Year">Where the year's four digits begin.</param>
/// <param name="End">How many characters the date has; a time of day may follow.</param>
internal readonly record struct DatePieces(bool YearFirst, int First, int Second, int Year, int End)
{
    /// <summary>Finds <c>31.12.2024</c>, <c>1/31/2024 08:00</c>, <c>2024/1/31</c>; null when it is nothing of the kind.</summary>
    public static DatePieces? Find(ReadOnlySpan<char> text)
    {
        if (text.Length < 8 || !char.IsAsciiDigit(text[0]))
        {
            return null;
        }

        var a = Digits(text, 0);
        if (a == text.Length || text[a] is not ('.' or '/' or '-'))
        {
            return null;
        }

        var mark = text[a];
        var b = Digits(text, a + 1);
        if (b == a + 1 || b >= text.Length || text[b] != mark)
        {
            return null;
        }

        var c = Digits(text, b + 1);
        var (x, y, z) = (a, b - a - 1, c - b - 1);
        return (c == text.Length || text[c] is ' ' or 'T') && y is 1 or 2
            ? (x, z) switch
            {
                (4, 1 or 2) => new(true, Value(text[(a + 1)..b]), Value(text[(b + 1)..c]), 0, c),
                (1 or 2, 4) => new(false, Value(text[..a]), Value(text[(a + 1)..b]), b + 1, c),
                _ => null,
            }
            : null;
    }

    /// <summary>Writes it as ISO 8601 does, with what follows it; false when it is not written in that order.</summary>
    public bool Write(ReadOnlySpan<char> text, DateOrder order, Span<char> iso, out int length)
    {
        length = 0;
        if (!YearFirst && order == DateOrder.YearFirst)
        {
            return false;
        }

        var (month, day) = YearFirst || order == DateOrder.MonthFirst ? (First, Second) : (Second, First);
        if (text.Length - End + 10 > iso.Length)
        {
            return false;
        }

        text.Slice(Year, 4).CopyTo(iso);
        (iso[4], iso[7]) = ('-', '-');
        (iso[5], iso[6], iso[8], iso[9]) = (Digit(month / 10), Digit(month % 10), Digit(day / 10), Digit(day % 10));
        text[End..].CopyTo(iso[10..]);
        length = 10 + text.Length - End;
        return true;
    }

    private static char Digit(int value) => (char)('0' + value);

    private static int Value(ReadOnlySpan<char> digits) => digits.Length == 1 ? digits[0] - '0' : ((digits[0] - '0') * 10) + digits[1] - '0';

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        var i = from;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        return i;
    }
}
