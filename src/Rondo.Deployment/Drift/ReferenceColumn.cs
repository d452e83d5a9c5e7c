using System.Globalization;
using Rondo.Data;

namespace Rondo.Deployment.Drift;

/// <summary>How a column's values are put into cells.</summary>
internal enum CellKind
{
    /// <summary>Numbers and timestamps by frozen edges: cell i holds values above edge i - 1 and up to edge i.</summary>
    Bins,

    /// <summary>Each different value is a cell; values the reference never had become cells of their own.</summary>
    Values,

    /// <summary>Texts of too many different values by <see cref="ValueBuckets"/>.</summary>
    Buckets,
}

/// <summary>A column as the reference profile froze it: cells and how many reference rows fall into each.</summary>
internal sealed record ReferenceColumn(string Name, ColumnType Type, CellKind Kind, long[] Counts, long Missing)
{
    // A number of few values is compared value by value, if each of them was met often enough to be called one.
    private const int RowsToAValue = 5;

    /// <summary>Bins: the edges.</summary>
    public double[] Edges { get; init; } = [];

    /// <summary>Values: the texts, or numbers in invariant form.</summary>
    public string[] Values { get; init; } = [];

    /// <summary>Smallest and largest number of the reference.</summary>
    public (double Low, double High)? Range { get; init; }

    /// <summary>Rows whose value is not missing.</summary>
    public long Present => Counts.Sum();

    /// <summary>Whether the cells have an order that means something.</summary>
    public bool Ordered => Type is ColumnType.Number or ColumnType.Timestamp;

    /// <summary>The cells of a profiled column; null where the profile is of a form that did not keep what an honest comparison needs.</summary>
    public static ReferenceColumn? Of(ColumnProfile profile)
    {
        if (profile.Numbers is { } numbers)
        {
            var range = (numbers.Minimum, numbers.Maximum);
            var present = numbers.Counts.Sum();
            return profile.Type == ColumnType.Number && profile.Top is { } few && present >= RowsToAValue * few.Count
                ? OfValues(profile, [.. few.OrderBy(v => Number(v.Value))]) with { Range = range }
                : new(profile.Name, profile.Type, CellKind.Bins, [.. numbers.Counts], profile.Missing) { Edges = [.. numbers.Edges], Range = range };
        }

        if (profile.Top is null)
        {
            // Nothing but nulls.
            return new(profile.Name, profile.Type, CellKind.Values, [], profile.Missing);
        }

        return profile.Distinct <= profile.Top.Count
            ? OfValues(profile, profile.Top)
            : profile.Buckets is { } buckets
                ? new(profile.Name, profile.Type, CellKind.Buckets, [.. buckets], profile.Missing)
                : null;
    }

    /// <summary>The cells of a sample of numbers: edges at its deciles.</summary>
    public static ReferenceColumn OfNumbers(string name, double[] sorted, long missing)
    {
        var edges = Enumerable.Range(1, 9).Select(i => sorted[(int)((sorted.Length - 1) * (i / 10.0))]).Distinct().ToArray();
        var counts = new long[edges.Length + 1];
        foreach (var value in sorted)
        {
            counts[Bin(edges, value)]++;
        }

        return new(name, ColumnType.Number, CellKind.Bins, counts, missing) { Edges = edges, Range = (sorted[0], sorted[^1]) };
    }

    /// <summary>The number of the bin that a value belongs to.</summary>
    public static int Bin(ReadOnlySpan<double> edges, double value)
    {
        var (low, high) = (0, edges.Length);
        while (low < high)
        {
            var middle = (low + high) >> 1;
            (low, high) = value > edges[middle] ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>A number as it is written in <see cref="Values"/>.</summary>
    public static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>The number of a text of <see cref="Values"/>.</summary>
    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static ReferenceColumn OfValues(ColumnProfile profile, IReadOnlyList<ValueCount> values) =>
        new(profile.Name, profile.Type, CellKind.Values, [.. values.Select(v => v.Count)], profile.Missing) { Values = [.. values.Select(v => v.Value)] };
}
