using Rondo.Scoping;

namespace Rondo.Deployment.Monitoring;

/// <summary>How a column fared in a window.</summary>
public enum ColumnState
{
    /// <summary>As before.</summary>
    Ok,

    /// <summary>It has drifted, in this window.</summary>
    Drift,

    /// <summary>Too few rows, or nothing honest to compare with.</summary>
    Insufficient,

    /// <summary>Shown, and never alarming: a time, or named in <c>monitor.ignore</c>.</summary>
    Ignored,
}

/// <summary>A column in a window.</summary>
/// <param name="Name">Its name; <c>(prediction)</c> is the answer itself.</param>
/// <param name="Type">number, text, boolean or timestamp.</param>
/// <param name="State">How it fared.</param>
public sealed record ColumnResult(string Name, string Type, ColumnState State)
{
    /// <summary>Jensen-Shannon distance (base 2) from the reference.</summary>
    public double Effect { get; init; }

    /// <summary>What it would be of samples of these sizes without any drift.</summary>
    public double Noise { get; init; }

    /// <summary>The effect above noise: compared with <see cref="Threshold"/>.</summary>
    public double Excess { get; init; }

    /// <summary>From where on it counts.</summary>
    public double Threshold { get; init; }

    /// <summary>Probability of such a difference by chance.</summary>
    public double P { get; init; } = 1;

    /// <summary>The same, adjusted for all columns judged together.</summary>
    public double Q { get; init; } = 1;

    /// <summary>Windows in a row in which it drifted, up to this one.</summary>
    public int Persisted { get; init; }

    /// <summary>Share of missing values.</summary>
    public double Missing { get; init; }

    /// <summary>The same in the reference.</summary>
    public double ReferenceMissing { get; init; }

    /// <summary>Share of values the reference never had.</summary>
    public double Unseen { get; init; }

    /// <summary>Share of numbers outside the reference's smallest and largest.</summary>
    public double OutOfRange { get; init; }

    /// <summary>How much the column says of the target by itself, from 0 to 1; null where unknown.</summary>
    public double? Importance { get; init; }

    /// <summary>Of a column that has drifted: the parts of its distribution that moved most, the largest change first; at most three.</summary>
    public IReadOnlyList<DistributionBin>? Moved { get; init; }

    /// <summary>Why nothing is judged, where that is so.</summary>
    public string? Reason { get; init; }
}

/// <summary>Something a window breaks.</summary>
/// <param name="Rule">Which rule.</param>
/// <param name="Critical">Whether users of the endpoint are affected.</param>
/// <param name="Sentence">What is the matter.</param>
/// <param name="Columns">The columns that explain it, the most telling first.</param>
public sealed record Violation(string Rule, bool Critical, string Sentence, IReadOnlyList<string> Columns);

/// <summary>What a version's window came to.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Version">The version that answered.</param>
/// <param name="Start">Begin of the window.</param>
/// <param name="End">Its end.</param>
/// <param name="Rows">Answered rows.</param>
/// <param name="Sufficient">Whether there were enough to judge.</param>
public sealed record WindowResult(string Endpoint, long Version, DateTimeOffset Start, DateTimeOffset End, long Rows, bool Sufficient)
{
    /// <summary>Every column of the reference, and the prediction.</summary>
    public IReadOnlyList<ColumnResult> Columns { get; init; } = [];

    /// <summary>Requests by status: ok, invalid, error, shed.</summary>
    public IReadOnlyDictionary<string, long> Statuses { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);

    /// <summary>Median, 95th and 99th percentile of the latency in seconds; null without answers.</summary>
    public double? LatencyP50 { get; init; }

    /// <inheritdoc cref="LatencyP50"/>
    public double? LatencyP95 { get; init; }

    /// <inheritdoc cref="LatencyP50"/>
    public double? LatencyP99 { get; init; }

    /// <summary>What the window breaks.</summary>
    public IReadOnlyList<Violation> Violations { get; init; } = [];

    /// <summary>What the window measures of latency, rows, missing values and drift.</summary>
    public IReadOnlyList<Measurement> Measurements { get; init; } = [];
}

/// <summary>How good the answers of a window turned out to be, so far.</summary>
/// <param name="Start">Begin of the window.</param>
/// <param name="End">Its end.</param>
/// <param name="Version">The version that answered.</param>
/// <param name="Rows">Answered rows.</param>
/// <param name="Labelled">Of these, whose truth is known.</param>
/// <param name="Metrics">The metrics with 95 % intervals.</param>
public sealed record WindowPerformance(DateTimeOffset Start, DateTimeOffset End, long Version, long Rows, long Labelled, IReadOnlyList<Measurement> Metrics);
