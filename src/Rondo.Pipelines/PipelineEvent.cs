using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>Something that happened in a pipeline run: told as it happens, and persisted in the table <c>run_events</c>.</summary>
/// <param name="Run">The pipeline run.</param>
/// <param name="Number">Grows by one within the run.</param>
/// <param name="At">When.</param>
public abstract record PipelineEvent(RunId Run, long Number, DateTimeOffset At);

/// <summary>The run has begun.</summary>
public sealed record RunStarted(RunId Run, long Number, DateTimeOffset At, int Steps) : PipelineEvent(Run, Number, At);

/// <summary>It is decided whether a step runs, and why. May come again when another run does the work meanwhile.</summary>
public sealed record StepPlanned(RunId Run, long Number, DateTimeOffset At, string Step, bool Cached, IReadOnlyList<string> Reasons) : PipelineEvent(Run, Number, At)
{
    /// <summary>The steps whose outputs it reads.</summary>
    public IReadOnlyList<string> Upstream { get; init; } = [];
}

/// <summary>An attempt of a step has begun.</summary>
public sealed record StepStarted(RunId Run, long Number, DateTimeOffset At, string Step, RunId StepRun, int Attempt) : PipelineEvent(Run, Number, At);

/// <summary>How far a step is: a share from 0 to 1 or null, and a few words. At most ten a second of each step.</summary>
public sealed record StepProgress(RunId Run, long Number, DateTimeOffset At, string Step, double? Share, string Text) : PipelineEvent(Run, Number, At);

/// <summary>A step logged a metric.</summary>
public sealed record StepMetric(RunId Run, long Number, DateTimeOffset At, string Step, RunId StepRun, string Key, double Value, long Index) : PipelineEvent(Run, Number, At);

/// <summary>A step has ended.</summary>
public sealed record StepFinished(RunId Run, long Number, DateTimeOffset At, string Step, StepStatus Status, double Seconds, string Message) : PipelineEvent(Run, Number, At);

/// <summary>The run has ended.</summary>
public sealed record RunFinished(RunId Run, long Number, DateTimeOffset At, RunStatus Status, double Seconds) : PipelineEvent(Run, Number, At);
