using System.Buffers;

namespace Rondo.Data.Importing;

/// <summary>How a country writes numbers and dates, where that is not how programs do.</summary>
/// <param name="Decimal">A point, or a comma; then <c>1.234,5</c> is a number and <c>1234.5</c> is none.</param>
/// <param name="Dates">How dates are written besides ISO 8601, which is always read.</param>
internal sealed record LocalForms(char Decimal = '.', DateOrder Dates = DateOrder.YearFirst)
{
    private const int Longest = 64;

    private static readonly SearchValues<char> Marks = SearchValues.Create(". '\u00A0\u202F");

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

    // The number with a decimal point and without the marks between thousands.
    private static bool Plain(ReadOnlySpan<char> text, Span<char> plain, out int length)
    {
        length = 0;
        if (text.Length is 0 or > Longest)
        {
            return false;
        }

        var end = text.IndexOfAny(",eE") is >= 0 and var stop ? stop : text.Length;
        var rest = text[end..];
        if (rest.Contains('.') || rest.Count(',') > 1 || !Whole(text[..end], plain, ref length))
        {
            return false;
        }

        rest.CopyTo(plain[length..]);
        plain.Slice(length, rest.Length).Replace(',', '.');
        length += rest.Length;
        return true;
    }

    // One and the same mark stands before every three digits, or none at all.
    private static bool Whole(ReadOnlySpan<char> text, Span<char> plain, ref int length)
    {
        var sign = text is ['-', ..] ? 1 : 0;
        text[..sign].CopyTo(plain);
        length = sign;
        text = text[sign..];
        if (text.IndexOfAny(Marks) is not (>= 0 and var first))
        {
            text.CopyTo(plain[length..]);
            length += text.Length;
            return true;
        }

        var mark = text[first];
        foreach (var range in text.Split(mark))
        {
            var group = text[range];
            if (group.IndexOfAny(Marks) >= 0 || (range.Start.Value == 0 ? group.Length is < 1 or > 3 : group.Length != 3))
            {
                return false;
            }

            group.CopyTo(plain[length..]);
            length += group.Length;
        }

        return true;
    }
}
