namespace Rondo.Scoping;

/// <summary>
/// A place where a measure is measured, and what can be said of it there. The one table of it: a requirement about anything else is
/// refused before anything runs, and the stages that measure ask it too.
/// </summary>
/// <param name="Split">train, validation, test or production; empty is the whole table, the machine that registers, or the model's files.</param>
/// <param name="Slices">Whether parts of the rows can be asked for.</param>
/// <param name="Compared">The models whose values are measured beside: <c>baseline</c>, <c>champion</c>, both or none.</param>
public sealed record MeasuringPlace(string Split, bool Slices, IReadOnlyList<string> Compared)
{
    private static readonly IReadOnlyList<string> Both = ["baseline", "champion"];
    private static readonly IReadOnlyList<string> Champion = ["champion"];

    /// <summary>The places of a measure; the one that is meant when nothing is said comes first.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="task">The task, where it is known: of several classes, production keeps the probability of the answer only.</param>
    public static IReadOnlyList<MeasuringPlace> Of(Measure measure, TaskKind? task = null) => measure.Reach switch
    {
        Reach.Predictions => [new("test", true, Both), new("validation", true, Both), .. InProduction(measure, task)],
        Reach.Rows => [new("", false, []), new("train", true, []), new("validation", true, []), new("test", true, []), .. InProduction(measure, task)],
        Reach.Machine => [new("", false, Champion), .. InProduction(measure, task)],
        Reach.Files => [new("", false, Champion)],
        _ => InProduction(measure, task),
    };

    /// <summary>The place of that name; null where the measure is not measured there.</summary>
    public static MeasuringPlace? Find(Measure measure, string split, TaskKind? task = null) =>
        Of(measure, task).FirstOrDefault(p => string.Equals(p.Split, split, StringComparison.Ordinal));

    // Answers in use come with their truths, their times and the inputs' counts, but not with the inputs of each row.
    private static MeasuringPlace[] InProduction(Measure measure, TaskKind? task) =>
        measure is { Arguments: MeasureArguments.MetricAndColumn } or { Reach: Reach.Rows, Arguments: MeasureArguments.None } || (measure.OfAllProbabilities && task is TaskKind.Multiclass)
            ? []
            : [new("production", false, [])];
}
