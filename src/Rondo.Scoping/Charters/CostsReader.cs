using System.Globalization;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Scoping.Charters;

/// <summary>Reads <c>costs:</c>: <c>{ false-positive: 1, false-negative: 8 }</c>, or <c>{ truth: { prediction: cost } }</c> by class.</summary>
internal static class CostsReader
{
    private static readonly string[] Errors = ["false-positive", "false-negative"];

    public static IReadOnlyDictionary<string, double> Read(SectionReader reader, TaskKind? task)
    {
        var costs = new Dictionary<string, double>(StringComparer.Ordinal);
        if (reader.Map("costs") is not { } inner || reader.Node("costs") is not YamlMap map)
        {
            return costs;
        }

        if (task is TaskKind.Regression)
        {
            reader.Failures.Add(new("charter.costs", "Costs are given to wrong classes, and regression has none.", "Leave 'costs' out; require mae, bias or within(x) instead.", map.Place));
            return costs;
        }

        foreach (var entry in map.Entries)
        {
            if (entry.Value is YamlMap row)
            {
                Row(inner.Map(entry.Key)!, row, entry.Key, costs);
            }
            else
            {
                Error(inner, entry, task, costs);
            }
        }

        Complete(reader, map, costs);
        return costs;
    }

    private static void Row(SectionReader reader, YamlMap row, string truth, Dictionary<string, double> costs)
    {
        foreach (var prediction in row.Entries.Select(e => e.Key))
        {
            Add(costs, $"{truth}/{prediction}", reader, prediction);
        }
    }

    private static void Error(SectionReader inner, YamlEntry entry, TaskKind? task, Dictionary<string, double> costs)
    {
        if (task is TaskKind.Multiclass || !Errors.Contains(entry.Key, StringComparer.Ordinal))
        {
            var near = task is TaskKind.Multiclass ? null : NearestName.Of(entry.Key, Errors);
            inner.Failures.Add(new("charter.costs", $"charter.costs cannot have '{entry.Key}' with a single value.",
                near is not null ? $"Did you mean '{near}'?"
                : task is TaskKind.Multiclass ? "Write what each wrong answer costs, by class: costs: { truth: { prediction: 2 } }."
                : "Write { false-positive: 1, false-negative: 8 }, or by class { truth: { prediction: 2 } }.", entry.KeyPlace));
            return;
        }

        Add(costs, entry.Key, inner, entry.Key);
    }

    private static void Add(Dictionary<string, double> costs, string name, SectionReader reader, string key)
    {
        if (reader.Number(key) is not { } cost)
        {
            return;
        }

        if (cost < 0)
        {
            reader.Failures.Add(new("charter.costs", $"The cost of {name} is {cost.ToString(CultureInfo.InvariantCulture)}, and a cost is 0 or more.", "Write what the mistake costs as a positive number.", reader.PlaceOf(key)));
            return;
        }

        costs[name] = cost;
    }

    private static void Complete(SectionReader reader, YamlMap map, Dictionary<string, double> costs)
    {
        string[] named = [.. Errors.Where(costs.ContainsKey)];
        if (named.Length == 1)
        {
            reader.Failures.Add(new("charter.costs", $"charter.costs prices {named[0]} alone.", $"Price {Errors.Except(named, StringComparer.Ordinal).First()} too: only their ratio matters.", map.Place));
        }
        else if (named.Length > 0 && costs.Count > named.Length)
        {
            reader.Failures.Add(new("charter.costs", "charter.costs mixes kinds of errors with costs by class.", "Write one or the other.", map.Place));
        }
        else if (costs.Count > 0 && costs.Values.All(c => c == 0))
        {
            reader.Failures.Add(new("charter.costs", "Every cost is 0, so no mistake matters.", "Give at least one mistake a cost.", map.Place));
        }
    }
}
