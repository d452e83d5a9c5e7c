using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using static Rondo.Expressions.ValueKind;

namespace Rondo.Expressions.Operations;

/// <summary>Texts. Positions and lengths count code points; nothing depends on a language or a locale.</summary>
internal static partial class TextFunctions
{
    private const string NumberForm = @"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?";

    private static readonly Signature One = Signature.Of(Text);

    private static readonly Signature Two = Signature.Of(Text, Text);

    private static readonly string White = new([.. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(char.IsWhiteSpace)]);

    public static IEnumerable<Operation> All { get; } =
    [
        new("length", One, Number, a => (double)T(a[0]).EnumerateRunes().Count(), (_, s) => $"CAST(length({s[0]}) AS DOUBLE)"),
        new("lower", One, Text, a => T(a[0]).ToLowerInvariant(), (_, s) => CaseMapping.Lower(s[0])),
        new("upper", One, Text, a => T(a[0]).ToUpperInvariant(), (_, s) => CaseMapping.Upper(s[0])),
        new("trim", One, Text, a => T(a[0]).Trim(), (_, s) => $"trim({s[0]}, {SqlWriter.Constant(White)})") { Gives = Settling.Never },
        new("concat", Signature.Many(Text, 2), Text, a => string.Concat(a.Select(T)), (_, s) => $"({string.Join(" || ", s)})"),
        new("contains", Two, ValueKind.Boolean, a => T(a[0]).Contains(T(a[1]), StringComparison.Ordinal), (_, s) => $"contains({s[0]}, {s[1]})"),
        new("starts_with", Two, ValueKind.Boolean, a => T(a[0]).StartsWith(T(a[1]), StringComparison.Ordinal), (_, s) => $"starts_with({s[0]}, {s[1]})"),
        new("ends_with", Two, ValueKind.Boolean, a => T(a[0]).EndsWith(T(a[1]), StringComparison.Ordinal), (_, s) => $"ends_with({s[0]}, {s[1]})"),
        new("like", Two, ValueKind.Boolean, a => Like(T(a[0]), T(a[1])), (_, s) => $"({s[0]} LIKE {s[1]})"),
        new("replace", Signature.Of(Text, Text, Text), Text, a => T(a[0]).Replace(T(a[1]), T(a[2]), StringComparison.Ordinal), (_, s) => $"replace({s[0]}, {s[1]}, {s[2]})")
        {
            Gives = Settling.Never,
        },
        new("substring", Signature.Of(Text, Number), Text, a => Part(T(a[0]), (int)(double)a[1]!, int.MaxValue), Substring) { Gives = Settling.Never, Demand = Positions },
        new("substring", Signature.Of(Text, Number, Number), Text, a => Part(T(a[0]), (int)(double)a[1]!, (int)(double)a[2]!), Substring)
        {
            Gives = Settling.Never,
            Demand = Positions,
        },
        new("number", One, Number, a => Parse(T(a[0])), (w, s) => w.Let(s[0], x => $"CASE WHEN regexp_full_match({x}, '{NumberForm}') THEN try_cast({x} AS DOUBLE) END"))
        {
            Gives = Settling.Never,
        },
    ];

    private static string T(object? value) => (string)value!;

    [GeneratedRegex(@"\A(?:" + NumberForm + @")\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NumberText();

    private static double? Parse(string text) =>
        NumberText().IsMatch(text) ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;

    private static string Part(string text, int start, int length) => string.Concat(text.EnumerateRunes().Skip(start - 1).Take(length));

    private static string Substring(SqlWriter writer, string[] s) =>
        $"substring({s[0]}, {string.Join(", ", s.Skip(1).Select(n => $"CAST({n} AS BIGINT)"))})";

    private static string? Positions(IReadOnlyList<TypedNode> arguments) =>
        (Arithmetic.WholeConstant(arguments[1], 1, 1_000_000) ?? arguments.Skip(2).Select(a => Arithmetic.WholeConstant(a, 1, 1_000_000)).FirstOrDefault()) is { } wanted
            ? $"substring takes as start and as length {wanted}."
            : null;

    // Greedy matching with one point to return to: % takes one code point more each time what follows it fails.
    private static bool Like(string text, string pattern)
    {
        var (t, p) = (text.EnumerateRunes().ToArray(), pattern.EnumerateRunes().ToArray());
        var (i, j, star, mark) = (0, 0, -1, 0);
        while (i < t.Length)
        {
            if (j < p.Length && p[j].Value == '%')
            {
                (star, mark) = (j++, i);
            }
            else if (j < p.Length && (p[j].Value == '_' || p[j] == t[i]))
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (star >= 0)
            {
                (i, j) = (++mark, star + 1);
            }
            else
            {
                return false;
            }
        }

        return p.AsSpan(j).IndexOfAnyExcept(new Rune('%')) < 0;
    }
}
