using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Rondo.Expressions.Tests;

/// <summary>Random expressions that check, and random rows with everything that is awkward in them.</summary>
internal static partial class Sample
{
    private const string Kinds = "NTBSD";

    private static readonly double[] Numbers =
    [
        0, -0.0, 1, -1, 0.5, 1.5, 2.5, -2.5, 3, 7, 0.1, 0.2, 0.3, 10, 1e-3, 1e16, 9007199254740993, 0.49999999999999994, 4503599627370497.5,
        1e150, 1e308, -1.7e308, 5e-324, 1e-310, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    private static readonly string[] Texts =
    [
        "", " ", "a", "A", "ab", "Ana", "aab", "%", "_", "a_b", "it's", "\"q\"", "12", "-1.5e3", "1e999", "+.5", "5.", "1_000", "inf", " 7", "é", "e\u0301", "straße", "İı", "ΣΑΣ",
        "😀", "a😀b", "\uFFFD", "\uE000", "\t x \u3000", "\u00a0", "溫度", "line\nbreak", "back\\slash", "\U00010D50", "ǅ",
    ];

    private static readonly DateTime[] Times =
    [
        DateTime.UnixEpoch, DateTime.MinValue, new(DateTime.MaxValue.Ticks - 9), new(2011, 1, 31, 17, 30, 0), new(2012, 2, 29), new(2012, 12, 31, 23, 59, 59), new(2010, 1, 3), new(1969, 12, 31, 23, 59, 59, 999, 999),
        new(1900, 3, 1), new(1582, 10, 10), new(4, 2, 29, 0, 0, 1),
    ];

    private static readonly Dictionary<char, string[]> Forms = new()
    {
        ['N'] =
        [
            "{N} + {N}", "({N} - {N})", "({N}) * ({N})", "({N}) / ({N})", "({N}) % ({N})", "-({N})", "abs({N})", "floor({N})", "ceil({N})", "round({N})", "round({N}, 2)", "round({N}, -1)", "sign({N})", "sqrt({N})",
            "least({N}, {N})", "greatest({N}, {N}, {N})", "coalesce({N}, {N})", "case when {B} then {N} else {N} end", "case when {B} then {N} when {B} then null end", "number({T})", "number({B})", "length({T})",
            "year({S})", "quarter({S})", "month({S})", "week({S})", "day({S})", "day_of_year({S})", "weekday({S})", "hour({S})", "minute({S})", "second({S})", "days({D})", "seconds({D})", "({D}) / ({D})",
        ],
        ['T'] =
        [
            "lower({T})", "upper({T})", "trim({T})", "concat({T}, {T})", "substring({T}, 2)", "substring({T}, 1, 2)", "replace({T}, {T}, {T})", "replace({T}, 'a', '')", "coalesce({T}, {T}, {T})",
            "case when {B} then {T} else {T} end", "least({T}, {T})", "greatest({T}, {T})",
        ],
        ['B'] =
        [
            "({N}) = ({N})", "({N}) <> ({N})", "({N}) < ({N})", "({N}) <= ({N})", "({N}) > ({N})", "({N}) >= ({N})", "{T} = {T}", "{T} <> {T}", "{T} < {T}", "{T} >= {T}", "({B}) = ({B})", "({S}) = ({S})", "({S}) < ({S})",
            "({D}) = ({D})", "({D}) >= ({D})", "({B} and {B})", "({B} or {B} or {B})", "not ({B})", "(({N}) is null)", "({T} is not null)", "(({S}) is null)", "(({D}) is not null)", "(({B}) is null)", "({N}) in ({N}, {N}, null)", "({N}) not in ({N}, 1, 2)",
            "{T} in ({T}, 'a')", "({S}) in ({S}, {S})", "({N}) between ({N}) and ({N})", "({T}) not between ({T}) and ({T})", "({S}) between ({S}) and ({S})", "{T} like {T}", "{T} like '%a_'", "{T} not like 'a%'", "{T} like concat('%', {T}, '%')",
            "contains({T}, {T})", "starts_with({T}, {T})", "ends_with({T}, {T})", "coalesce({B}, {B})", "case when {B} then {B} end", "({N}) = null",
        ],
        ['S'] = ["({S}) + ({D})", "({D}) + ({S})", "({S}) - ({D})", "date({S})", "least({S}, {S})", "greatest({S}, {S})", "coalesce({S}, {S})", "case when {B} then {S} else {S} end"],
        ['D'] =
        [
            "({S}) - ({S})", "({D}) + ({D})", "({D}) - ({D})", "-({D})", "abs({D})", "({D}) * ({N})", "({N}) * ({D})", "({D}) / ({N})", "({N}) days", "({N}) hours", "({N}) ms", "least({D}, {D})", "coalesce({D}, {D})", "case when {B} then {D} end",
        ],
    };

    private static readonly Dictionary<char, string[]> Leaves = new()
    {
        ['N'] = ["x", "y", "x", "y", "v1", "0", "1", "2", "0.1", "-3", "1e300", "2.5"],
        ['T'] = ["t", "u", "t", "u", "'a'", "'Ana'", "'😀'", "'it''s'", "'%'"],
        ['B'] = ["b", "c", "b", "true", "false"],
        ['S'] = ["s", "r", "s", "date '2011-01-31'", "timestamp '0001-01-01 00:00:01'"],
        ['D'] = ["d", "d", "1 day", "36 h", "7000000 days"],
    };

    public static IReadOnlyDictionary<string, ValueKind> Columns { get; } = new Dictionary<string, ValueKind>(StringComparer.Ordinal)
    {
        ["x"] = ValueKind.Number,
        ["y"] = ValueKind.Number,
        ["v1"] = ValueKind.Number,
        ["t"] = ValueKind.Text,
        ["u"] = ValueKind.Text,
        ["b"] = ValueKind.Boolean,
        ["c"] = ValueKind.Boolean,
        ["s"] = ValueKind.Timestamp,
        ["r"] = ValueKind.Timestamp,
        ["d"] = ValueKind.Duration,
    };

    public static Gen<string> Expressions { get; } = Gen.Sized(size => Gen.Elements(Kinds.ToCharArray()).SelectMany(kind => Of(kind, 1 + Math.Min(4, size / 12))));

    /// <summary>Numbers between simple operands only, so that a last bit cannot tip a comparison.</summary>
    public static Gen<string> Transcendental { get; } =
        Gen.Elements("exp({N})", "ln({N})", "log10({N})", "power({N}, {N})", "sin({N})", "cos({N})", "ln(({N}) / ({N}))", "power(abs({N}), 0.5)").SelectMany(form => Fill(form, 0));

    public static Gen<string> Numeric { get; } = Of('N', 2);

    public static Gen<Dictionary<string, object?>> Row { get; } =
        Gen.CollectToList(Columns, c => Value(c.Value).Select(v => KeyValuePair.Create(c.Key, v))).Select(pairs => new Dictionary<string, object?>(pairs, StringComparer.Ordinal));

    public static string Literal(object? value) => value switch
    {
        null => "NULL",
        double d when double.IsNaN(d) => "'nan'::DOUBLE",
        double d when double.IsInfinity(d) => d > 0 ? "'inf'::DOUBLE" : "'-inf'::DOUBLE",
        double d => d.ToString("E17", CultureInfo.InvariantCulture),
        string s => "'" + s.Replace("'", "''", StringComparison.Ordinal) + "'",
        bool b => b ? "true" : "false",
        DateTime t => string.Create(CultureInfo.InvariantCulture, $"make_timestamp({(t - DateTime.UnixEpoch).Ticks / 10})"),
        TimeSpan l => (l.Ticks / 10).ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException(),
    };

    [GeneratedRegex(@"\{(?<kind>[NTBSD])\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();

    private static Gen<string> Of(char kind, int depth) =>
        depth == 0 ? Gen.Elements(Leaves[kind]) : Gen.Frequency((1, Gen.Elements(Leaves[kind])), (4, Gen.Elements(Forms[kind]).SelectMany(form => Fill(form, depth - 1))));

    private static Gen<string> Fill(string form, int depth)
    {
        var hole = Hole().Match(form);
        return hole.Success
            ? Of(hole.Groups["kind"].Value[0], depth).SelectMany(part => Fill(form[(hole.Index + 3)..], depth).Select(rest => form[..hole.Index] + part + rest))
            : Gen.Constant(form);
    }

    private static Gen<object?> Value(ValueKind kind) => Gen.Frequency((1, Gen.Constant<object?>(null)), (6, kind switch
    {
        ValueKind.Number => Gen.OneOf(Gen.Elements(Numbers), ArbMap.Default.GeneratorFor<double>(), Gen.Choose(-20, 20).Select(i => i / 2.0)).Select(d => (object?)d),
        ValueKind.Text => Gen.OneOf(Gen.Elements(Texts), Gen.Elements(Texts).Two().Select(p => p.Item1 + p.Item2)).Select(s => (object?)s),
        ValueKind.Boolean => Gen.Elements(true, false).Select(b => (object?)b),
        ValueKind.Timestamp => Gen.OneOf(Gen.Elements(Times), Gen.Choose(0, int.MaxValue).Select(i => DateTime.UnixEpoch.AddSeconds(i).AddMicroseconds(i % 1_000_000))).Select(t => (object?)t),
        _ => Gen.OneOf(Gen.Choose(-400, 400).Select(h => TimeSpan.FromHours(h)), Gen.Choose(-7_300_000, 7_300_000).Select(h => TimeSpan.FromDays(h)), Gen.Elements(TimeSpan.Zero, TimeSpan.FromMicroseconds(1)))
            .Select(l => (object?)l),
    }));
}
