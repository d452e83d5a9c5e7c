using System.Globalization;
using System.Text;

namespace Rondo.EndToEnd.Broken;

/// <summary>Damage to <c>rondo.yaml</c> of the kinds that people, editors and attackers do, by seed.</summary>
internal static class YamlDamage
{
    private static readonly string[] Values =
    [
        "", "~", "null", "[]", "{}", "[[a], {b: c}]", "{ a: { b: [1, 2] } }", "-1", "0", "1e999", "99999999999999999999", "0x1F", ".nan", "-.inf", "true", "no", "2011-01-31", "12:30", "%directive", "@at", "`tick",
        "*alias", "&anchor a", "!!binary aGk=", "!include x", "\"open", "'open", "[open", "{ open: ", "a: b: c", "- - -", "|", ">-", "? a", "\\u0000", "\u202Eright to left", "\uFFFD", "🚲", "../../etc/passwd", "/dev/zero",
        "$HOME", "$(reboot)", "mae <=", "hour between", "count(", "1 +", "((((((((", "unique()", "20%%", "-5%", "101%", "1h 2", "P1D",
    ];

    private static readonly string[] Lines =
    [
        "rondo: 1", "nonsense: 1", "charter:", "  target: other", "  task: divination", "    deeper: 1", "\ttabbed: 1", "- item", "  - item", "---", "...", "# comment", "? key", ": value", "}", "]", "<<: *base", "%YAML 1.1",
        "pipeline: { steps: { a: { uses: data/import }, b: { uses: data/nothing } } }", "pipeline: { steps: { a: { run: 'cat', in: { x: b.y } }, b: { run: cat, in: { x: a.y } } } }", "slices: weather", "train: []",
    ];

    /// <summary>The good project with one to three things wrong.</summary>
    public static byte[] Of(int seed)
    {
        var random = new Random(seed);
        if (random.Next(40) == 0)
        {
            return Bomb(random);
        }

        var lines = TinyProject.Yaml.Split('\n').ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            Damage(lines, random);
        }

        var text = string.Join(random.Next(12) == 0 ? "\r\n" : "\n", lines);
        return random.Next(15) switch
        {
            0 => Mutation.Of(Encoding.UTF8.GetBytes(text), seed),
            1 => Encoded(text, random),
            _ => Encoding.UTF8.GetBytes(text),
        };
    }

    private static void Damage(List<string> lines, Random random)
    {
        if (lines.Count < 2)
        {
            return;
        }

        var at = random.Next(lines.Count);
        switch (random.Next(12))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(random.Next(lines.Count), lines[at]);
                break;
            case 2:
                lines[at] = new string(' ', random.Next(1, 9)) + lines[at];
                break;
            case 3:
                lines[at] = lines[at].TrimStart();
                break;
            case 4:
                lines[at] = "\t" + lines[at].TrimStart();
                break;
            case 5:
                lines.RemoveRange(at, lines.Count - at);
                break;
            case 6:
                lines[at] = Respelt(lines[at], random);
                break;
            case 7:
                lines.Insert(at, Lines[random.Next(Lines.Length)]);
                break;
            case 8:
                lines[at] = lines[at].Insert(random.Next(lines[at].Length + 1), ((char)random.Next(1, 0x2100)).ToString());
                break;
            default:
                lines[at] = Revalued(lines[at], random);
                break;
        }
    }

    // Another value behind the same key.
    private static string Revalued(string line, Random random)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var value = random.Next(20) switch
        {
            0 => new string((char)random.Next('a', 'z'), random.Next(1, 200_000)),
            1 => "a\0b",
            2 => new string('[', random.Next(1, 2000)),
            3 => string.Concat(Enumerable.Repeat("{ a: ", random.Next(1, 500))),
            4 => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
            _ => Values[random.Next(Values.Length)],
        };
        return colon < 0 ? value : line[..(colon + 1)] + " " + value;
    }

    private static string Respelt(string line, Random random)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var start = line.Length - line.TrimStart().Length;
        if (colon <= start)
        {
            return line + ":";
        }

        var at = random.Next(start, colon);
        return random.Next(3) switch { 0 => line.Remove(at, 1), 1 => line.Insert(at, "x"), _ => line[..start] + Values[random.Next(Values.Length)] + line[colon..] };
    }

    private static byte[] Encoded(string text, Random random) => random.Next(5) switch
    {
        0 => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        1 => Encoding.Unicode.GetBytes(text),
        2 => Encoding.BigEndianUnicode.GetBytes(text),
        3 => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
        _ => Encoding.Latin1.GetBytes(text.Replace("busy", "bèsy", StringComparison.Ordinal)),
    };

    // Texts that are small and ask a careless reader for much.
    private static byte[] Bomb(Random random) => Encoding.UTF8.GetBytes(random.Next(6) switch
    {
        0 => "a: &a [x, x]\n" + string.Concat(Enumerable.Range(1, 30).Select(i => $"{(char)('a' + (i % 26))}{i}: &b{i} [*{(i == 1 ? "a" : $"b{i - 1}")}, *{(i == 1 ? "a" : $"b{i - 1}")}]\n")),
        1 => "rondo: 1\nproject: &p [*p]\n",
        2 => "rondo: 1\nproject: x\ndata: " + new string('[', 100_000),
        3 => "rondo: 1\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"k{i}: {i}\n")),
        4 => string.Concat(Enumerable.Range(0, 800).Select(i => new string(' ', i) + "a:\n")),
        _ => new string('-', 500_000),
    });
}
