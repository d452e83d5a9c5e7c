using System.Collections.Frozen;
using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>What columns may be called: anything but nothing, twice the same, and the names that Rondo itself adds.</summary>
internal static class HeaderNames
{
    public static IReadOnlyList<string> Checked(IReadOnlyList<string> names, string file, int line = 0)
    {
        var failures = new List<Failure>();
        var place = new Place(file, line);
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < names.Count; i++)
        {
            if (Fault(names[i], i, seen) is { } fault)
            {
                failures.Add(new("data.column-name", fault, "Correct the file's first line, or name the columns yourself: header: first and columns: [a, b, …].", place) { Kind = FailureKind.No });
            }
        }

        return failures.Count == 0 ? names : throw new FailureException(failures);
    }

    private static readonly FrozenSet<string> Own =
        new[] { "file_row_number", TrafficColumns.PredictionId, TrafficColumns.At, TrafficColumns.Part }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static string? Fault(string name, int index, Dictionary<string, int> seen)
    {
        var number = (index + 1).ToString(CultureInfo.InvariantCulture);
        if (name.Length == 0)
        {
            return $"Column {number} has no name.";
        }

        if (name.Any(c => char.IsControl(c) || c == TextEncodings.Undecodable))
        {
            return $"The name of column {number} holds control characters.";
        }

        if (string.Equals(name, TableSchema.TimeColumn, StringComparison.OrdinalIgnoreCase) || name.StartsWith("_rondo_", StringComparison.OrdinalIgnoreCase)
            || Own.Contains(name))
        {
            return $"Column {number} is called '{name}', a name that Rondo uses itself.";
        }

        return seen.TryAdd(name, index + 1)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"Columns {seen[name]} and {number} are both called '{name}' (case does not count).");
    }
}
