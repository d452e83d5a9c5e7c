using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Pipelines.Steps;
using Rondo.Stores;

namespace Rondo.Pipelines.Executors;

/// <summary>One attempt of one step.</summary>
internal sealed record StepJob(Project Project, PipelineNode Node, IReadOnlyDictionary<string, StepInput> Inputs, string Folder, int Attempt, int Threads, StepLog Log, StepSignals Signals, string Token)
{
    /// <summary>A script's files and the digests they had when its key was made.</summary>
    public IReadOnlyList<(string Path, Digest Digest)> Code { get; init; } = [];

    /// <summary>The ending of each input's file, as the script sees it.</summary>
    public IReadOnlyDictionary<string, string> Endings { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>Variables a server adds for scripts: where to log.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>Where the step's own work is done.</summary>
    public string WorkFolder => Path.Combine(Folder, "work");

    /// <summary>Where an output is to be written.</summary>
    public string OutputPath(Port port) => Path.Combine(WorkFolder, port.FileName.Length > 0 ? port.FileName : port.Name);

    /// <summary>A component's parameters or a script's <c>with:</c>.</summary>
    public JsonObject Parameters => Node.Parameters;
}

/// <summary>How an attempt ended, and where its outputs lie.</summary>
internal sealed record StepAttempt(StepVerdict? Verdict, IReadOnlyList<Failure> Failures, ResourceUse Use, IReadOnlyDictionary<string, string> Outputs)
{
    public static StepAttempt Failed(Failure failure, ResourceUse use) => new(null, [failure], use, System.Collections.Frozen.FrozenDictionary<string, string>.Empty);

    public static StepAttempt Of(StepResult result, ResourceUse use, IReadOnlyDictionary<string, string> outputs) => new(result.Verdict, result.Failures, use, outputs);
}
