using System.Globalization;
using System.Text;

namespace Rondo.Kernel;

/// <summary>
/// Texts from data, made safe to print: what a file holds may not move a terminal's cursor, colour it, turn the direction of writing, or
/// fill it.
/// </summary>
public static class Printable
{
    /// <summary>The most characters that are kept; the rest is cut, with a mark.</summary>
    public const int MostCharacters = 1500;

    /// <summary>
    /// The text with control characters (but for line ends and tabs), lone surrogates and marks that turn the direction of writing replaced
    /// by their code (<c>\u001B</c>), and cut to <see cref="MostCharacters"/>.
    /// </summary>
    public static string Of(string text)
    {
        if (text.Length <= MostCharacters && text.EnumerateRunes().All(r => IsSafe(r) && r != Rune.ReplacementChar))
        {
            return text;
        }

        var clean = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (clean.Length > MostCharacters)
            {
                return clean.Append('…').ToString();
            }

            var whole = Rune.TryGetRuneAt(text, at, out var rune);
            _ = whole && IsSafe(rune) ? clean.Append(rune.ToString()) : clean.Append(CultureInfo.InvariantCulture, $"\\u{(int)text[at]:X4}");
            at += whole ? rune.Utf16SequenceLength : 1;
        }

        return clean.ToString();
    }

    private static bool IsSafe(Rune rune) =>
        rune.Value is '\n' or '\t' || !(Rune.IsControl(rune) || rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069 or 0x2028 or 0x2029);
}
