using System.ComponentModel;
using System.Text.Json.Nodes;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>A run in a list.</summary>
internal sealed record RunSummary(
    [property: Description("32 hexadecimal digits; sorts by time.")] string Id,
    string Project,
    [property: Description("pipeline, step or manual.")] string Kind,
    [property: Description("The step's or the pipeline's name.")] string Name,
    [property: Description("The pipeline run of a step.")] string? Parent,
    RunStatus Status,
    string User,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    [property: Description("From start to end; null while it runs.")] double? Seconds,
    [property: Description("Why it failed, in the first line.")] string? Message,
    [property: Description("1 for the first try.")] int Attempt,
    [property: Description("Free labels.")] IReadOnlyDictionary<string, string> Tags)
{
    public static RunSummary Of(RunRecord run) => new(
        run.Start.Id.Value, run.Start.Project, run.Start.Kind, run.Start.Name, run.Start.Parent?.Value, run.Status, run.Start.User, run.Start.StartedAt,
        run.End?.EndedAt, (run.End?.EndedAt - run.Start.StartedAt)?.TotalSeconds, run.End?.Message, run.Start.Attempt, run.Start.Tags);
}

/// <summary>A run with all that is known of it.</summary>
internal sealed record RunView(
    [property: Description("32 hexadecimal digits; sorts by time.")] string Id,
    string Project,
    [property: Description("pipeline, step or manual.")] string Kind,
    [property: Description("The step's or the pipeline's name.")] string Name,
    [property: Description("The pipeline run of a step.")] string? Parent,
    RunStatus Status,
    string User,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    [property: Description("From start to end; null while it runs.")] double? Seconds,
    [property: Description("Why it failed.")] string? Message,
    int Attempt,
    IReadOnlyDictionary<string, string> Tags,
    [property: Description("What it was asked to do.")] JsonObject Parameters,
    [property: Description("Machine, operating system, versions.")] JsonObject Environment,
    [property: Description("Version control, where the project is under it.")] CodeView? Code,
    [property: Description("What it used, where it was measured.")] ResourceView? Resources,
    IReadOnlyList<ArtifactView> Artifacts,
    [property: Description("Of a pipeline run: its steps in the order they were planned.")] IReadOnlyList<RunStepView> Steps,
    [property: Description("Of a pipeline run: the version that it registered or met again.")] string? Version,
    [property: Description("Whether this server can stop it.")] bool Cancellable);

/// <summary>Version control state of a project when a run began.</summary>
internal sealed record CodeView(string Commit, [property: Description("The stored patch when anything was uncommitted.")] string? DirtyDiff);

/// <summary>What a run used.</summary>
internal sealed record ResourceView(
    double WallSeconds,
    [property: Description("User and system time; null where it was not measured: a step inside a process that does other things too.")] double? CpuSeconds,
    [property: Description("The largest resident set seen; null where it was not measured.")] long? PeakMemoryBytes)
{
    public static ResourceView Of(ResourceUse use) => new(use.WallSeconds, use.CpuSeconds > 0 ? use.CpuSeconds : null, use.PeakMemoryBytes > 0 ? use.PeakMemoryBytes : null);
}

/// <summary>A step of a pipeline run.</summary>
internal sealed record RunStepView(
    string Name,
    StepState State,
    [property: Description("Why it ran, was cached or was skipped: a phrase each.")] IReadOnlyList<string> Reasons,
    [property: Description("The run that does the work; null when nothing ran.")] string? Run,
    [property: Description("From 0 to 1 while it runs, where it is known.")] double? Progress,
    [property: Description("What it says of its progress or its end.")] string Text,
    double? Seconds,
    int Attempt,
    [property: Description("The steps whose outputs it reads; null where the run did not tell.")] IReadOnlyList<string>? Upstream);

/// <summary>How a step stands.</summary>
internal enum StepState
{
    /// <summary>Decided, not begun.</summary>
    Waiting,

    /// <summary>At work.</summary>
    Running,

    /// <summary>Its outputs are published.</summary>
    Succeeded,

    /// <summary>Its outputs were there already.</summary>
    Cached,

    /// <summary>It failed, or its answer is no.</summary>
    Failed,

    /// <summary>A step it needs did not succeed.</summary>
    Skipped,

    /// <summary>Stopped.</summary>
    Cancelled,
}

/// <summary>A value of a metric.</summary>
internal sealed record MetricView(
    string Key,
    [property: Description("Null when it is not a finite number.")] double? Value,
    [property: Description("0 when there is only one.")] long Step,
    DateTimeOffset At,
    [property: Description("The step of the pipeline that logged it.")] string? StepName);

/// <summary>A piece of a log.</summary>
internal sealed record LogView(
    [property: Description("Which step's log it is.")] string Step,
    [property: Description("Whole lines.")] string Text,
    [property: Description("Ask for what follows with `after`.")] long Next,
    [property: Description("Whether nothing more will follow.")] bool Ended);

/// <summary>Something that happened in a pipeline run.</summary>
internal sealed record RunEventView(
    long Number,
    DateTimeOffset At,
    [property: Description("run.started, step.planned, step.started, step.progress, step.metric, step.finished, run.finished.")] string Kind,
    string Step,
    JsonObject Details)
{
    public static RunEventView Of(StoredRunEvent e) => new(e.Number, e.At, e.Kind, e.Step, e.Details);
}

/// <summary>Runs side by side.</summary>
internal sealed record RunComparison(
    IReadOnlyList<RunSummary> Runs,
    [property: Description("Every parameter, those that differ first; values in the order of the runs.")] IReadOnlyList<ComparedValue> Parameters,
    [property: Description("The last value of every metric.")] IReadOnlyList<ComparedMetric> Metrics,
    [property: Description("Every content by step and port.")] IReadOnlyList<ComparedValue> Artifacts);

/// <summary>One value in every run.</summary>
internal sealed record ComparedValue(string Name, bool Differs, IReadOnlyList<string?> Values);

/// <summary>One metric in every run.</summary>
internal sealed record ComparedMetric(string Name, bool Differs, IReadOnlyList<double?> Values);

/// <summary>What a run is to do.</summary>
internal sealed record StartRun
{
    [Description("Only these steps and what they need; empty means all.")]
    public IReadOnlyList<string> Steps { get; init; } = [];

    [Description("This step and all that follow it run again.")]
    public string? From { get; init; }

    [Description("Every step runs again.")]
    public bool Force { get; init; }

    [Description("Overrides of values in rondo.yaml: train.seed=8. What is executed, where it lies, whom it talks to, and the environment cannot be set.")]
    public IReadOnlyList<string> Overrides { get; init; } = [];
}

/// <summary>A run that has begun.</summary>
internal sealed record StartedRun([property: Description("Follow it at /api/v1/runs/{id}.")] string Id);
