namespace Rondo.Data.Importing;

/// <summary>How a country writes numbers and dates, where that is not how programs do.</summary>
/// <param name="Decimal">A point, or a comma; then <c>1.234,5</c> is a number and <c>1234.5</c> is none.</param>
/// <param name="Dates">How dates are written besides ISO 8601, which is always read.</param>
internal sealed record LocalForms(char Decimal = '.', DateOrder Dates = DateOrder.YearFirst)
{
    private const int Longest = 64;

    /// <summary>Decimal points, and the year first.</summary>
    public static LocalForms Usual { get; } = new();

    /// <summary>Decimal commas.</summary>
    public static LocalForms Comma { get; } = new(',');

    /// <summary>Reads a number.</summary>
    public NumberForm Number(ReadOnlySpan<char> text, out double value)
    {
        if (Decimal == '.')
        {
            return Cells.Number(text, out value);
        }

        Span<char> plain = stackalloc char[Longest];
        value = 0;
        return Plain(text, plain, out var length) ? Cells.Number(plain[..length], out value) : NumberForm.None;
    }

    /// <summary>Reads a time.</summary>
    public bool Timestamp(ReadOnlySpan<char> text, out long micros)
    {
        if (Cells.Timestamp(text, out micros))
        {
            return true;
        }

        Span<char> iso = stackalloc char[Longest];
        return DatePieces.Find(text) is { } pieces && pieces.Write(text, Dates, iso, out var length) && Cells.Timestamp(iso[..length], out micros);
    }

    // The number with a decimal point and without the marks between thousands, which have to be one and the same mark before three digits each.
    private static bool Plain(ReadOnlySpan<char> text, Span<char> plain, out int length)
    {
        length = 0;
        if (text.Length is 0 or > Longest || text.Count(',') > 1)
        {
            return false;
        }

        var comma = text.IndexOf(',');
        var whole = comma < 0 ? Whole(text) : comma;
        var (mark, digits) = ('\0', 0);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (i < whole && c is '.' or ' ' or '\'' or '\u00A0' or '\u202F')
            {
                if ((mark != '\0' && (mark != c || digits != 3)) || digits is 0 or > 3)
                {
                    return false;
                }

                (mark, digits) = (c, 0);
                continue;
            }

            if (c == '.')
            {
                return false;
            }

            digits += i < whole && char.IsAsciiDigit(c) ? 1 : 0;
            plain[length++] = c == ',' ? '.' : c;
        }

        return mark == '\0' || digits == 3;
    }

    private static int Whole(ReadOnlySpan<char> text) => text.IndexOfAny('e', 'E') is >= 0 and var exponent ? exponent : text.Length;
}
