using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>A typed input or output of a component.</summary>
/// <param name="Name">What a pipeline writes: <c>table</c>.</param>
/// <param name="Kind">An <see cref="ArtifactKinds"/> name; ports connect when kinds are equal, or the input takes <c>file</c>.</param>
/// <param name="FileName">Outputs: the name of the file the step writes, <c>table.parquet</c>.</param>
/// <param name="Optional">Inputs: the step runs without it.</param>
public sealed record Port(string Name, string Kind, string FileName = "", bool Optional = false);

/// <summary>The kinds of artifact that flow through a pipeline.</summary>
public static class ArtifactKinds
{
    /// <summary>Any file or folder; what a user's own file is. Connects to every kind of input of a script.</summary>
    public const string File = "file";

    /// <summary>A Parquet file with named, typed columns.</summary>
    public const string Table = "table";

    /// <summary>A schema (YAML): what a table must look like.</summary>
    public const string Schema = "schema";

    /// <summary>Statistics of a table (JSON).</summary>
    public const string Profile = "profile";

    /// <summary>PASS, WARN or FAIL with findings (JSON).</summary>
    public const string Verdict = "verdict";

    /// <summary>An ONNX graph from raw columns to prediction.</summary>
    public const string Model = "model";

    /// <summary>Measurements of a model (JSON).</summary>
    public const string Evaluation = "evaluation";

    /// <summary>The portable package of a model version.</summary>
    public const string Bundle = "bundle";

    /// <summary>A page for people (HTML).</summary>
    public const string Report = "report";
}

/// <summary>
/// A named, versioned kind of step. Its outputs depend on parameters and inputs alone, so that they may be cached; what a finished step
/// means to the world outside (a new dataset version, a registered model) is done in <see cref="CompletedAsync"/>.
/// </summary>
public interface IComponent
{
    /// <summary><c>stage/verb</c>: <c>data/import</c>.</summary>
    string Name { get; }

    /// <summary>Grows whenever the same parameters and inputs may give other bytes than before.</summary>
    int Version { get; }

    /// <summary>The engines (name and version) whose change may change the outputs: <c>duckdb 1.5.6</c>.</summary>
    IReadOnlyList<string> Engines { get; }

    /// <summary>Typed inputs.</summary>
    IReadOnlyList<Port> Inputs { get; }

    /// <summary>Typed outputs.</summary>
    IReadOnlyList<Port> Outputs { get; }

    /// <summary>Whether it runs in a child process: code that may hang, leak or be killed.</summary>
    bool RunsInChild { get; }

    /// <summary>
    /// The parameters of a step of this component: taken from the project's sections, overridden by the step's <c>with:</c>. Everything
    /// that can change the outputs and is not an input is in here, and nothing else.
    /// </summary>
    Result<JsonObject> ParametersFor(Project project, JsonObject with);

    /// <summary>
    /// Does the work: reads inputs, writes every output file, reports progress and metrics. Expected failures of the answer (a check that
    /// does not hold) are in the verdict; what the world does wrong is a <see cref="FailureException"/>.
    /// </summary>
    Task<StepVerdict> RunAsync(StepContext context, CancellationToken ct);

    /// <summary>
    /// Called in the parent after the step's outputs are published, and again whenever they were found in the cache. Must be idempotent
    /// and cheap when there is nothing new.
    /// </summary>
    Task CompletedAsync(StepCompletion completion, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>What a step says about its own result.</summary>
/// <param name="Failures">Not empty: the answer is no. The outputs are kept for people to look at, nothing downstream runs, and nothing is cached.</param>
/// <param name="Warnings">Sentences for people; kept with the run and shown again when the step is cached.</param>
public sealed record StepVerdict(IReadOnlyList<Failure> Failures, IReadOnlyList<string> Warnings)
{
    /// <summary>Nothing to say.</summary>
    public static StepVerdict Pass { get; } = new([], []);
}

/// <summary>An input that a step was given.</summary>
/// <param name="Path">A read-only local file or folder.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Digest">Its content.</param>
public sealed record StepInput(string Path, string Kind, Digest Digest)
{
    /// <summary>What people call it: the file's own path in the project, where it has one. Never part of an output.</summary>
    public string DisplayName { get; init; } = Path;
}

/// <summary>All that a running step may know.</summary>
public sealed class StepContext
{
    /// <summary>The step's name in the pipeline, for messages only.</summary>
    public required string StepName { get; init; }

    /// <summary>As made by <see cref="IComponent.ParametersFor"/>.</summary>
    public required JsonObject Parameters { get; init; }

    /// <summary>Inputs by port; optional ones may be absent.</summary>
    public required IReadOnlyDictionary<string, StepInput> Inputs { get; init; }

    /// <summary>Where to write each output, by port: a path that does not exist yet, in a folder that does.</summary>
    public required IReadOnlyDictionary<string, string> Outputs { get; init; }

    /// <summary>An empty folder for anything temporary.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Progress, metrics, log.</summary>
    public required IStepReporter Report { get; init; }

    /// <summary>How many threads it may use. Must not change the outputs.</summary>
    public required int Threads { get; init; }

    /// <summary>The time, for durations only: outputs must not depend on it.</summary>
    public required TimeProvider Clock { get; init; }
}

/// <summary>What a running step tells the world. Safe from any thread; never throws.</summary>
public interface IStepReporter
{
    /// <summary>How far the step is: a share from 0 to 1, or null when it cannot be known, and a few words.</summary>
    void Progress(double? share, string text);

    /// <summary>Logs a metric on the step's run; <paramref name="step"/> orders the values of one key (a boosting round).</summary>
    void Metric(string key, double value, long step = 0);

    /// <summary>Writes a line to the step's log.</summary>
    void Log(string line);
}

/// <summary>A step that ended well, now or in an earlier run.</summary>
/// <param name="Step">Its name in the pipeline.</param>
/// <param name="Run">The run that did the work (an earlier one for a hit).</param>
/// <param name="PipelineRun">The pipeline run at hand.</param>
/// <param name="Cached">Whether the outputs came from the cache.</param>
/// <param name="Inputs">What it read, by port.</param>
/// <param name="Outputs">What it wrote, by port.</param>
/// <param name="Project">The project.</param>
/// <param name="Workspace">The workspace.</param>
/// <param name="User">Who runs it.</param>
public sealed record StepCompletion(
    string Step,
    RunId Run,
    RunId PipelineRun,
    bool Cached,
    IReadOnlyDictionary<string, RunArtifact> Inputs,
    IReadOnlyDictionary<string, RunArtifact> Outputs,
    Project Project,
    Workspace Workspace,
    string User);
