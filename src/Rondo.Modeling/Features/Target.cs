using System.Globalization;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Tables;
using Rondo.Scoping;

namespace Rondo.Modeling.Features;

/// <summary>What is to be learned, in the terms of the task.</summary>
/// <param name="Column">The target's name.</param>
/// <param name="Type">Its type in the table.</param>
/// <param name="Task">The task.</param>
/// <param name="Classes">
/// Classification: the labels as text, in ordinal order (numbers by size); for an event the other label first and the event second.
/// </param>
internal sealed record Target(string Column, ColumnType Type, TaskKind Task, IReadOnlyList<string> Classes)
{
    /// <summary>Finds the classes in the training part.</summary>
    /// <exception cref="FailureException">The target is missing somewhere, or its values do not fit the task.</exception>
    public static Target Find(Frame train, string column, TaskKind task, string? positive, Action<string> say)
    {
        var values = train.Find(column) ?? throw new FailureException(new Failure("train.no-target", $"The table has no column '{column}' to learn.", "Correct charter.target in rondo.yaml."));
        RequireComplete(values, train.Rows, "training");
        if (task == TaskKind.Regression)
        {
            return values.Type is ColumnType.Number or ColumnType.Boolean
                ? new(column, values.Type, task, [])
                : throw new FailureException(new Failure("train.target-not-a-number", $"The target '{column}' is {Word(values.Type)}, and regression needs numbers.", "Choose another charter.task, or correct data.types."));
        }

        var labels = Enumerable.Range(0, train.Rows).CountBy(r => LabelOf(values, r), StringComparer.Ordinal).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        return new(column, values.Type, task, task == TaskKind.Binary ? Event(column, labels, positive, say) : Many(column, values.Type, labels));
    }

    /// <summary>The numbers to learn (regression).</summary>
    public double[] Numbers(Frame frame)
    {
        var values = frame[Column];
        RequireComplete(values, frame.Rows, "evaluated");
        var at = Array.FindIndex(values.Numbers, double.IsInfinity);
        return at < 0 ? values.Numbers : throw new FailureException(new Failure("train.target-infinite", $"The target '{Column}' is infinite in row {at + 1}.", "Remove or correct such rows before training."));
    }

    /// <summary>The class of each row by number; -1 for a label never met in training.</summary>
    public int[] ClassNumbers(Frame frame)
    {
        var values = frame[Column];
        RequireComplete(values, frame.Rows, "evaluated");
        var index = Classes.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i, StringComparer.Ordinal);
        return [.. Enumerable.Range(0, frame.Rows).Select(r => index.GetValueOrDefault(LabelOf(values, r), -1))];
    }

    /// <summary>The label of a row as text: texts as they are, numbers in shortest form, true and false.</summary>
    public static string LabelOf(FrameColumn values, int row) => values.Type switch
    {
        ColumnType.Text => values.Texts[row],
        ColumnType.Boolean => values.Numbers[row] != 0 ? "true" : "false",
        ColumnType.Timestamp => values.Times[row].ToString(CultureInfo.InvariantCulture),
        _ => values.Numbers[row].ToString("R", CultureInfo.InvariantCulture),
    };

    private static void RequireComplete(FrameColumn values, int rows, string which)
    {
        var missing = Enumerable.Range(0, rows).Count(values.IsNull);
        if (missing > 0)
        {
            throw new FailureException(new Failure("train.target-missing", $"The target '{values.Name}' is null in {missing.ToString(CultureInfo.InvariantCulture)} of {rows.ToString(CultureInfo.InvariantCulture)} {which} rows.",
                "Remove those rows, or find out their answers: a row without its answer teaches and tests nothing."));
        }

        if (rows == 0 && string.Equals(which, "training", StringComparison.Ordinal))
        {
            throw new FailureException(new Failure("train.no-rows", "The training part has no rows.", "Give a larger table, or smaller shares for data.split.test and data.split.validation."));
        }
    }

    private static string[] Event(string column, Dictionary<string, int> labels, string? positive, Action<string> say)
    {
        RequireClasses(column, labels.Count);
        if (labels.Count > 2)
        {
            var some = string.Join(", ", labels.Keys.Order(StringComparer.Ordinal).Take(5));
            throw new FailureException(new Failure("train.not-binary", $"The target '{column}' has {labels.Count} values ({some}{(labels.Count > 5 ? " …" : "")}), and a binary task has two.", "Choose charter.task: multiclass, or correct the labels with data.labels.aliases."));
        }

        var yes = positive ?? Guess(labels, say);
        return labels.ContainsKey(yes)
            ? [labels.Keys.Single(l => !string.Equals(l, yes, StringComparison.Ordinal)), yes]
            : throw new FailureException(new Failure("train.no-positive", $"charter.positive is '{yes}', but the target '{column}' has only {string.Join(" and ", labels.Keys.Order(StringComparer.Ordinal).Select(l => $"'{l}'"))}.", "Name the label that is the event, exactly as it stands in the table."));
    }

    private static string Guess(Dictionary<string, int> labels, Action<string> say)
    {
        string[] usual = ["true", "1", "yes", "y", "t"];
        var yes = labels.Keys.Where(l => usual.Contains(l, StringComparer.OrdinalIgnoreCase)).ToList() is [var only]
            ? only
            : labels.OrderBy(l => l.Value).ThenByDescending(l => l.Key, StringComparer.Ordinal).First().Key;
        say($"'{yes}' is taken for the event; write charter.positive to say so or otherwise.");
        return yes;
    }

    private static string[] Many(string column, ColumnType type, Dictionary<string, int> labels)
    {
        RequireClasses(column, labels.Count);
        return labels.Count > 1000
            ? throw new FailureException(new Failure("train.too-many-classes", $"The target '{column}' has {labels.Count} different values.", "For a number choose charter.task: regression; at most 1,000 classes can be learned."))
            : type == ColumnType.Number
                ? [.. labels.Keys.OrderBy(l => double.Parse(l, CultureInfo.InvariantCulture))]
                : [.. labels.Keys.Order(StringComparer.Ordinal)];
    }

    private static void RequireClasses(string column, int count)
    {
        if (count < 2)
        {
            throw new FailureException(new Failure("train.one-class", $"All training rows have the same '{column}': there is nothing to tell apart.", "Check the split and the source: both classes must be in the training part."));
        }
    }

    private static string Word(ColumnType type) => type == ColumnType.Text ? "text" : "a time";
}
