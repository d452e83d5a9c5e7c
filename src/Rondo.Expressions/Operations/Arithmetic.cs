using static Rondo.Expressions.ValueKind;

namespace Rondo.Expressions.Operations;

/// <summary>Numbers. NaN and infinities flow through +, - and *; they become null where something else looks at them.</summary>
internal static class Arithmetic
{
    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    private static readonly Signature One = Signature.Of(Number);

    private static readonly Signature Two = Signature.Of(Number, Number);

    public static IEnumerable<Operation> All { get; } =
    [
        new("+", Two, Number, a => N(a[0]) + N(a[1]), (_, s) => $"({s[0]} + {s[1]})") { TakesUnsettled = true, Gives = Settling.Never },
        new("-", Two, Number, a => N(a[0]) - N(a[1]), (_, s) => $"({s[0]} - {s[1]})") { TakesUnsettled = true, Gives = Settling.Never },
        new("*", Two, Number, a => N(a[0]) * N(a[1]), (_, s) => $"({s[0]} * {s[1]})") { TakesUnsettled = true, Gives = Settling.Never },
        new("/", Two, Number, a => N(a[1]) == 0 ? null : N(a[0]) / N(a[1]), (w, s) => $"({s[0]} / {NotZero(w, s[1])})") { Gives = Settling.Never },
        new("%", Two, Number, a => N(a[1]) == 0 ? null : N(a[0]) % N(a[1]), (w, s) => $"({s[0]} % {NotZero(w, s[1])})") { Gives = Settling.Never },
        Through("-", x => -x, "(-{0})"),
        Through("abs", Math.Abs, "abs({0})"),
        Through("floor", Math.Floor, "floor({0})"),
        Through("ceil", Math.Ceiling, "ceil({0})"),
        Through("round", Round, "round({0})"),
        new("round", Two, Number, a => RoundTo(N(a[0]), (int)N(a[1])), RoundTo) { Gives = Settling.Never, Demand = Digits },
        new("sign", One, Number, a => (double)Math.Sign(N(a[0])), (_, s) => $"CAST(sign({s[0]}) AS DOUBLE)"),
        new("sqrt", One, Number, a => Math.Sqrt(N(a[0])), (w, s) => $"sqrt({w.Let(s[0], x => $"CASE WHEN {x} >= 0 THEN {x} END")})"),
        new("exp", One, Number, a => Math.Exp(N(a[0])), (_, s) => $"exp({s[0]})") { Gives = Settling.Never },
        Logarithm("ln", Math.Log),
        Logarithm("log10", Math.Log10),
        new("power", Two, Number, a => Math.Pow(N(a[0]), N(a[1])), (_, s) => $"pow({s[0]}, {s[1]})") { Gives = Settling.Never },
        new("sin", One, Number, a => Math.Sin(N(a[0])), (_, s) => $"sin({s[0]})"),
        new("cos", One, Number, a => Math.Cos(N(a[0])), (_, s) => $"cos({s[0]})"),
        new("pi", Signature.Of(), Number, _ => Math.PI, (_, _) => SqlWriter.Constant(Math.PI)),
        new("number", Signature.Of(ValueKind.Boolean), Number, a => a[0] is true ? 1.0 : 0.0, (_, s) => $"CAST({s[0]} AS DOUBLE)"),
    ];

    public static double N(object? value) => (double)value!;

    public static string NotZero(SqlWriter writer, string number) => writer.Let(number, x => $"CASE WHEN {x} <> 0 THEN {x} END");

    public static string? WholeConstant(TypedNode node, int least, int most) =>
        node is { Operation: "constant", Value: double d } && d == Math.Floor(d) && d >= least && d <= most
            ? null
            : FormattableString.Invariant($"a whole number written out, from {least} to {most}");

    private static Operation Through(string name, Func<double, double> compute, string sql) =>
        new(name, One, Number, a => compute(N(a[0])), (_, s) => string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, s[0]))
        {
            TakesUnsettled = true,
            Gives = Settling.AsArguments,
        };

    private static Operation Logarithm(string name, Func<double, double> compute) =>
        new(name, One, Number, a => N(a[0]) > 0 ? compute(N(a[0])) : null, (w, s) => $"{name}({w.Let(s[0], x => $"CASE WHEN {x} > 0 THEN {x} END")})");

    private static double Round(double x) => Math.Round(x, MidpointRounding.AwayFromZero);

    private static double RoundTo(double x, int digits) => digits >= 0 ? Round(x * Powers[digits]) / Powers[digits] : Round(x / Powers[-digits]) * Powers[-digits];

    private static string RoundTo(SqlWriter writer, string[] sql)
    {
        var digits = (int)double.Parse(sql[1].Trim('(', ')'), System.Globalization.CultureInfo.InvariantCulture);
        var power = SqlWriter.Constant(Powers[Math.Abs(digits)]);
        return digits >= 0 ? $"(round({sql[0]} * {power}) / {power})" : $"(round({sql[0]} / {power}) * {power})";
    }

    private static string? Digits(IReadOnlyList<TypedNode> arguments) =>
        WholeConstant(arguments[1], -15, 15) is { } wanted ? $"round takes as digits {wanted}." : null;
}
