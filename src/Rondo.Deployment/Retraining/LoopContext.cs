using Rondo.Deployment.Serving;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary>What the loop needs of the program it runs in.</summary>
/// <param name="Workspace">The workspace.</param>
/// <param name="Stages">The stages present.</param>
/// <param name="Endpoints">Serves the endpoints of this process: a version that takes over is made ready and answers here at once, and by the table everywhere else.</param>
public sealed record LoopContext(Workspace Workspace, StageRegistry Stages, EndpointServer Endpoints)
{
    /// <summary>Loads a project by its name with overrides; null when this program does not have it.</summary>
    public required Func<string, IReadOnlyList<string>, Result<Project>?> Load { get; init; }

    /// <summary>As in <see cref="RunRequest.WorkerCommand"/>.</summary>
    public IReadOnlyList<string> WorkerCommand { get; init; } = [];

    /// <summary>The state of a project's version control, by its folder.</summary>
    public Func<string, CancellationToken, Task<CodeState?>>? CodeAsync { get; init; }
}
