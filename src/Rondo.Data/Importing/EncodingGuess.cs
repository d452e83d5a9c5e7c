using System.Buffers;
using System.Text;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>Shows how a file would read in each encoding that it could be in, so that a person can tell which it is.</summary>
internal static class EncodingGuess
{
    private const int Looked = 1 << 20;
    private const int Shown = 24;

    private static readonly SearchValues<byte> Ends = SearchValues.Create("\r\n,;\t|\""u8);
    private static readonly char[] Around = [.. "\r\n,;\t|\""];
    private static readonly string[] Candidates = ["windows-1252", "big5", "gb18030", "shift_jis"];

    public static FailureException Failure(SourceFile file)
    {
        var head = new byte[Looked];
        using var stream = file.Open();
        var bytes = head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)).ToArray();
        if (bytes.Contains((byte)0))
        {
            return ImportFailures.Bad("data.no-table", $"{file.Shown} is no text: there are NUL bytes in it.", "Name a file of CSV, TSV, JSON lines or Parquet; if it is text all the same, say its encoding: below data: in rondo.yaml (--encoding on the command line).", new Place(file.Shown));
        }

        var (from, line) = FirstStrange(bytes);
        var readings = Candidates.Select(c => (Name: c, Text: Reading(c, bytes, from))).Where(c => c.Text is not null).OrderByDescending(c => EncodingFit.Of(c.Name, bytes)).ToList();
        var remedy = readings.Count == 0
            ? "Save it as UTF-8."
            : $"That text reads {string.Join(", ", readings.Select(r => $"'{r.Text}' in {r.Name}"))}. Most likely it is the first: write encoding: {readings[0].Name} below data: in rondo.yaml (--encoding on the command line), or the right one, or save the file as UTF-8.";
        return ImportFailures.Bad("data.encoding-unknown", $"{file.Shown} is not UTF-8, and nothing in it says what it is.", remedy, new Place(file.Shown, line));
    }

    // The field or line in which the first byte beyond ASCII stands.
    private static (int From, int Line) FirstStrange(ReadOnlySpan<byte> bytes)
    {
        var at = Math.Max(0, bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF));
        var before = bytes[..at];
        return (before.LastIndexOfAny(Ends) + 1, before.Count((byte)'\n') + 1);
    }

    private static string? Reading(string name, byte[] bytes, int from)
    {
        var encoding = TextEncodings.ByName(name, Stream.Null).Encoding;
        // a character of two bytes may be cut at the end
        var all = encoding.GetString(bytes);
        if (all.IndexOf(TextEncodings.Undecodable) is >= 0 and var flaw && flaw < all.Length - 1)
        {
            return null;
        }

        var text = encoding.GetString(bytes.AsSpan(from, Math.Min(4 * Shown, bytes.Length - from)));
        text = text.Split(Around, 2)[0];
        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes().Take(Shown).Where(r => r.Value != TextEncodings.Undecodable))
        {
            shown.Append(Rune.IsControl(rune) ? "·" : rune.ToString());
        }

        return shown.ToString();
    }
}
