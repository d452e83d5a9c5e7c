using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Scoping;

namespace Rondo.Modeling;

/// <summary>A gate's results plus people's decisions about one version; its rules are those of the charter on the day it was opened.</summary>
/// <param name="Id">32 hexadecimal digits that sort by time.</param>
/// <param name="Model">The line.</param>
/// <param name="Version">The version that asks for the champion's place.</param>
/// <param name="State">How it stands.</param>
public sealed record ModelReview(string Id, string Model, long Version, ReviewState State)
{
    /// <summary>The charter's risk tier.</summary>
    public RiskTier Risk { get; init; }

    /// <summary>Approvals it takes: 1 at low and medium, 2 at high risk.</summary>
    public int Needed { get; init; } = 1;

    /// <summary>Who made the version. At low risk an author may approve alone; at medium and high risk their approval is refused.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Who may decide, at medium and high risk; empty means anybody but an author.</summary>
    public IReadOnlyList<string> Reviewers { get; init; } = [];

    /// <summary>The gate report of the version (<see cref="GateReport.ToJson"/>).</summary>
    public JsonObject Gate { get; init; } = [];

    /// <summary>Whether the gate forbids the promotion, so that an approval has to say that it goes against the gate.</summary>
    public bool Blocked { get; init; }

    /// <summary>What else the reviewers should see: a comparison with the champion, a replay.</summary>
    public JsonObject Evidence { get; init; } = [];

    /// <summary>Why it was opened.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it was opened.</summary>
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>By whom.</summary>
    public string OpenedBy { get; init; } = "";

    /// <summary>When it was approved, rejected or withdrawn; null while it is open.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public string SettledBecause { get; init; } = "";

    /// <summary>Whether an approved version has been brought behind its endpoints.</summary>
    public bool HandedOver { get; init; }

    /// <summary>What people decided, oldest first.</summary>
    public IReadOnlyList<ReviewDecision> Decisions { get; init; } = [];

    /// <summary><c>bike-demand@3</c>.</summary>
    public string Subject => string.Create(CultureInfo.InvariantCulture, $"{Model}@{Version}");

    /// <summary>Approvals still missing; 0 when it is not open.</summary>
    public int Missing => State is ReviewState.Open ? Math.Max(0, Needed - Decisions.Count(d => d.Approves)) : 0;

    /// <summary>For machines; times in ISO 8601.</summary>
    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["model"] = Model,
        ["version"] = Version,
        ["state"] = State.ToString().ToLowerInvariant(),
        ["risk"] = Risk.ToString().ToLowerInvariant(),
        ["needed"] = Needed,
        ["missing"] = Missing,
        ["authors"] = new JsonArray([.. Authors.Select(a => (JsonNode)a)]),
        ["reviewers"] = new JsonArray([.. Reviewers.Select(a => (JsonNode)a)]),
        ["gate"] = Gate.DeepClone(),
        ["blocked"] = Blocked,
        ["evidence"] = Evidence.DeepClone(),
        ["reason"] = Reason,
        ["openedAt"] = Time(OpenedAt),
        ["openedBy"] = OpenedBy,
        ["settledAt"] = SettledAt is { } settled ? Time(settled) : null,
        ["settledBecause"] = SettledAt is null ? null : SettledBecause,
        ["decisions"] = new JsonArray([.. Decisions.Select(d => (JsonNode)new JsonObject
        {
            ["person"] = d.Person,
            ["decision"] = d.Approves ? "approve" : "reject",
            ["reason"] = d.Reason,
            ["at"] = Time(d.At),
        })]),
    };

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

/// <summary>How a review stands.</summary>
public enum ReviewState
{
    /// <summary>It waits for decisions.</summary>
    Open,

    /// <summary>It has the approvals it needs; the version is the champion.</summary>
    Approved,

    /// <summary>Somebody said no.</summary>
    Rejected,

    /// <summary>Nobody decides any more: a newer version took its place, or it was taken back.</summary>
    Withdrawn,
}

/// <summary>What one person decided.</summary>
/// <param name="Person">Who.</param>
/// <param name="Approves">Yes or no.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="At">When.</param>
public sealed record ReviewDecision(string Person, bool Approves, string Reason, DateTimeOffset At);
