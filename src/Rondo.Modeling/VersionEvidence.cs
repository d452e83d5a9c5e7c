using System.Text.Json.Nodes;

namespace Rondo.Modeling;

/// <summary>Something known of a version that is not its content.</summary>
/// <param name="Kind">latency, promotion, …</param>
/// <param name="Content">What is known.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="By">By whom.</param>
public sealed record VersionEvidence(string Kind, JsonObject Content, DateTimeOffset At, string By);
