using Rondo.Bundles;
using Rondo.Data;

namespace Rondo.Modeling.Scoring;

/// <summary>What the output's columns are called: kept ones, then a label, then numbers.</summary>
/// <param name="Kept">Columns carried along, by their names in the output.</param>
/// <param name="Label">The column with the class; null for regression.</param>
/// <param name="Numbers">The prediction; the probability of the positive class; or the probability of every class.</param>
internal sealed record OutputColumns(IReadOnlyList<KeptColumn> Kept, string? Label, IReadOnlyList<string> Numbers)
{
    /// <summary>All in order.</summary>
    public IReadOnlyList<string> All { get; } = [.. Kept.Select(k => k.Name), .. Label is null ? (IReadOnlyList<string>)[] : [Label], .. Numbers];

    /// <summary>A kept column whose name is that of a prediction gets <c>input_</c> before it.</summary>
    public static (OutputColumns Columns, IReadOnlyList<string> Notes) Of(Signature signature, IReadOnlyList<KeptColumn> kept)
    {
        var label = signature.Task is Signature.Regression ? null : "label";
        IReadOnlyList<string> numbers = signature.Task switch
        {
            Signature.Regression => ["prediction"],
            Signature.Binary => ["probability"],
            _ => [.. signature.Classes.Select(c => $"probability_{c}")],
        };
        // the engine that writes Parquet does not tell cases apart
        var taken = numbers.Append(label ?? "").Concat(kept.Select(k => k.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var own = numbers.Append(label ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var notes = new List<string>();
        var renamed = kept.Select(k =>
        {
            var name = k.Name;
            while (own.Contains(name))
            {
                name = "input_" + name;
                name = !own.Contains(name) && !taken.Add(name) ? "input_" + name : name;
            }

            if (!string.Equals(name, k.Name, StringComparison.Ordinal))
            {
                notes.Add($"The kept column '{k.Name}' is called '{name}', because the prediction is called '{k.Name}'.");
            }

            return k with { Name = name };
        });
        return (new([.. renamed], label, numbers), notes);
    }
}
