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
    public IReadOnlyDictionary<string, double> Costs { get; init; } = System.Collections.Frozen.FrozenDictionary<string, double>.Empty;

    /// <summary>What the model has to beat: mean, median, majority, last, seasonal-naive. Null means the usual one of the task.</summary>
    public string? Baseline { get; init; }

    /// <summary>The checkable sentences.</summary>
    public IReadOnlyList<Requirement> Requirements { get; init; } = [];

    /// <summary>Whether the estimate itself or its confidence bound must meet a requirement.</summary>
    public EvidenceRule Evidence { get; init; } = EvidenceRule.Estimate;

    /// <summary>When it has to be in use.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>What may be spent.</summary>
    public Budget Resources { get; init; } = new();
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
