using static Rondo.Expressions.ValueKind;

namespace Rondo.Expressions.Operations;

/// <summary>Comparisons, three-valued logic, and choosing among values.</summary>
internal static class Logic
{
    private static readonly ValueKind[] Ordered = [Number, Text, Timestamp, Duration];

    private static readonly ValueKind[] Kinds = [Number, Text, ValueKind.Boolean, Timestamp, Duration];

    public static IEnumerable<Operation> All { get; } =
    [
        .. Kinds.SelectMany(kind => new[]
        {
            Compare("=", kind, c => c == 0),
            Compare("<>", kind, c => c != 0),
            new Operation("in", Signature.Many(kind, 2), ValueKind.Boolean, a => In(a), (_, s) => $"({s[0]} IN ({string.Join(", ", s.Skip(1))}))") { TakesNulls = true },
            new Operation("coalesce", Signature.Many(kind, 1), kind, a => a.FirstOrDefault(x => x is not null), (_, s) => $"coalesce({string.Join(", ", s)})") { TakesNulls = true },
            new Operation("case", Signature.Cases(kind), kind, Case, Case) { TakesNulls = true, TakesUnsettled = true, Gives = Settling.AsArguments },
        }),
        .. Ordered.SelectMany(kind => new[]
        {
            Compare("<", kind, c => c < 0),
            Compare("<=", kind, c => c <= 0),
            Compare(">", kind, c => c > 0),
            Compare(">=", kind, c => c >= 0),
            new Operation("between", Signature.Of(kind, kind, kind), ValueKind.Boolean, a => Between(a), (_, s) => $"({s[0]} BETWEEN {s[1]} AND {s[2]})") { TakesNulls = true },
            Extreme("least", kind, a => a.MinBy(x => x, Order.Comparer)),
            Extreme("greatest", kind, a => a.MaxBy(x => x, Order.Comparer)),
        }),
        new("and", Signature.Many(ValueKind.Boolean, 2), ValueKind.Boolean, a => And(a), (_, s) => $"({string.Join(" AND ", s)})") { TakesNulls = true },
        new("or", Signature.Many(ValueKind.Boolean, 2), ValueKind.Boolean, a => Or(a), (_, s) => $"({string.Join(" OR ", s)})") { TakesNulls = true },
        new("not", Signature.Of(ValueKind.Boolean), ValueKind.Boolean, a => a[0] is false, (_, s) => $"(NOT {s[0]})"),
        new("is null", Signature.Of([null]), ValueKind.Boolean, a => a[0] is null, (_, s) => $"({s[0]} IS NULL)") { TakesNulls = true },
    ];

    private static Operation Compare(string name, ValueKind kind, Func<int, bool> holds) =>
        new(name, Signature.Of(kind, kind), ValueKind.Boolean, a => holds(Order.Compare(a[0]!, a[1]!)), (_, s) => $"({s[0]} {name} {s[1]})");

    private static Operation Extreme(string name, ValueKind kind, Func<object?[], object?> choose) =>
        new(name, Signature.Many(kind, 2), kind, choose, (w, s) => w.Let(
            s, v => $"CASE WHEN {string.Join(" AND ", v.Select(x => $"{x} IS NOT NULL"))} THEN {name}({string.Join(", ", v)}) END"));

    private static bool? In(object?[] a) =>
        a[0] is null ? null
        : a.Skip(1).Any(x => x is not null && Order.Compare(a[0]!, x) == 0) ? true
        : a.Skip(1).Any(x => x is null) ? null : false;

    private static bool? Between(object?[] a)
    {
        bool? low = a[0] is null || a[1] is null ? null : Order.Compare(a[0]!, a[1]!) >= 0;
        bool? high = a[0] is null || a[2] is null ? null : Order.Compare(a[0]!, a[2]!) <= 0;
        return And([low, high]);
    }

    private static bool? And(object?[] a) => a.Any(x => x is false) ? false : a.Any(x => x is null) ? null : true;

    private static bool? Or(object?[] a) => a.Any(x => x is true) ? true : a.Any(x => x is null) ? null : false;

    private static object? Case(object?[] a)
    {
        for (var i = 0; i + 1 < a.Length; i += 2)
        {
            if (a[i] is true)
            {
                return a[i + 1];
            }
        }

        return a.Length % 2 == 1 ? a[^1] : null;
    }

    private static string Case(SqlWriter writer, string[] s)
    {
        var branches = Enumerable.Range(0, s.Length / 2).Select(i => $" WHEN {s[2 * i]} THEN {s[(2 * i) + 1]}");
        return $"(CASE{string.Concat(branches)}{(s.Length % 2 == 1 ? $" ELSE {s[^1]}" : "")} END)";
    }
}
