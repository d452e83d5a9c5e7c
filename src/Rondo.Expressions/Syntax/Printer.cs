using System.Globalization;

namespace Rondo.Expressions.Syntax;

/// <summary>Writes a tree's normal form.</summary>
internal static class Printer
{
    public static string Print(Node node) => node switch
    {
        Literal literal => Constant(literal.Value),
        Name name => Words.IsBare(name.Value) ? name.Value : Quote(name.Value, '"'),
        Call call => Printed(call),
        _ => throw new InvalidOperationException("A kind of node is not printed."),
    };

    /// <summary>A constant as the language writes it.</summary>
    public static string Constant(object? value) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        string s => Quote(s, '\''),
        DateTime t when t.TimeOfDay == TimeSpan.Zero => string.Create(CultureInfo.InvariantCulture, $"date '{t:yyyy-MM-dd}'"),
        DateTime t => string.Create(CultureInfo.InvariantCulture, $"timestamp '{t:yyyy-MM-dd HH:mm:ss.FFFFFF}'"),
        _ => throw new InvalidOperationException("A kind of constant is not printed."),
    };

    private static string Quote(string text, char quote)
    {
        var q = quote.ToString();
        return q + text.Replace(q, q + q, StringComparison.Ordinal) + q;
    }

    private static string Printed(Call call) => (call.Function, call.Arguments) switch
    {
        ("and" or "or", var parts) => string.Join($" {call.Function} ", parts.Select(p => Within(p, PowerOf(call) + 1))),
        ("not", [Call { Function: "in" or "between" or "like" or "is null" } negated]) => Comparison(negated, "not "),
        ("not", [var operand]) => $"not {Within(operand, Power.Not)}",
        ("in" or "between" or "like" or "is null", _) => Comparison(call, ""),
        ("case", var parts) => Case(parts),
        ("-", [var operand]) => $"-{Within(operand, Power.Unit)}",
        (var unit, [var operand]) when IsUnit(unit) => $"{Within(operand, Power.Value)} {unit[Words.UnitPrefix.Length..]}",
        (var name, [var left, var right]) when Power.Of(name) is { } power =>
            $"{Within(left, power == Power.Comparison ? Power.Sum : power)} {name} {Within(right, power + 1)}",
        (var name, var arguments) => $"{name}({string.Join(", ", arguments.Select(Print))})",
    };

    private static string Comparison(Call call, string not) => (call.Function, call.Arguments) switch
    {
        ("is null", [var x]) => $"{Within(x, Power.Sum)} is {not}null",
        ("between", [var x, var low, var high]) => $"{Within(x, Power.Sum)} {not}between {Within(low, Power.Sum)} and {Within(high, Power.Sum)}",
        ("like", [var x, var pattern]) => $"{Within(x, Power.Sum)} {not}like {Within(pattern, Power.Sum)}",
        (_, var all) => $"{Within(all[0], Power.Sum)} {not}in ({string.Join(", ", all.Skip(1).Select(Print))})",
    };

    private static string Case(IReadOnlyList<Node> parts)
    {
        var branches = Enumerable.Range(0, parts.Count / 2).Select(i => $" when {Print(parts[2 * i])} then {Print(parts[(2 * i) + 1])}");
        return $"case{string.Concat(branches)}{(parts.Count % 2 == 1 ? $" else {Print(parts[^1])}" : "")} end";
    }

    private static string Within(Node node, int power) => PowerOf(node) < power ? $"({Print(node)})" : Print(node);

    private static int PowerOf(Node node) => node switch
    {
        Call { Function: "not", Arguments: [Call { Function: "in" or "between" or "like" or "is null" }] } => Power.Comparison,
        Call { Function: "not" } => Power.Not,
        Call { Function: "is null" } => Power.Comparison,
        Call { Function: "-", Arguments.Count: 1 } => Power.Sign,
        Call call when IsUnit(call.Function) => Power.Unit,
        Call call => Power.Of(call.Function) ?? Power.Value,
        Literal { Value: double number } when double.IsNegative(number) => Power.Sign,
        _ => Power.Value,
    };

    private static bool IsUnit(string function) => function.StartsWith(Words.UnitPrefix, StringComparison.Ordinal);
}
