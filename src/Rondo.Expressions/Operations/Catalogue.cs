using System.Collections.Frozen;

namespace Rondo.Expressions.Operations;

/// <summary>Every operation of the language by name.</summary>
internal static class Catalogue
{
    private static readonly FrozenDictionary<string, Operation[]> ByName =
        Arithmetic.All.Concat(Logic.All).Concat(TextFunctions.All).Concat(TimeFunctions.All).Concat(Aggregates.All)
            .GroupBy(o => o.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);

    // What other languages call it.
    private static readonly FrozenDictionary<string, string> Foreign = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["avg"] = "mean",
        ["average"] = "mean",
        ["ceiling"] = "ceil",
        ["pow"] = "power",
        ["std"] = "stddev",
        ["stdev"] = "stddev",
        ["len"] = "length",
        ["substr"] = "substring",
        ["ifnull"] = "coalesce",
        ["nvl"] = "coalesce",
        ["if"] = "case when … then … else … end",
        ["iif"] = "case when … then … else … end",
        ["cast"] = "number",
        ["to_number"] = "number",
        ["float"] = "number",
        ["int"] = "floor",
        ["trunc"] = "floor",
        ["dayofweek"] = "weekday",
        ["isodow"] = "weekday",
        ["dayofyear"] = "day_of_year",
        ["date_diff"] = "days(a - b)",
        ["datediff"] = "days(a - b)",
        ["count_distinct"] = "distinct",
        ["nunique"] = "distinct",
        ["ucase"] = "upper",
        ["lcase"] = "lower",
        ["startswith"] = "starts_with",
        ["endswith"] = "ends_with",
        ["max_of"] = "greatest",
        ["nullif"] = "case when … then … end",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The functions' names, without operators and units.</summary>
    public static IReadOnlyList<string> Functions { get; } =
        [.. ByName.Keys.Where(n => char.IsAsciiLetter(n[0]) && !n.Contains('.', StringComparison.Ordinal) && !n.Contains(' ', StringComparison.Ordinal)
            && !Syntax.Words.Reserved.Contains(n)).Order(StringComparer.Ordinal)];

    public static Operation[] Find(string name) => ByName.GetValueOrDefault(name, []);

    public static string? Instead(string name) => Foreign.GetValueOrDefault(name);
}
