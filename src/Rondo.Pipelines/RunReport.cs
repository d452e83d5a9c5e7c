using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>How a pipeline run ended.</summary>
/// <param name="Run">The pipeline run; of an explanation, no recorded one.</param>
/// <param name="Status">Succeeded when every step did or was cached.</param>
/// <param name="Steps">Every step asked for, in the order of the graph.</param>
/// <param name="Warnings">What lint found.</param>
/// <param name="Seconds">From the request to the end.</param>
/// <param name="ResumeCommand">What runs the rest, after a failure.</param>
public sealed record RunReport(RunId Run, RunStatus Status, IReadOnlyList<StepReport> Steps, IReadOnlyList<string> Warnings, double Seconds, string ResumeCommand)
{
    /// <summary>0 when it succeeded, 130 when it was cancelled, else by the gravest <see cref="FailureKind"/>: 1, 2 or 3.</summary>
    public int ExitCode => Status switch
    {
        RunStatus.Succeeded => 0,
        RunStatus.Cancelled => 130,
        _ => Steps.SelectMany(s => s.Failures).Select(f => (int)f.Kind).DefaultIfEmpty((int)FailureKind.World).Max(),
    };

    /// <summary>A step's report.</summary>
    public StepReport this[string step] => Steps.First(s => string.Equals(s.Step, step, StringComparison.Ordinal));
}

/// <summary>How a step ended.</summary>
/// <param name="Step">Its name.</param>
/// <param name="Status">How.</param>
/// <param name="Reasons">Why it ran, was cached or was skipped: a phrase each.</param>
public sealed record StepReport(string Step, StepStatus Status, IReadOnlyList<string> Reasons)
{
    /// <summary>The run that did the work: an earlier one for a cached step; null when nothing ran.</summary>
    public RunId? Run { get; init; }

    /// <summary>What it wrote, by port.</summary>
    public IReadOnlyDictionary<string, RunArtifact> Outputs { get; init; } = System.Collections.Frozen.FrozenDictionary<string, RunArtifact>.Empty;

    /// <summary>Why it failed.</summary>
    public IReadOnlyList<Failure> Failures { get; init; } = [];

    /// <summary>What it said beside its result, also when cached.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What its last attempt used.</summary>
    public ResourceUse? Use { get; init; }

    /// <summary>Attempts made in this run.</summary>
    public int Attempts { get; init; }

    /// <summary>The log of its last attempt.</summary>
    public string? LogPath { get; init; }

    /// <summary>At most 20 lines from the end of the log, of a step that failed.</summary>
    public IReadOnlyList<string> LastLines { get; init; } = [];
}

/// <summary>How a step of a pipeline run stands at its end.</summary>
public enum StepStatus
{
    /// <summary>It ran and its outputs are published.</summary>
    Succeeded,

    /// <summary>Its outputs were there already.</summary>
    Cached,

    /// <summary>It failed, or its answer is no.</summary>
    Failed,

    /// <summary>A step it needs did not succeed.</summary>
    Skipped,

    /// <summary>The run was stopped before it ended.</summary>
    Cancelled,

    /// <summary>Of an explanation: it would run.</summary>
    WouldRun,

    /// <summary>Of an explanation: it depends on what a step before it will give.</summary>
    MayRun,
}
