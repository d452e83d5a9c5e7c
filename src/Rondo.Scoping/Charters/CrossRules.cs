using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Scoping.Charters;

/// <summary>What several keys have to agree on.</summary>
internal static class CrossRules
{
    public static void Check(Charter charter, SectionReader reader)
    {
        foreach (var requirement in charter.Requirements)
        {
            Costs(charter, requirement, reader.Failures);
            Human(charter, requirement, reader.Failures);
            Live(charter, requirement, reader.Failures);
        }
    }

    private static void Costs(Charter charter, Requirement requirement, ICollection<Failure> failures)
    {
        var cost = string.Equals(requirement.Measure, "cost", StringComparison.Ordinal) || requirement.Measure.StartsWith("gap(cost,", StringComparison.Ordinal);
        if (cost && charter.Costs.Count == 0)
        {
            failures.Add(new("charter.costs", $"'{requirement.Text}' speaks of costs, and the charter has none.", "Write for example costs: { false-positive: 1, false-negative: 8 }.", requirement.Place));
        }
    }

    private static void Human(Charter charter, Requirement requirement, ICollection<Failure> failures)
    {
        if (charter.HumanLevel.Count > 0 && !charter.HumanLevel.ContainsKey(requirement.Measure) && requirement.ComparedWith.Contains("baseline", StringComparer.Ordinal))
        {
            failures.Add(new("charter.baseline", $"'{requirement.Text}' compares with the baseline, and the charter does not say how well people do in {requirement.Measure}.",
                $"Add it: baseline: {{ human: {{ {requirement.Measure}: … }} }}.", requirement.Place));
        }
    }

    // Nobody asks a baseline in use; only the level of people is known without being measured.
    private static void Live(Charter charter, Requirement requirement, ICollection<Failure> failures)
    {
        var measured = MeasuringPlace.Find(requirement.MeasureInfo, requirement.Split, charter.Task)?.Compared ?? [];
        if (charter.HumanLevel.Count == 0 && requirement.ComparedWith.Contains("baseline", StringComparer.Ordinal) && !measured.Contains("baseline", StringComparer.Ordinal))
        {
            failures.Add(new("requirement.bound", $"'{requirement.Text}': {requirement.Measure} of the baseline is not measured on {requirement.Split}.", "Compare it with a number, or ask it of test.", requirement.Place));
        }
    }
}
