using static Rondo.Expressions.ValueKind;

namespace Rondo.Expressions.Operations;

/// <summary>
/// One value for a table. Sums are taken in the values' own order with compensation (Kahan 1965): a parallel floating-point sum would
/// differ from run to run.
/// </summary>
internal static class Aggregates
{
    public static IEnumerable<Operation> All { get; } =
    [
        Of("count", Signature.Of(), Number, (_, _) => "CAST(count(*) AS DOUBLE)"),
        Of("count", Signature.Of([null]), Number, (_, s) => $"CAST(count({s[0]}) AS DOUBLE)"),
        Of("count_if", Signature.Of(ValueKind.Boolean), Number, (_, s) => $"CAST(count(CASE WHEN {s[0]} THEN 1 END) AS DOUBLE)"),
        Of("share", Signature.Of(ValueKind.Boolean), Number, (w, s) => w.Let(
            [$"CAST(count(CASE WHEN {s[0]} THEN 1 END) AS DOUBLE)", $"CAST(count({s[0]}) AS DOUBLE)"], v => $"CASE WHEN {v[1]} > 0 THEN {v[0]} / {v[1]} END")),
        Of("distinct", Signature.Of([null]), Number, (_, s) => $"CAST(count(DISTINCT {s[0]}) AS DOUBLE)"),
        Of("unique", Signature.Many(null, 1), ValueKind.Boolean, (_, s) => Unique(s)),
        .. new[] { Number, Text, Timestamp, Duration }.SelectMany(kind => new[]
        {
            Of("min", Signature.Of(kind), kind, (_, s) => $"min({s[0]})"),
            Of("max", Signature.Of(kind), kind, (_, s) => $"max({s[0]})"),
        }),
        Of("sum", Signature.Of(Number), Number, (_, s) => $"fsum({InOrder(s[0])})") with { Gives = Settling.Never },
        Of("mean", Signature.Of(Number), Number, (_, s) => $"favg({InOrder(s[0])})") with { Gives = Settling.Never },
        Of("median", Signature.Of(Number), Number, (_, s) => $"median({s[0]})") with { Gives = Settling.Never },
        Of("stddev", Signature.Of(Number), Number, (_, s) => Deviation(s[0])) with { Gives = Settling.Never },
    ];

    private static Operation Of(string name, Signature takes, ValueKind result, Func<SqlWriter, string[], string> emit) =>
        new(name, takes, result, _ => throw new InvalidOperationException("An aggregate has no value for a row."), emit) { IsAggregate = true };

    private static string Unique(string[] s)
    {
        var known = string.Join(" AND ", s.Select(x => $"{x} IS NOT NULL"));
        return s.Length == 1
            ? $"(count(DISTINCT {s[0]}) = count({s[0]}))"
            : $"(count(DISTINCT CASE WHEN {known} THEN row({string.Join(", ", s)}) END) = count(CASE WHEN {known} THEN 1 END))";
    }

    // The engine fails where a square overflows; such a table's deviation is null.
    private static string Deviation(string x) =>
        $"(CASE WHEN max(abs({x})) < 1e150 THEN stddev_samp({InOrder($"CASE WHEN abs({x}) < 1e150 THEN {x} END")}) END)";

    // The engine refuses to order by a constant; a sum of constants is one no more, and 0 changes no number.
    private static string InOrder(string x) => $"{x} ORDER BY ({x}) + 0e0";
}
