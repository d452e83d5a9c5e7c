namespace Rondo.Stores;

/// <summary>How to open a workspace.</summary>
/// <param name="Folder">The workspace's folder (<c>.rondo</c>), made when it does not exist.</param>
/// <param name="Clock">The time.</param>
/// <param name="Migrations">Those of every stage present, in the order of the stages.</param>
public sealed record WorkspaceOptions(string Folder, TimeProvider Clock, IReadOnlyList<MigrationSet> Migrations)
{
    /// <summary>A PostgreSQL connection string; null means <c>rondo.db</c> in the folder.</summary>
    public string? PostgreSql { get; init; }
}
