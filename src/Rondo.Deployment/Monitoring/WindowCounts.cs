using Rondo.Deployment.Drift;

namespace Rondo.Deployment.Monitoring;

/// <summary>What is counted of a version's traffic in a window. Counts of two parts add up to those of both.</summary>
internal sealed record WindowCounts
{
    /// <summary>Requests by status: <c>ok</c>, <c>invalid</c>, <c>error</c>, <c>shed</c>.</summary>
    public Dictionary<string, long> Statuses { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Answered rows by column of the reference.</summary>
    public Dictionary<string, CellCounts> Columns { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Predicted numbers, or probabilities.</summary>
    public ValueSample Values { get; init; } = new();

    /// <summary>Predicted classes.</summary>
    public Dictionary<string, long> Labels { get; init; } = new(StringComparer.Ordinal);

    public LatencyCounts Latency { get; init; } = new();

    /// <summary>Answered rows.</summary>
    public long Answered => Statuses.GetValueOrDefault("ok");

    public long Requests => Statuses.Values.Sum();

    public void Add(WindowCounts more)
    {
        Add(Statuses, more.Statuses);
        Add(Labels, more.Labels);
        Values.Add(more.Values);
        Values.Trim();
        Latency.Add(more.Latency);
        foreach (var (column, counts) in more.Columns)
        {
            if (Columns.TryGetValue(column, out var known) && known.Cells.Length == counts.Cells.Length)
            {
                known.Add(counts);
            }
            else
            {
                Columns[column] = counts;
            }
        }
    }

    private static void Add(Dictionary<string, long> to, Dictionary<string, long> more)
    {
        foreach (var (key, count) in more)
        {
            to[key] = to.GetValueOrDefault(key) + count;
        }
    }
}
