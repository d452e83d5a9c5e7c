namespace Rondo.Bundles;

/// <summary>One input of a model.</summary>
/// <param name="Name">The column's name, and the graph input's.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Unit">The unit of a number, for people.</param>
/// <param name="Minimum">The smallest value that was seen or is meant; of numbers, and of timestamps in microseconds.</param>
/// <param name="Maximum">The largest one.</param>
/// <param name="Categories">The texts that were seen or are meant, where they are few.</param>
/// <param name="Nullable">Whether a row may leave it empty.</param>
public sealed record Field(
    string Name,
    FieldType Type,
    string? Unit = null,
    double? Minimum = null,
    double? Maximum = null,
    IReadOnlyList<string>? Categories = null,
    bool Nullable = true);
