using Rondo.Kernel;

namespace Rondo.Data;

/// <summary>A key of <c>rondo.yaml</c> names a column that the table does not have.</summary>
internal static class UnknownColumn
{
    /// <summary>Throws when a key names columns that are not there.</summary>
    /// <exception cref="FailureException">One failure for each.</exception>
    public static void Demand(string key, IEnumerable<string> named, IReadOnlyList<string> columns)
    {
        var failures = named.Except(columns, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(n => Failure(key, n, columns)).ToList();
        if (failures.Count > 0)
        {
            throw new FailureException(failures);
        }
    }

    public static Failure Failure(string key, string name, IReadOnlyList<string> columns)
    {
        var near = NearestName.Of(name, columns);
        var shown = columns.Count <= 30 ? string.Join(", ", columns) : string.Join(", ", columns.Take(30)) + ", …";
        return new("data.unknown-column", $"{key} names the column '{name}', which the table does not have.",
            near is null ? $"The columns are: {shown}." : $"Did you mean '{near}'? The columns are: {shown}.");
    }
}
