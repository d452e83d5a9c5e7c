using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Stores;

/// <summary>
/// Tracked records of what was done: a pipeline run, each execution of a step (its child), a run logged by hand. Parameters, metrics,
/// tags and artifacts hang on it.
/// </summary>
public interface IRunStore
{
    /// <summary>Records that runs have begun.</summary>
    Task BeginAsync(DbTransaction transaction, IReadOnlyList<RunStart> runs, CancellationToken ct);

    /// <summary>Records the end of a run.</summary>
    Task EndAsync(DbTransaction transaction, RunEnd end, CancellationToken ct);

    /// <summary>Appends metric values. NaN and infinities are kept.</summary>
    Task LogMetricsAsync(DbTransaction transaction, RunId run, IReadOnlyList<MetricValue> values, CancellationToken ct);

    /// <summary>Sets tags; an existing one is replaced.</summary>
    Task SetTagsAsync(DbTransaction transaction, RunId run, IReadOnlyDictionary<string, string> tags, CancellationToken ct);

    /// <summary>One run, or null. <paramref name="id"/> may be a unique prefix of at least six digits.</summary>
    Task<RunRecord?> FindAsync(string id, CancellationToken ct);

    /// <summary>Runs, newest first, after <paramref name="cursor"/> (a <see cref="RunId"/>) where given.</summary>
    Task<IReadOnlyList<RunRecord>> ListAsync(RunFilter filter, int limit, RunId? cursor, CancellationToken ct);

    /// <summary>The names of the projects that runs were of, in order.</summary>
    Task<IReadOnlyList<string>> ProjectsAsync(CancellationToken ct);

    /// <summary>All values of a run's metrics in the order of key, step, time.</summary>
    Task<IReadOnlyList<MetricValue>> MetricsAsync(RunId run, CancellationToken ct);

    /// <summary>Marks runs as failed whose process is gone: those of this machine still running under no live process id.</summary>
    Task<int> CloseAbandonedAsync(Func<RunRecord, bool> isAlive, CancellationToken ct);
}

/// <summary>The state of a run.</summary>
public enum RunStatus
{
    /// <summary>Not ended yet.</summary>
    Running,

    /// <summary>Ended well.</summary>
    Succeeded,

    /// <summary>Ended with a failure.</summary>
    Failed,

    /// <summary>Stopped by a person.</summary>
    Cancelled,
}

/// <summary>The beginning of a run.</summary>
/// <param name="Id">Made by the caller.</param>
/// <param name="Project">The project's name.</param>
/// <param name="Kind"><c>pipeline</c>, <c>step</c> or <c>manual</c>.</param>
/// <param name="Name">The step's or the pipeline's name.</param>
/// <param name="Parent">The pipeline run of a step.</param>
/// <param name="User">Who started it.</param>
/// <param name="StartedAt">When.</param>
public sealed record RunStart(RunId Id, string Project, string Kind, string Name, RunId? Parent, string User, DateTimeOffset StartedAt)
{
    /// <summary>1 for the first try.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>What it was asked to do.</summary>
    public JsonObject Parameters { get; init; } = [];

    /// <summary>Free labels.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>The git commit of the project and the digest of what was not committed, where it is under git.</summary>
    public CodeState? Code { get; init; }

    /// <summary>Machine, operating system, runtime and engine versions, process id.</summary>
    public JsonObject Environment { get; init; } = [];
}

/// <summary>The end of a run.</summary>
public sealed record RunEnd(RunId Id, RunStatus Status, DateTimeOffset EndedAt)
{
    /// <summary>The failure's text, where it failed.</summary>
    public string? Message { get; init; }

    /// <summary>What it used, where it was measured.</summary>
    public ResourceUse? Resources { get; init; }
}

/// <summary>Version control state of a project when a run began.</summary>
/// <param name="Commit">The full commit id.</param>
/// <param name="DirtyDiff">The stored patch (<c>git diff HEAD</c> and untracked file names) when anything was uncommitted.</param>
public sealed record CodeState(string Commit, Digest? DirtyDiff);

/// <summary>What a run used.</summary>
/// <param name="WallSeconds">From start to end.</param>
/// <param name="CpuSeconds">User and system time of the process and its children; 0 where it was not measured, as of a step inside a process that does other things too.</param>
/// <param name="PeakMemoryBytes">The largest resident set seen; 0 where it was not measured.</param>
public sealed record ResourceUse(double WallSeconds, double CpuSeconds, long PeakMemoryBytes);

/// <summary>One value of a metric at a step (0 when there is only one).</summary>
public sealed record MetricValue(string Key, double Value, long Step, DateTimeOffset At);

/// <summary>Which runs to list; null means any.</summary>
public sealed record RunFilter(string? Project = null, string? Kind = null, RunId? Parent = null, RunStatus? Status = null)
{
    /// <summary>Part of the run's name or of its user's (case ignored for ASCII), or the first digits of its id.</summary>
    public string? Text { get; init; }
}

/// <summary>A run as it is recorded.</summary>
public sealed record RunRecord(RunStart Start, RunStatus Status, RunEnd? End, IReadOnlyList<RunArtifact> Artifacts);

/// <summary>An artifact that a run read or wrote.</summary>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Port">The step's port.</param>
/// <param name="Kind">table, schema, profile, model, evaluation, report, file …</param>
/// <param name="Digest">Its content.</param>
public sealed record RunArtifact(string Direction, string Port, string Kind, Digest Digest);
