using System.Text.Json.Nodes;

namespace Rondo.Deployment.Alerts;

/// <summary>Where an alert stands.</summary>
public enum AlertState
{
    /// <summary>Seen, but not yet for long enough to disturb people.</summary>
    Pending,

    /// <summary>People are to look; nobody has said so yet.</summary>
    Firing,

    /// <summary>Somebody looks after it.</summary>
    Acknowledged,

    /// <summary>Not to be told about until a time; then it fires again, if it still holds.</summary>
    Silenced,

    /// <summary>Over.</summary>
    Resolved,
}

/// <summary>How much an alert matters.</summary>
public enum AlertSeverity
{
    /// <summary>To be looked at in working hours.</summary>
    Warning,

    /// <summary>Users of the endpoint are affected.</summary>
    Critical,
}

/// <summary>Something about an endpoint that people should look at. There is at most one open alert of an endpoint and rule.</summary>
/// <param name="Id">Names it; later ones sort after earlier ones.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Rule">What was violated: <c>drift</c>, <c>quality</c>, <c>errors</c>, <c>latency</c>, <c>performance</c>, <c>concept</c>, <c>rollback</c>, <c>requirement:…</c>.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Sentence">What is the matter, in a sentence.</param>
/// <param name="Evidence">What it is based on: the window, the figures, the columns and slices that explain it, most telling first.</param>
public sealed record Alert(string Id, string Endpoint, string Rule, AlertSeverity Severity, AlertState State, string Sentence, JsonObject Evidence)
{
    /// <summary>When it was first seen.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When anything about it changed last.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it began to fire; null while it never has.</summary>
    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>Grows by one with each alert of the workspace that begins to fire; null while it never has.</summary>
    public long? FiredSequence { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Until when it is silenced.</summary>
    public DateTimeOffset? SilencedUntil { get; init; }

    /// <summary>Who looks after it; empty while nobody does.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Where a server shows it, below its address.</summary>
    public string Link => "/alerts/" + Id;
}

/// <summary>One step in an alert's life.</summary>
/// <param name="At">When.</param>
/// <param name="State">The state it came to.</param>
/// <param name="Actor">The person, or <c>monitor</c>.</param>
/// <param name="Comment">What was said.</param>
public sealed record AlertEvent(DateTimeOffset At, AlertState State, string Actor, string Comment);
