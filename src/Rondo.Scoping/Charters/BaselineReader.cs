using System.Collections.Frozen;
using System.Globalization;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping.Requirements;

namespace Rondo.Scoping.Charters;

/// <summary>What the model has to beat: its name, and with <c>human</c> the stated levels.</summary>
internal sealed record BaselineChoice(string? Name, IReadOnlyDictionary<string, double> HumanLevel);

/// <summary>Reads <c>baseline:</c>: a word, or <c>{ human: 0.92 }</c>, or <c>{ human: { accuracy: 0.92 } }</c>.</summary>
internal static class BaselineReader
{
    private static readonly BaselineChoice None = new(null, FrozenDictionary<string, double>.Empty);

    public static BaselineChoice Read(SectionReader reader, TaskKind? task, IReadOnlyList<Requirement> requirements)
    {
        switch (reader.Node("baseline"))
        {
            case null:
                return None;
            case YamlScalar word:
                return new(Word(reader, word, task), FrozenDictionary<string, double>.Empty);
            case YamlMap:
                return Mapping(reader.Map("baseline")!, task, requirements);
            case var other:
                reader.Failures.Add(new("charter.baseline", "charter.baseline holds a list where one baseline belongs.", "Write for example baseline: mean.", other.Place));
                return None;
        }
    }

    private static string? Word(SectionReader reader, YamlScalar word, TaskKind? task)
    {
        string[] regression = ["mean", "median", "last", "seasonal-naive"];
        string[] classes = ["majority"];
        var allowed = task switch { TaskKind.Regression => regression, null => [.. regression, .. classes], _ => classes };
        if (allowed.Contains(word.Text, StringComparer.Ordinal))
        {
            return word.Text;
        }

        var known = regression.Concat(classes).Contains(word.Text, StringComparer.Ordinal);
        var near = NearestName.Of(word.Text, allowed);
        var remedy = known || near is null
            ? $"Write {string.Join(" | ", allowed)}, or {{ human: 0.92 }}."
            : $"Did you mean '{near}'?";
        reader.Failures.Add(new("charter.baseline", known
            ? $"The baseline '{word.Text}' is not one for {Words.Of(task!.Value)} tasks."
            : $"charter.baseline cannot be {(word.Secret ? "the value of the environment variable" : $"'{word.Text}'")}.", remedy, word.Place));
        return null;
    }

    private static BaselineChoice Mapping(SectionReader inner, TaskKind? task, IReadOnlyList<Requirement> requirements)
    {
        foreach (var (key, name) in new[] { ("rule", "A rule"), ("model", "A registered model") })
        {
            if (inner.Node(key) is { } node)
            {
                inner.Failures.Add(new("charter.baseline", $"{name} as baseline is not in this version.", "Write mean, median, last or seasonal-naive (regression), majority (classes), or { human: 0.92 }.", node.Place));
                return None;
            }
        }

        var levels = inner.Node("human") switch
        {
            YamlMap => ByMeasure(inner, task),
            YamlScalar => Single(inner, requirements),
            null => Missing(inner),
            _ => Wrong(inner),
        };
        inner.Finish();
        return levels.Count == 0 ? None : new("human", levels);
    }

    private static Dictionary<string, double> ByMeasure(SectionReader inner, TaskKind? task)
    {
        var levels = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, scalar) in inner.TextMap("human"))
        {
            if (MeasureCatalogue.Find(name) is not { Reach: Reach.Predictions, Arguments: MeasureArguments.None } measure || (task is not null && !measure.IsFor(task.Value)))
            {
                var near = MeasureCatalogue.Nearest(name, task);
                inner.Failures.Add(new("charter.baseline", $"'{name}' is not a metric of {(task is null ? "any task" : Words.Of(task.Value))}.",
                    near is null ? "Name a metric that people can be measured by, for example accuracy." : $"Did you mean '{near}'?", scalar.Place));
            }
            else if (Level(scalar.Text) is { } level && level >= (measure.Minimum ?? level) && level <= (measure.Maximum ?? level))
            {
                levels[name] = level;
            }
            else
            {
                inner.Failures.Add(new("charter.baseline", $"'{scalar.Text}' is no value of {name}.", "Write a number, for example 0.92 or 92%.", scalar.Place));
            }
        }

        return levels;
    }

    // A bare level belongs to the one measure that the requirements compare with the baseline.
    private static Dictionary<string, double> Single(SectionReader inner, IReadOnlyList<Requirement> requirements)
    {
        var text = inner.Text("human")!;
        string[] compared = [.. requirements.Where(r => r.ComparedWith.Contains("baseline", StringComparer.Ordinal)).Select(r => r.Measure).Distinct(StringComparer.Ordinal)];
        if (Level(text) is not { } level)
        {
            return Fail(inner, $"The human level '{text}' is not a number.", "Write for example { human: 0.92 }.");
        }

        return compared switch
        {
            [var one] => new(StringComparer.Ordinal) { [one] = level },
            [] => Fail(inner, "No requirement compares with the baseline, so nobody knows what the human level measures.", $"Name it: {{ human: {{ accuracy: {text} }} }}."),
            _ => Fail(inner, $"Several measures are compared with the baseline ({string.Join(", ", compared)}), so the human level has to name its own.", $"Write {{ human: {{ {compared[0]}: {text} }} }}."),
        };
    }

    private static Dictionary<string, double> Missing(SectionReader inner) =>
        Fail(inner, "charter.baseline is an empty mapping.", "Write a word such as mean, or { human: 0.92 }.");

    private static Dictionary<string, double> Wrong(SectionReader inner) =>
        Fail(inner, "charter.baseline.human is a list.", "Write { human: 0.92 } or { human: { accuracy: 0.92 } }.");

    private static Dictionary<string, double> Fail(SectionReader inner, string problem, string remedy)
    {
        inner.Failures.Add(new("charter.baseline", problem, remedy, inner.PlaceOf("human")));
        return new(StringComparer.Ordinal);
    }

    private static double? Level(string text) =>
        ScalarForms.Share(text) ?? (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var v) && double.IsFinite(v) ? v : null);
}
