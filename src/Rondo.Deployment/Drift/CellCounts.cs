using Rondo.Data;

namespace Rondo.Deployment.Drift;

/// <summary>How many rows of some traffic fall into each cell of a <see cref="ReferenceColumn"/>. Counts of two parts add up to those of both.</summary>
internal sealed record CellCounts(long[] Cells)
{
    /// <summary>Values that the reference never had are told apart up to this many; further ones are counted together.</summary>
    public const int MostUnseen = 1000;

    /// <summary>Rows without a value.</summary>
    public long Missing { get; set; }

    /// <summary>Values the reference never had (only for <see cref="CellKind.Values"/>).</summary>
    public Dictionary<string, long> Unseen { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Rows of unseen values beyond <see cref="MostUnseen"/>, by <see cref="ValueBuckets"/>; null while there are none.</summary>
    public long[]? Rest { get; set; }

    /// <summary>Numbers below the smallest or above the largest of the reference.</summary>
    public long OutOfRange { get; set; }

    /// <summary>All rows.</summary>
    public long Rows => Cells.Sum() + Missing + UnseenRows;

    /// <summary>Rows whose value the reference never had.</summary>
    public long UnseenRows => Unseen.Values.Sum() + (Rest?.Sum() ?? 0);

    public static CellCounts For(ReferenceColumn column) => new(new long[column.Counts.Length]);

    /// <summary>Counts a value that the reference never had.</summary>
    public void AddUnseen(string value, long rows)
    {
        if (Unseen.TryGetValue(value, out var known) || Unseen.Count < MostUnseen)
        {
            Unseen[value] = known + rows;
        }
        else
        {
            Rest ??= new long[ValueBuckets.Count];
            Rest[ValueBuckets.Of(value)] += rows;
        }
    }

    /// <summary>Adds the counts of more rows.</summary>
    public void Add(CellCounts more)
    {
        for (var i = 0; i < Cells.Length; i++)
        {
            Cells[i] += more.Cells[i];
        }

        Missing += more.Missing;
        OutOfRange += more.OutOfRange;
        if (more.Rest is not null)
        {
            Rest ??= new long[ValueBuckets.Count];
            for (var i = 0; i < Rest.Length; i++)
            {
                Rest[i] += more.Rest[i];
            }
        }

        foreach (var (value, rows) in more.Unseen)
        {
            AddUnseen(value, rows);
        }
    }
}
