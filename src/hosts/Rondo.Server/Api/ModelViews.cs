using System.ComponentModel;
using System.Text.Json.Nodes;
using Rondo.Modeling;

namespace Rondo.Server.Api;

/// <summary>A registry line.</summary>
internal sealed record ModelSummary(string Name, [property: Description("How many versions there are.")] int Versions, ModelVersionSummary Latest, ModelVersionSummary? Champion);

/// <summary>A version in a list.</summary>
internal sealed record ModelVersionSummary(
    string Model,
    long Version,
    [property: Description("Its identity: the digest of the bundle's manifest.")] string Digest,
    [property: Description("run, imported or pushed.")] string Origin,
    IReadOnlyList<string> Aliases,
    [property: Description("PASS, WARN, UNKNOWN or FAIL: what the gate said when it was registered; NONE where nothing was required.")] string Gate,
    [property: Description("Whether the gate forbids a promotion.")] bool Blocked,
    DateTimeOffset CreatedAt,
    [property: Description("Who registered it, as its workspace said.")] string CreatedBy,
    [property: Description("Who pushed it here; null where it was made or imported here.")] string? PushedBy,
    [property: Description("The measurements on the test split, over all rows.")] IReadOnlyList<MeasurementView> Measurements)
{
    public static ModelVersionSummary Of(ModelVersion v) => new(
        v.Model, v.Version, v.Digest.Hex, v.Origin, v.Aliases, v.GateOutcome, v.Blocked, v.CreatedAt, v.CreatedBy, v.PushedBy,
        [.. v.Measurements.Where(m => m.Subject is { Role: "model", Split: "test", Slice: "" } && !m.Measure.Contains(" - ", StringComparison.Ordinal)).Select(MeasurementView.Of)]);
}

/// <summary>A version with all that is known of it.</summary>
internal sealed record ModelVersionView(
    string Model,
    long Version,
    [property: Description("Its identity: the digest of the bundle's manifest.")] string Digest,
    [property: Description("The stored bundle, an artifact's digest.")] string Bundle,
    [property: Description("run, imported or pushed.")] string Origin,
    [property: Description("The run of the registering step.")] string? Run,
    IReadOnlyList<string> Aliases,
    [property: Description("PASS, WARN, UNKNOWN or FAIL; NONE where nothing is required.")] string Gate,
    [property: Description("Whether the gate forbids a promotion.")] bool Blocked,
    [property: Description("Whether approvals are missing that its risk, or its project's, asks for before it is the champion.")] bool NeedsReview,
    DateTimeOffset CreatedAt,
    [property: Description("Who registered it, as its workspace said.")] string CreatedBy,
    [property: Description("Who pushed it here; null where it was made or imported here.")] string? PushedBy,
    [property: Description("The model card in Markdown.")] string Card,
    SignatureView Signature,
    IReadOnlyList<MeasurementView> Measurements,
    [property: Description("The requirements as they were judged at registration, or as the project's charter judges them now where that is stricter.")] IReadOnlyList<GateLineView> Requirements,
    [property: Description("Latency, promotions and what else was recorded, oldest first.")] IReadOnlyList<EvidenceView> Evidence,
    [property: Description("How many different models of the line were measured on its test split.")] long LooksAtItsTest,
    [property: Description("What it was made of: digests by name.")] IReadOnlyDictionary<string, string> Lineage);

/// <summary>What a model asks for and gives.</summary>
internal sealed record SignatureView(
    [property: Description("regression, binary or multiclass.")] string Task,
    string? Target,
    IReadOnlyList<FieldView> Inputs,
    IReadOnlyList<string> Classes);

/// <summary>One input of a model.</summary>
internal sealed record FieldView(
    string Name,
    [property: Description("number, text, boolean or timestamp.")] string Type,
    string? Unit,
    double? Minimum,
    double? Maximum,
    IReadOnlyList<string>? Categories,
    bool Nullable);

/// <summary>A requirement as a gate judged it.</summary>
internal sealed record GateLineView(string Text, [property: Description("PASS, WARN, UNKNOWN or FAIL.")] string Outcome, double? Value, double? Low, double? High, double? BoundValue, string Unit, string Sentence);

/// <summary>Something known of a version that is not its content.</summary>
internal sealed record EvidenceView(string Kind, DateTimeOffset At, string By, JsonObject Content);

/// <summary>What was measured of a version on one split.</summary>
internal sealed record EvaluationView(
    string Split,
    [property: Description("regression, binary or multiclass.")] string Task,
    long Rows,
    [property: Description("How intervals were made.")] string Intervals,
    [property: Description("What the baseline is.")] string Baseline,
    [property: Description("From which probability on an event is predicted.")] double? Threshold,
    IReadOnlyList<MeasurementView> Measurements,
    [property: Description("Differences between the model and another on the same rows.")] IReadOnlyList<ComparisonView> Comparisons,
    ConfusionView? Confusion,
    IReadOnlyList<string> Warnings,
    [property: Description("The page with the plots, an artifact's digest.")] string? Report);

/// <summary>How far apart two models are on the same rows.</summary>
internal sealed record ComparisonView([property: Description("baseline or champion.")] string Against, string Measure, string Slice, double? Difference, double? Low, double? High);

/// <summary>Rows by truth (first index) and answer.</summary>
internal sealed record ConfusionView(IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<long>> Counts);

/// <summary>The ancestry of something, as a graph.</summary>
internal sealed record LineageView(
    [property: Description("What was asked about.")] string Subject,
    IReadOnlyList<LineageNode> Nodes,
    [property: Description("From a source to what was made of it.")] IReadOnlyList<LineageEdge> Edges,
    [property: Description("What people and rules decided about it, oldest first.")] IReadOnlyList<AuditView> Decisions);

/// <summary>A content and the run that made it.</summary>
internal sealed record LineageNode(
    [property: Description("The content's digest.")] string Id,
    string Name,
    string Kind,
    [property: Description("The run that made it; null for what came from outside.")] string? Run,
    string? Step,
    string? User,
    DateTimeOffset? At,
    string? Commit);

/// <summary>What came from what.</summary>
internal sealed record LineageEdge(string From, string To);

/// <summary>What is asked of a promotion.</summary>
internal sealed record PromoteModelRequest
{
    [Description("The alias to point at the version.")]
    public string Alias { get; init; } = ModelReference.Champion;

    [Description("Why, in a sentence; kept for ever.")]
    public string? Reason { get; init; }

    [Description("Whether it is meant although the gate says no or a review is missing; needs a reason.")]
    public bool DespiteGate { get; init; }
}

/// <summary>A promotion that happened.</summary>
internal sealed record PromotionView(ModelVersionSummary Version, string Alias, [property: Description("What the alias named before: bike-demand@2.")] string? Former);
