using Rondo.Kernel;
using Rondo.Pipelines.Caching;
using Rondo.Pipelines.Rebuilding;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

/// <summary>What one pipeline run works with.</summary>
internal sealed record RunContext(RunRequest Request, Workspace Workspace, StageRegistry Registry, RunId Run, CacheStore Cache, KeyBuilder Keys, Externals Externals, EventLog Events)
{
    public Project Project => Request.Project;

    /// <summary>Outputs that are known and not published yet.</summary>
    public FreshContents Fresh { get; } = new();

    /// <summary>Contents that are known to be whole.</summary>
    public StoredContents Stored { get; } = new(Workspace.Artifacts);

    public string LogFolder => Path.Combine(Workspace.Folder, "logs", Run.Value);
}
