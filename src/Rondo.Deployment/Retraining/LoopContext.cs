using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary>What the loop needs of the program it runs in.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Stages">The stages present.</param>
public sealed record LoopContext(Workspace Workspace, StageRegistry Stages)
{
    /// <summary>Loads a project by its name with overrides; null when this program does not have it.</summary>
    public required Func<string, IReadOnlyList<string>, Result<Project>?> Load { get; init; }

    /// <summary>Puts a version behind an endpoint: endpoint, <c>NAME@3</c>, user, reason.</summary>
    public required Func<string, string, string, string, CancellationToken, Task<Result<long>>> DeployAsync { get; init; }

    /// <summary>The alerts of an endpoint that are on now.</summary>
    public required Func<string, CancellationToken, Task<IReadOnlyList<LoopAlert>>> AlertsAsync { get; init; }

    /// <summary>Raises an alert about an endpoint: rule, sentence, evidence.</summary>
    public required Func<string, string, string, System.Text.Json.Nodes.JsonObject, CancellationToken, Task> RaiseAsync { get; init; }

    /// <summary>As in <see cref="RunRequest.WorkerCommand"/>.</summary>
    public IReadOnlyList<string> WorkerCommand { get; init; } = [];

    /// <summary>The state of a project's version control, by its folder.</summary>
    public Func<string, CancellationToken, Task<CodeState?>>? CodeAsync { get; init; }
}

/// <summary>An alert as the loop sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>drift</c> or <c>performance</c>; others set nothing off.</param>
/// <param name="Sentence">What is wrong.</param>
public sealed record LoopAlert(string Id, string Kind, string Sentence);
