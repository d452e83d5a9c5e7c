namespace Rondo.Bundles;

/// <summary>How a predictor computes and what it refuses.</summary>
public sealed record PredictorOptions
{
    /// <summary>Threads for one call; many calls may run at once anyway.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Whether a value outside a field's range, or none of its categories, is refused. Off by default: the world moves, and monitoring
    /// is to see it.
    /// </summary>
    public bool EnforceRanges { get; init; }
}
