namespace Rondo.Bundles;

/// <summary>
/// What a model asks for and gives. The graph has one input for each field, of the field's name and type, and these outputs:
/// <c>prediction</c> (regression); <c>probability</c> of the positive class and <c>label</c> (binary); <c>label</c> and
/// <c>probabilities</c> <c>[N, classes]</c> (multiclass). Numbers may be double or float, labels text or int64.
/// </summary>
/// <param name="Task">One of the constants below.</param>
/// <param name="Inputs">At least one field; names are distinct.</param>
/// <param name="Classes">None for regression; negative then positive for binary; in the order of the probabilities for multiclass.</param>
/// <param name="Target">The name of what is predicted, for people.</param>
public sealed record Signature(string Task, IReadOnlyList<Field> Inputs, IReadOnlyList<string> Classes, string? Target = null)
{
    /// <summary>A number is predicted.</summary>
    public const string Regression = "regression";

    /// <summary>One of two classes is predicted.</summary>
    public const string Binary = "binary";

    /// <summary>One of several classes is predicted.</summary>
    public const string Multiclass = "multiclass";

    /// <summary>The names of the graph's outputs for this task.</summary>
    public IReadOnlyList<string> Outputs => Task switch
    {
        Regression => ["prediction"],
        Binary => ["probability", "label"],
        Multiclass => ["label", "probabilities"],
        _ => [],
    };

    /// <summary>Why it cannot be meant, or null.</summary>
    internal string? Problem() => this switch
    {
        { Task: not (Regression or Binary or Multiclass) } => $"there is no task '{Task}'",
        { Inputs.Count: 0 } => "there are no input fields",
        { Task: Regression, Classes.Count: > 0 } => "a regression has no classes",
        { Task: Binary, Classes.Count: not 2 } => "a binary task has two classes",
        { Task: Multiclass, Classes.Count: < 2 } => "a multiclass task has at least two classes",
        _ when Repeated(Inputs.Select(f => f.Name)) is { } name => $"two fields are named '{name}'",
        _ when Repeated(Classes) is { } name => $"two classes are named '{name}'",
        _ when Inputs.Any(f => f.Name.Length == 0) => "a field has no name",
        _ => null,
    };

    private static string? Repeated(IEnumerable<string> names) =>
        names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any())?.Key;
}
