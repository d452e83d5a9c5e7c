using Rondo.Bundles;
using Rondo.Data;
using Rondo.Kernel;

namespace Rondo.Modeling.Scoring;

/// <summary>Compares a file's columns with what a model asks for.</summary>
internal static class InputColumns
{
    private const int MostShown = 8;

    /// <summary>The model's inputs as columns to read.</summary>
    public static IReadOnlyList<ColumnSchema> Of(Signature signature) =>
        [.. signature.Inputs.Select(f => new ColumnSchema(f.Name, Enum.Parse<ColumnType>(f.Type.ToString()), ColumnRole.Feature) { Nullable = f.Nullable })];

    /// <summary>The columns to carry along.</summary>
    public static IReadOnlyList<string> Kept(IReadOnlyList<string> keep, IReadOnlyList<string> columns) =>
        keep.Contains("*", StringComparer.Ordinal) ? columns : [.. keep.Distinct(StringComparer.Ordinal)];

    /// <summary>Throws when a needed column is missing or there twice.</summary>
    /// <exception cref="FailureException">One failure for all missing ones, one for each other.</exception>
    public static void Demand(IEnumerable<ColumnSchema> inputs, IReadOnlyList<string> kept, IReadOnlyList<string> columns, string shown)
    {
        var counts = columns.CountBy(c => c, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
        var missing = inputs.Where(i => !counts.ContainsKey(i.Name)).ToList();
        IEnumerable<Failure> failures = OtherCase(missing, columns, shown) is { } one ? [one] : missing.Count == 0 ? [] : [Missing(missing, columns, shown)];
        failures = failures.Concat(kept.Where(k => !counts.ContainsKey(k)).Select(k => Unknown(k, columns, shown)))
            .Concat(inputs.Select(i => i.Name).Union(kept, StringComparer.Ordinal).Where(n => counts.GetValueOrDefault(n) > 1).Select(n => ScoringFailures.World(
                "predict.column-twice", $"{shown} has two columns '{n}'.", "Rename one of them.", new Place(shown))));
        if (failures.ToList() is { Count: > 0 } found)
        {
            throw new FailureException(found);
        }
    }

    /// <summary>Names the columns that nobody asked for.</summary>
    public static IEnumerable<string> Ignored(IReadOnlyList<ColumnSchema> inputs, IReadOnlyList<string> kept, IReadOnlyList<string> columns)
    {
        var ignored = columns.Except(inputs.Select(i => i.Name), StringComparer.Ordinal).Except(kept, StringComparer.Ordinal).ToList();
        if (ignored.Count > 0)
        {
            yield return $"Not inputs of the model, and ignored: {Shown(ignored)}.";
        }
    }

    // Headers in capitals are one mistake, not one a column.
    private static Failure? OtherCase(List<ColumnSchema> missing, IReadOnlyList<string> columns, string shown)
    {
        var meant = missing.Select(m => columns.FirstOrDefault(c => string.Equals(c, m.Name, StringComparison.OrdinalIgnoreCase))).ToList();
        return missing.Count < 2 || meant.Contains(null) ? null : new(
            "predict.column-case",
            $"The names of {missing.Count} columns in {shown} differ from the model's in capitals: {Shown([.. missing.Zip(meant, (m, c) => $"'{c}' for '{m.Name}'")])}.",
            "Names must agree to the letter: rename the columns.", new Place(shown));
    }

    private static Failure Missing(List<ColumnSchema> missing, IReadOnlyList<string> columns, string shown)
    {
        var named = string.Join(", ", missing.Take(MostShown).Select(i => $"'{i.Name}' ({i.Type.ToString().ToLowerInvariant()})")) + (missing.Count > MostShown ? FormattableString.Invariant($" and {missing.Count - MostShown} more") : "");
        var near = missing.Select(i => (i.Name, Near: NearestName.Of(i.Name, columns))).Where(n => n.Near is not null).Take(MostShown).Select(n => missing.Count == 1 ? $"'{n.Near}' mean it" : $"'{n.Near}' mean '{n.Name}'").ToList();
        var remedy = near.Count == 0 ? $"Its columns are: {Shown(columns)}." : $"Did {string.Join(", ", near)}? Names must agree to the letter. The file's columns are: {Shown(columns)}.";
        return new("predict.missing-column", $"{shown} lacks {(missing.Count == 1 ? "the column" : "columns that the model needs:")} {named}{(missing.Count == 1 ? ", which the model needs" : "")}.", remedy, new Place(shown));
    }

    private static Failure Unknown(string name, IReadOnlyList<string> columns, string shown)
    {
        var near = NearestName.Of(name, columns);
        return new("predict.unknown-column", $"{shown} lacks the column '{name}', which is to be kept.",
            near is null ? $"Its columns are: {Shown(columns)}." : $"Did you mean '{near}'?", new Place(shown));
    }

    private static string Shown(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostShown).Select(n => n.Length == 0 ? "(without a name)" : n)) + (names.Count > MostShown ? FormattableString.Invariant($" and {names.Count - MostShown} more") : "");
}
