namespace Rondo.Data.Importing;

/// <summary>
/// How well bytes fit an encoding: the share of the characters beyond ASCII that are frequent in its language. The Chinese and Japanese
/// standards keep frequent characters in rows of their own (Big5 A4–C6, GB 2312 B0–D7, JIS X 0208 88–97 and the kana at 82 and 83), and
/// text in one of them falls mostly outside those rows of the others.
/// </summary>
internal static class EncodingFit
{
    public static double Of(string name, ReadOnlySpan<byte> bytes) => name switch
    {
        "big5" => Pairs(bytes, (lead, trail) => lead is >= 0xA4 and <= 0xC6 && trail is (>= 0x40 and <= 0x7E) or >= 0xA1, _ => false),
        "gb18030" => Pairs(bytes, (lead, trail) => lead is >= 0xB0 and <= 0xD7 && trail >= 0xA1, _ => false),
        "shift_jis" => Pairs(bytes, (lead, _) => lead is 0x82 or 0x83 or (>= 0x88 and <= 0x97), lead => lead is >= 0xA1 and <= 0xDF),
        _ => Letters(bytes),
    };

    private static double Pairs(ReadOnlySpan<byte> bytes, Func<byte, byte, bool> frequent, Func<byte, bool> single)
    {
        var (all, good) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
            {
                continue;
            }

            all++;
            if (!single(bytes[i]) && i + 1 < bytes.Length)
            {
                good += frequent(bytes[i], bytes[i + 1]) ? 1 : 0;
                i++;
            }
        }

        return all == 0 ? 0 : good / (double)all;
    }

    // Letters with marks stand among plain ones: one, seldom two, beside an ASCII letter.
    private static double Letters(ReadOnlySpan<byte> bytes)
    {
        var (all, good) = (0, 0);
        for (var i = 0; i < bytes.Length;)
        {
            if (bytes[i] < 0x80)
            {
                i++;
                continue;
            }

            var from = i;
            var letters = 0;
            for (; i < bytes.Length && bytes[i] >= 0x80; i++)
            {
                letters += bytes[i] is >= 0xC0 and not (0xD7 or 0xF7) ? 1 : 0;
            }

            var beside = (from > 0 && char.IsAsciiLetter((char)bytes[from - 1])) || (i < bytes.Length && char.IsAsciiLetter((char)bytes[i]));
            all += i - from;
            good += beside && i - from <= 2 ? letters : 0;
        }

        return all == 0 ? 0 : good / (double)all;
    }
}
