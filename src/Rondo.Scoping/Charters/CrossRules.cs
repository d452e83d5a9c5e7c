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
}
