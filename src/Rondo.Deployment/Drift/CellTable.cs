using Rondo.Data;

namespace Rondo.Deployment.Drift;

/// <summary>
/// Two samples over the same cells: the reference and the traffic. Both are samples, and both are treated as such. The cell of missing
/// values, where there is one, is the last and has no place in the order.
/// </summary>
internal sealed class CellTable
{
    private CellTable(long[] reference, long[] current, int ordered, bool missing) =>
        (Reference, Current, OrderedCells, HasMissing) = (reference, current, ordered, missing);

    public long[] Reference { get; }

    public long[] Current { get; }

    /// <summary>How many of the first cells are in an order; 0 when the cells have none.</summary>
    public int OrderedCells { get; }

    public bool HasMissing { get; }

    public int Count => Reference.Length;

    public static CellTable Of(ReferenceColumn column, CellCounts counts)
    {
        // More unseen values than are told apart: then no value is, on either side.
        var cells = counts.Rest is null ? Cells(column, counts) : Buckets(column, counts, counts.Rest);
        cells.RemoveAll(c => c.Reference == 0 && c.Current == 0);
        var ordered = column.Ordered && counts.Rest is null ? cells.Count : 0;
        var missing = column.Missing + counts.Missing > 0;
        if (missing)
        {
            cells.Add((column.Missing, counts.Missing));
        }

        return new([.. cells.Select(c => c.Reference)], [.. cells.Select(c => c.Current)], ordered, missing);
    }

    /// <summary>A table of bare counts.</summary>
    public static CellTable Of(long[] reference, long[] current, bool ordered) => new(reference, current, ordered ? reference.Length : 0, false);

    private static List<(long Reference, long Current)> Cells(ReferenceColumn column, CellCounts counts)
    {
        var known = column.Counts.Select((c, i) => (Reference: c, Current: counts.Cells[i]));
        if (counts.UnseenRows == 0)
        {
            return [.. known];
        }

        var unseen = counts.Unseen.OrderBy(u => u.Key, StringComparer.Ordinal);
        if (!column.Ordered)
        {
            return [.. known, .. unseen.Select(u => (0L, u.Value))];
        }

        // Numbers take their place between the known ones.
        return
        [
            .. known.Select((c, i) => (Key: ReferenceColumn.Number(column.Values[i]), Cell: c))
                .Concat(unseen.Select(u => (Key: ReferenceColumn.Number(u.Key), Cell: (0L, u.Value))))
                .OrderBy(c => c.Key).Select(c => c.Cell),
        ];
    }

    private static List<(long Reference, long Current)> Buckets(ReferenceColumn column, CellCounts counts, long[] rest)
    {
        var cells = rest.Select(r => (Reference: 0L, Current: r)).ToList();
        for (var i = 0; i < column.Values.Length; i++)
        {
            Add(column.Values[i], column.Counts[i], counts.Cells[i]);
        }

        foreach (var (value, rows) in counts.Unseen)
        {
            Add(value, 0, rows);
        }

        return cells;

        void Add(string value, long reference, long current)
        {
            var bucket = ValueBuckets.Of(value);
            cells[bucket] = (cells[bucket].Reference + reference, cells[bucket].Current + current);
        }
    }
}
