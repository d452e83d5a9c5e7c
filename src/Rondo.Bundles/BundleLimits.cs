namespace Rondo.Bundles;

/// <summary>What a bundle from elsewhere may cost to open.</summary>
public sealed record BundleLimits
{
    /// <summary>The largest model, in bytes.</summary>
    public long Model { get; init; } = 1L << 30;

    /// <summary>The largest other part, in bytes.</summary>
    public long OtherPart { get; init; } = 64L << 20;

    /// <summary>How many times larger a part may be than it is in the archive.</summary>
    public int Ratio { get; init; } = 200;
}
