using System.Text;

namespace Rondo.Expressions.Operations;

/// <summary>
/// Simple case mapping as .NET's invariant culture does it. DuckDB 1.5.6 knows an older Unicode and maps three letters that the invariant
/// culture leaves alone; both are put right around its function. A test compares every code point.
/// </summary>
internal static class CaseMapping
{
    // Noncharacters, which no text holds, stand in for the letters that are to be left alone.
    private static readonly string[] Keep = ["\U0010FFFD", "\U0010FFFE", "\U0010FFFF"];

    private static readonly string NewUpper = Letters(0x1C89, 0xA7CB, 0xA7CC, 0xA7DA, 0xA7DC) + Range(0x10D50, 0x10D65);

    private static readonly string NewLower = Letters(0x1C8A, 0x264, 0xA7CD, 0xA7DB, 0x19B) + Range(0x10D70, 0x10D85);

    public static string Lower(string text) => Mapped("lower", text, ["\u0130"], NewUpper, NewLower);

    public static string Upper(string text) => Mapped("upper", text, ["\u00DF", "\u0131", "\u017F"], NewLower, NewUpper);

    private static string Mapped(string function, string text, string[] kept, string unknown, string mapped)
    {
        var (letters, standIns) = (string.Concat(kept), string.Concat(Keep.Take(kept.Length)));
        return $"translate({function}(translate({text}, '{letters}', '{standIns}')), '{standIns}{unknown}', '{letters}{mapped}')";
    }

    private static string Letters(params int[] codes) => string.Concat(codes.Select(c => new Rune(c)));

    private static string Range(int first, int last) => string.Concat(Enumerable.Range(first, last - first + 1).Select(c => new Rune(c)));
}
