using System.Text.Json.Serialization;

namespace Rondo.Deployment.Monitoring;

/// <summary>
/// A random sample of the numbers of a stretch of traffic: those whose prediction ids hash lowest. Samples of two parts make the sample of
/// both (a bottom-k sketch, Cohen and Kaplan 2007), and the same rows counted in any order give the same sample.
/// </summary>
internal sealed record ValueSample
{
    public const int Size = 500;

    /// <summary>Hash and value, the lowest hashes first once <see cref="Trim"/> was called.</summary>
    [JsonInclude]
    public List<(ulong Hash, double Value)> Items { get; init; } = [];

    // Once the sample is full, higher hashes are not of it.
    private ulong _highest = ulong.MaxValue;

    public void Add(ulong hash, double value)
    {
        if (hash > _highest)
        {
            return;
        }

        Items.Add((hash, value));
        if (Items.Count >= 8 * Size)
        {
            Trim();
        }
    }

    public void Add(ValueSample more) => Items.AddRange(more.Items);

    public void Trim()
    {
        Items.Sort((a, b) => a.Hash != b.Hash ? a.Hash.CompareTo(b.Hash) : a.Value.CompareTo(b.Value));
        if (Items.Count > Size)
        {
            Items.RemoveRange(Size, Items.Count - Size);
            _highest = Items[^1].Hash;
        }
    }
}
