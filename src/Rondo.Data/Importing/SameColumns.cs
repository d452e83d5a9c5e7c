using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>All files of a source, and the test file, have the same columns; their order does not matter.</summary>
internal static class SameColumns
{
    public static void Demand(IReadOnlyList<string> expected, IReadOnlyList<string> actual, SourceFile file, bool allowMissing = false)
    {
        var missing = allowMissing ? [] : expected.Except(actual, StringComparer.Ordinal).ToList();
        var more = actual.Except(expected, StringComparer.Ordinal).ToList();
        if (missing.Count == 0 && more.Count == 0)
        {
            return;
        }

        var parts = new List<string>();
        if (missing.Count > 0)
        {
            parts.Add("lacks " + string.Join(", ", missing.Select(m => Named(m, more))));
        }

        if (more.Count > 0)
        {
            parts.Add("also has " + string.Join(", ", more.Select(m => $"'{m}'")));
        }

        throw ImportFailures.Bad("data.other-columns", $"{file.Shown} {string.Join(" and ", parts)}, compared with the first file.",
            "Give all files the same columns; their order does not matter.", new Place(file.Shown));
    }

    private static string Named(string name, List<string> others) => NearestName.Of(name, others) is { } near ? $"'{name}' (is it called '{near}' there?)" : $"'{name}'";
}
