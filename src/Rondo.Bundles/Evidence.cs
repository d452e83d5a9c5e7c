namespace Rondo.Bundles;

/// <summary>
/// What is known about a version but is not its content: attached on export as <c>evidence.json</c>, no part of the identity, and
/// nothing that a reader may rely on without asking the registry.
/// </summary>
public sealed record Evidence
{
    /// <summary>The version's number in the registry it came from.</summary>
    public int? Version { get; init; }

    /// <summary>When it was registered.</summary>
    public DateTimeOffset? RegisteredAt { get; init; }

    /// <summary>Who registered it.</summary>
    public string? RegisteredBy { get; init; }

    /// <summary>The risk tier it was registered under: <c>low</c>, <c>medium</c> or <c>high</c>; null where the bundle does not say it.</summary>
    public string? Risk { get; init; }

    /// <summary>Decisions on it, oldest first.</summary>
    public IReadOnlyList<Approval> Approvals { get; init; } = [];

    /// <summary>Measured values by name, such as <c>latency.p95</c>.</summary>
    public IReadOnlyDictionary<string, double> Measured { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}
