using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>The tables that pipelines own: the cache, the parts of each step's last key, events.</summary>
public static class PipelineMigrations
{
    /// <summary>To be given to <see cref="WorkspaceOptions"/>, before those of later stages.</summary>
    public static MigrationSet Set { get; } = new("pipelines", typeof(PipelineMigrations).Assembly, "Rondo.Pipelines.Caching.Migrations.");

    /// <summary>Adds what pipelines themselves contribute: the first call of a host.</summary>
    public static StageRegistry AddPipelines(this StageRegistry registry) => registry.Add(Set).Add(Triggers);

    private static MigrationSet Triggers { get; } = new("pipelines-triggers", typeof(PipelineMigrations).Assembly, "Rondo.Pipelines.Triggers.Migrations.");
}
