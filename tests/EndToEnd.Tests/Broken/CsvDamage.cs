using System.Text;

namespace Rondo.EndToEnd.Broken;

/// <summary>Damage to a table as text, of the kinds that exports, editors and transfers do, by seed.</summary>
internal static class CsvDamage
{
    private static readonly string[] Cells =
    [
        "", " ", "NA", "n/a", "?", "-", "NaN", "inf", "1e999", "-0", "007", "1,5", "1.234,56", "12:30", "2024-02-30", "9007199254740993", "0x10", "+5", "\"", "\"\"", "\"a", "a\"b", "'a'", "\"a\nb\"", "=1+1", "\u00A01", "１２",
        "\uFEFF1", "true", "x\ty", "a;b|c", "é", "🚲", "\u202E", "\0", "\u0007", "\uFFFF",
    ];

    private static readonly string[] Ends = ["\n", "\r\n", "\r", "\n\n", "\u2028", "\u0085", ""];

    /// <summary>A small good table with one to four things wrong.</summary>
    public static byte[] Of(int seed)
    {
        var random = new Random(seed);
        switch (random.Next(40))
        {
            case 0:
                return [];
            case 1:
                return Encoding.UTF8.GetBytes(TinyProject.Header + (random.Next(2) == 0 ? "\n" : ""));
            case 2:
                return Noise(random);
            case 3:
                return Encoding.UTF8.GetBytes(TinyProject.Csv(random.Next(1, 5)).ReplaceLineEndings("\r"));
        }

        var lines = TinyProject.Lines(random.Next(1, 120)).ToList();
        for (var times = random.Next(1, 5); times > 0; times--)
        {
            Damage(lines, random);
        }

        var text = new StringBuilder();
        var mixed = random.Next(5) == 0;
        var end = random.Next(8) == 0 ? Ends[random.Next(Ends.Length)] : "\n";
        foreach (var line in lines)
        {
            text.Append(line).Append(mixed ? Ends[random.Next(Ends.Length)] : end);
        }

        return Encoded(text.ToString(), random, seed);
    }

    private static void Damage(List<string> lines, Random random)
    {
        var at = random.Next(lines.Count);
        var cells = lines[at].Split(',').ToList();
        var cell = random.Next(cells.Count);
        switch (random.Next(12))
        {
            case 0:
                cells.RemoveAt(cell);
                break;
            case 1:
                cells.Insert(cell, Cells[random.Next(Cells.Length)]);
                break;
            case 2:
                cells[cell] = new string((char)random.Next(' ', 'z'), random.Next(1, 300_000));
                break;
            case 3:
                lines.Insert(at, "");
                return;
            case 4:
                lines[at] = string.Join(random.Next(2) == 0 ? ";" : "\t", cells);
                return;
            case 5:
                lines[at] = string.Join(',', Enumerable.Repeat(lines[at][..Math.Min(lines[at].Length, 2000)], random.Next(2, 400)));
                return;
            case 6:
                lines.RemoveAt(at);
                lines.Add("1,2,3,x,5,6");
                return;
            case 7:
                lines[at] = new string("\",;'\n\0"[random.Next(6)], random.Next(1, 2000));
                return;
            default:
                cells[cell] = Cells[random.Next(Cells.Length)];
                break;
        }

        lines[at] = string.Join(',', cells);
    }

    private static byte[] Encoded(string text, Random random, int seed) => random.Next(16) switch
    {
        0 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        1 => Encoding.Unicode.GetBytes(text),
        2 => Encoding.BigEndianUnicode.GetBytes(text),
        3 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        4 => [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        5 => Encoding.Latin1.GetBytes(text.Replace("rain", "pluié", StringComparison.Ordinal)),
        6 => [.. Encoding.UTF8.GetBytes(text), .. Encoding.Latin1.GetBytes("9,9,9,é,9,9\n")],
        7 or 8 => Mutation.Of(Encoding.UTF8.GetBytes(text), seed),
        _ => Encoding.UTF8.GetBytes(text),
    };

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(1, 20_000)];
        random.NextBytes(noise);
        return noise;
    }
}
