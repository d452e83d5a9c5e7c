using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Scoping;

namespace Rondo.Modeling;

/// <summary>A registered version of a model.</summary>
/// <param name="Model">The line it belongs to.</param>
/// <param name="Version">From 1.</param>
/// <param name="Digest">Its identity: the digest of the bundle's manifest.</param>
/// <param name="Bundle">The stored bundle.</param>
public sealed record ModelVersion(string Model, long Version, Digest Digest, Digest Bundle)
{
    /// <summary><c>run</c> or <c>imported</c>.</summary>
    public string Origin { get; init; } = "run";

    /// <summary>The run of the registering step; null for an imported version.</summary>
    public RunId? Run { get; init; }

    /// <summary>What it was made of, by name.</summary>
    public IReadOnlyDictionary<string, Digest> Lineage { get; init; } = new Dictionary<string, Digest>(StringComparer.Ordinal);

    /// <summary>What the gate said when it was registered (<see cref="GateReport.ToJson"/>), and the charter's <c>risk</c>.</summary>
    public JsonObject Gate { get; init; } = [];

    /// <summary>PASS, WARN, UNKNOWN or FAIL; NONE where there were no requirements to hold it to.</summary>
    public string GateOutcome => Gate["judgements"] is JsonArray { Count: 0 } ? GateReport.None : ((string?)Gate["overall"] ?? "UNKNOWN").ToUpperInvariant();

    /// <summary>The risk tier it was judged under, as recorded with its gate; null where none is on record: what it is held to is <see cref="RequiredReview.TierAsync"/>.</summary>
    public RiskTier? Risk => RiskWord.Read(Gate["risk"]);

    /// <summary>Whether the gate forbids a promotion.</summary>
    public bool Blocked { get; init; }

    /// <summary>Everything measured at registration.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];

    /// <summary>When it was registered.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>By whom, as the workspace said where it was registered.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>Who sent it here, as the server knew them; null where it was not pushed.</summary>
    public string? PushedBy { get; init; }

    /// <summary>The aliases that name it now.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// The version as it stands before a charter (null: before none but its own). What was measured stays; where that charter's gate forbids a
    /// promotion and the one of its registration did not, the charter's is its gate: a requirement that was added, or left out for one run,
    /// lets nothing past.
    /// </summary>
    public ModelVersion HeldTo(Charter? charter) =>
        !Blocked && charter is not null && RiskWord.Stricter(charter.Risk, Risk) is { } tier && GateReport.Judge(charter, Measurements) is var gate && gate.BlocksPromotion(tier)
            ? this with { Gate = VersionJudging.ToJson(gate, GateReport.None, tier), Blocked = true }
            : this;

    /// <summary><c>bike-demand@3</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Model}@{Version}");
}
