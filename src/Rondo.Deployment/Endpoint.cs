namespace Rondo.Deployment;

/// <summary>A served name, and what is behind it.</summary>
/// <param name="Name">What callers know: <c>/predict/NAME</c>.</param>
/// <param name="Project">The project that owns it.</param>
/// <param name="Model">The registry line it serves.</param>
/// <param name="Version">The version that answers; null while nothing is deployed.</param>
/// <param name="FormerVersion">The version that answered before: where a rollback leads; null when there was none.</param>
/// <param name="State">Whether it answers.</param>
/// <param name="Revision">Grows by one with each change; the ETag of the endpoint.</param>
/// <param name="ChangedAt">When it was changed last.</param>
/// <param name="ChangedBy">Who changed it last.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record Endpoint(
    string Name,
    string Project,
    string Model,
    long? Version,
    long? FormerVersion,
    EndpointStatus State,
    long Revision,
    DateTimeOffset ChangedAt,
    string ChangedBy,
    string Reason)
{
    /// <summary>How it is served, as of its last deployment.</summary>
    public ServeSettings Settings { get; init; } = new();
}

/// <summary>Whether an endpoint answers.</summary>
public enum EndpointStatus
{
    /// <summary>It answers.</summary>
    Live,

    /// <summary>It was taken out of service by a person, and refuses.</summary>
    Stopped,
}
