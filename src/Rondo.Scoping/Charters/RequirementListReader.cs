using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Scoping.Charters;

/// <summary>Reads <c>requirements:</c>.</summary>
internal static class RequirementListReader
{
    public static IReadOnlyList<Requirement> Read(SectionReader reader, TaskKind? task)
    {
        var read = new List<Requirement>();
        foreach (var item in reader.Texts("requirements").Where(i => !i.Secret))
        {
            var result = Requirement.Parse(item.Text, Start(item), task);
            foreach (var failure in result.Failures)
            {
                reader.Failures.Add(failure);
            }

            if (result.Ok)
            {
                Add(read, result.Value, reader.Failures);
            }
        }

        return read;
    }

    private static void Add(List<Requirement> read, Requirement requirement, ICollection<Failure> failures)
    {
        var before = read.Find(r => string.Equals(Subject(r), Subject(requirement), StringComparison.Ordinal));
        if (before is not null)
        {
            failures.Add(new("requirement.duplicate", $"'{requirement.Text}' asks again what line {before.Place.Line} asks: '{before.Text}'.",
                "Keep one of them; a stricter goal beside a must may say warn.", requirement.Place));
            return;
        }

        read.Add(requirement);
    }

    // Two bounds are two requirements: mae <= 60 and mae <= 0.7 * baseline. The same bound twice is a mistake.
    private static string Subject(Requirement r) => (r with { WarnOnly = false }).NormalForm;

    // A quoted text begins behind its quote.
    private static Place Start(YamlScalar item) => item.Quoted && item.Place.Column > 0 ? item.Place with { Column = item.Place.Column + 1 } : item.Place;
}
