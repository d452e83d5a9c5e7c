using System.Collections.Frozen;
using Rondo.Kernel;

namespace Rondo.Scoping;

/// <summary>What the model has to do.</summary>
public enum TaskKind
{
    /// <summary>A number.</summary>
    Regression,

    /// <summary>Yes or no; <see cref="Charter.Positive"/> names the event.</summary>
    Binary,

    /// <summary>One of several classes.</summary>
    Multiclass,
}

/// <summary>How much harm a wrong model can do; decides compulsory fields, approvals and whether UNKNOWN blocks a promotion.</summary>
public enum RiskTier
{
    /// <summary>An annoyance.</summary>
    Low,

    /// <summary>Money or trust.</summary>
    Medium,

    /// <summary>People's lives, rights or livelihood.</summary>
    High,
}

/// <summary>The scoping document of a project: every later stage is checked against it.</summary>
/// <param name="Task">What kind of answer.</param>
/// <param name="Target">The column to predict.</param>
public sealed record Charter(TaskKind Task, string Target)
{
    /// <summary>The charter of a project that writes none: a pipeline of scripts needs none.</summary>
    public static Charter None { get; } = new(TaskKind.Regression, "");

    /// <summary>Whether the project writes a charter.</summary>
    public bool IsWritten => Target.Length > 0;

    /// <summary>What hurts, in the business's words.</summary>
    public string Problem { get; init; } = "";

    /// <summary>What will be better, and the decision that the prediction changes.</summary>
    public string Objective { get; init; } = "";

    /// <summary>Binary tasks: which label is the event; null means: found in the data (true, 1, yes, or the rarer one, said aloud).</summary>
    public string? Positive { get; init; }

    /// <summary>What one prediction is about.</summary>
    public string Unit { get; init; } = "";

    /// <summary>How far ahead; a column not known by then is a leak.</summary>
    public TimeSpan? Horizon { get; init; }

    /// <summary>Who owns, builds, reviews, operates, and is told.</summary>
    public People People { get; init; } = new();

    /// <summary>How the model is used.</summary>
    public Use Use { get; init; } = new();

    /// <summary>The business's own measure.</summary>
    public Kpi? Kpi { get; init; }

    /// <summary>Risk tier.</summary>
    public RiskTier Risk { get; init; } = RiskTier.Low;

    /// <summary>public, internal, confidential or personal.</summary>
    public string Sensitivity { get; init; } = "internal";

    /// <summary>Cost of each kind of error, by name (<c>false-positive</c>, <c>false-negative</c>, or <c>truth/prediction</c> by class).</summary>
    public IReadOnlyDictionary<string, double> Costs { get; init; } = FrozenDictionary<string, double>.Empty;

    /// <summary>What the model has to beat: mean, median, majority, last, seasonal-naive, or human. Null means the usual one of the task.</summary>
    public string? Baseline { get; init; }

    /// <summary>With the baseline <c>human</c>: how well people do, by measure. Nothing is trained for such a baseline.</summary>
    public IReadOnlyDictionary<string, double> HumanLevel { get; init; } = FrozenDictionary<string, double>.Empty;

    /// <summary>The checkable sentences.</summary>
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];

    /// <summary>Whether the estimate itself or its confidence bound must meet a requirement.</summary>
    public EvidenceRule Evidence { get; init; } = EvidenceRule.Estimate;

    /// <summary>When it has to be in use.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>What may be spent.</summary>
    public Budget Resources { get; init; } = new();

    /// <summary>Where each key's value is written, by key (<c>target</c>); for messages only.</summary>
    public IReadOnlyDictionary<string, Place> Places { get; init; } = FrozenDictionary<string, Place>.Empty;

    /// <summary>Measurements that the charter itself states: the human level, as a baseline on every split. <see cref="GateReport.Judge"/> adds them.</summary>
    public IReadOnlyList<Measurement> StatedMeasurements =>
        [.. HumanLevel.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l =>
            new Measurement(l.Key, l.Value, MeasureCatalogue.Find(l.Key)?.Unit ?? "", new("baseline", "")) { Origin = "charter" })];

    /// <summary>Where a key's value is written, for a stage that finds that it cannot be; null when it is not written.</summary>
    public Place? PlaceOf(string key) => Places.GetValueOrDefault(key);

    /// <summary>
    /// What answering <paramref name="predicted"/> costs when <paramref name="truth"/> is the case, by <see cref="Costs"/>: 0 for a right
    /// answer that the matrix does not price, 1 for a wrong one where the charter has no costs at all.
    /// </summary>
    /// <param name="truth">The true class.</param>
    /// <param name="predicted">The answer.</param>
    /// <param name="positive">Binary tasks: the label of the event.</param>
    public double CostOf(string truth, string predicted, string? positive = null)
    {
        if (Costs.TryGetValue($"{truth}/{predicted}", out var cost))
        {
            return cost;
        }

        if (string.Equals(truth, predicted, StringComparison.Ordinal))
        {
            return 0;
        }

        var name = string.Equals(truth, positive ?? Positive, StringComparison.Ordinal) ? "false-negative" : "false-positive";
        return Costs.Count == 0 ? 1 : Costs.GetValueOrDefault(name, 0);
    }
}

/// <summary>What has to meet a requirement.</summary>
public enum EvidenceRule
{
    /// <summary>The estimate passes; an interval that reaches across the bound warns.</summary>
    Estimate,

    /// <summary>The whole interval has to be on the right side.</summary>
    Bound,
}

/// <summary>The people of a charter, by mail address or name.</summary>
public sealed record People
{
    /// <summary>Answers for the model.</summary>
    public string? Owner { get; init; }

    /// <summary>Builds it.</summary>
    public string? Scientist { get; init; }

    /// <summary>Approve versions.</summary>
    public IReadOnlyList<string> Reviewers { get; init; } = [];

    /// <summary>Run it.</summary>
    public IReadOnlyList<string> Operators { get; init; } = [];

    /// <summary>Are told.</summary>
    public IReadOnlyList<string> Informed { get; init; } = [];
}

/// <summary>How the model will be used.</summary>
public sealed record Use
{
    /// <summary>Nightly batch, API, in an app.</summary>
    public string How { get; init; } = "";

    /// <summary>The share of time it has to answer.</summary>
    public double? Availability { get; init; }

    /// <summary>What may be shared with whom.</summary>
    public string Sharing { get; init; } = "";

    /// <summary>What else it may serve.</summary>
    public IReadOnlyList<string> Reuse { get; init; } = [];

    /// <summary>What it takes to bring it to production.</summary>
    public string Effort { get; init; } = "";
}

/// <summary>The business's own measure, before and hoped for.</summary>
public sealed record Kpi(string Name, double? Baseline, double? Target);

/// <summary>What may be spent; null means no limit.</summary>
public sealed record Budget(double? CpuHours = null, long? StorageBytes = null);
