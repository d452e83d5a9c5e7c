using System.Data.Common;

namespace Rondo.Stores;

/// <summary>
/// Where a project's history lives: <c>rondo.db</c>, <c>objects/</c>, <c>tmp/</c>, <c>logs/</c>. Several processes may have one open.
/// </summary>
public sealed class Workspace(WorkspaceOptions options, IMetadataStore metadata, IArtifactStore artifacts, IRunStore runs, ILineageStore lineage, IAuditLog audit, ILeaseStore leases) : IAsyncDisposable
{
    /// <summary>The folder.</summary>
    public string Folder => options.Folder;

    /// <summary>The time.</summary>
    public TimeProvider Clock => options.Clock;

    /// <summary>The database, for stages that own tables.</summary>
    public IMetadataStore Metadata => metadata;

    /// <inheritdoc cref="IArtifactStore"/>
    public IArtifactStore Artifacts => artifacts;

    /// <inheritdoc cref="IRunStore"/>
    public IRunStore Runs => runs;

    /// <inheritdoc cref="ILineageStore"/>
    public ILineageStore Lineage => lineage;

    /// <inheritdoc cref="IAuditLog"/>
    public IAuditLog Audit => audit;

    /// <inheritdoc cref="ILeaseStore"/>
    public ILeaseStore Leases => leases;

    /// <summary>Runs <paramref name="write"/> in one durable transaction.</summary>
    public Task WriteAsync(Func<DbTransaction, CancellationToken, Task> write, CancellationToken ct) =>
        metadata.WriteAsync(
            async (transaction, token) =>
            {
                await write(transaction, token);
                return true;
            },
            ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => metadata.DisposeAsync();
}
