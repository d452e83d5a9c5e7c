using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>What is asked of <see cref="PipelineRunner"/>.</summary>
/// <param name="Project">The project, loaded.</param>
public sealed record RunRequest(Project Project)
{
    /// <summary>Only these steps and what they need; empty means all.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>This step and all that follow it run again, whatever the cache holds.</summary>
    public string? From { get; init; }

    /// <summary>Every step runs again.</summary>
    public bool Force { get; init; }

    /// <summary>How many steps run at once; a step with <c>cpus: n</c> counts n.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Only decides and explains; nothing runs and nothing is recorded.</summary>
    public bool ExplainOnly { get; init; }

    /// <summary>Who runs it.</summary>
    public string User { get; init; } = Environment.UserName;

    /// <summary>
    /// The program that runs a component in a child, with its arguments; the path of the specification is added:
    /// <c>[rondo, worker]</c>. Empty: every component runs in this process.
    /// </summary>
    public IReadOnlyList<string> WorkerCommand { get; init; } = [];

    /// <summary>Variables for scripts, given the step's own run: where a server runs, <c>MLFLOW_TRACKING_URI</c> and <c>MLFLOW_RUN_ID</c>.</summary>
    public Func<Kernel.RunId, IReadOnlyDictionary<string, string>>? ScriptVariables { get; init; }

    /// <summary>What references mean in this run instead of what they name now: <c>model:bike-demand@champion</c> → <c>bike-demand@1</c>.</summary>
    public IReadOnlyDictionary<string, string> Meant { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The command that runs the rest after a failure, as the user would type it.</summary>
    public string ResumeCommand { get; init; } = "rondo run";

    /// <summary>The state of the project's version control, where it is under one.</summary>
    public CodeState? Code { get; init; }
}
