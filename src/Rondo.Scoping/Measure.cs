namespace Rondo.Scoping;

/// <summary>Something a requirement may speak of: what it means, in which unit, and which direction is better.</summary>
/// <param name="Name">As written in a requirement, without arguments: <c>mae</c>, <c>latency.p95</c>, <c>missing</c>.</param>
/// <param name="Unit">Unit of its values: <c>s</c>, <c>B</c>; empty for a pure number and for the target's own unit.</param>
/// <param name="Better">Which direction is better.</param>
/// <param name="Meaning">One sentence for people.</param>
public sealed record Measure(string Name, string Unit, Better Better, string Meaning)
{
    /// <summary>The tasks it exists for; empty means every task.</summary>
    public IReadOnlyList<TaskKind> Tasks { get; init; } = [];

    /// <summary>What it says something about: <c>model</c> or <c>data</c>; the <see cref="Subject.Role"/> of its measurements.</summary>
    public string Role { get; init; } = "model";

    /// <summary>What it is measured on.</summary>
    public Reach Reach { get; init; } = Reach.Predictions;

    /// <summary>What it takes in parentheses.</summary>
    public MeasureArguments Arguments { get; init; } = MeasureArguments.None;

    /// <summary>Smallest value there can be, where there is one.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest value there can be, where there is one.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether its values are in the unit of the target, so that <c>%</c> means nothing.</summary>
    public bool InTargetUnit { get; init; }

    /// <summary>Whether it needs the probability of every class, not only that of the answer.</summary>
    public bool OfAllProbabilities { get; init; }

    /// <summary>Whether a value is exact and needs no confidence interval: counts, sizes.</summary>
    public bool Exact { get; init; }

    /// <summary>Whether the measure exists for a task.</summary>
    public bool IsFor(TaskKind task) => Tasks.Count == 0 || Tasks.Contains(task);
}

/// <summary>Which direction of a measure is better.</summary>
public enum Better
{
    /// <summary>Errors, costs, latencies, sizes.</summary>
    Lower,

    /// <summary>Scores, counts of rows.</summary>
    Higher,

    /// <summary>Neither: bias is best at zero.</summary>
    Neither,
}

/// <summary>What a measure is measured on; <see cref="MeasuringPlace"/> says where that is.</summary>
public enum Reach
{
    /// <summary>On a split's predictions and slices of them.</summary>
    Predictions,

    /// <summary>On rows, before any model.</summary>
    Rows,

    /// <summary>On a machine.</summary>
    Machine,

    /// <summary>On the model's files.</summary>
    Files,

    /// <summary>Between the training split and production.</summary>
    Change,
}

/// <summary>What a measure takes in parentheses.</summary>
public enum MeasureArguments
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A column: <c>missing(hum)</c>.</summary>
    Column,

    /// <summary>A metric and a column: <c>gap(recall, sex)</c>.</summary>
    MetricAndColumn,

    /// <summary>A positive number: <c>within(10)</c>.</summary>
    Number,
}
