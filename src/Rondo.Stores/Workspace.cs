using System.Data.Common;
using Rondo.Stores.Artifacts;
using Rondo.Stores.Audit;
using Rondo.Stores.Leases;
using Rondo.Stores.Lineage;
using Rondo.Stores.Metadata;
using Rondo.Stores.Runs;

namespace Rondo.Stores;

/// <summary>
/// Where a project's history lives: <c>rondo.db</c>, <c>objects/</c>, <c>tmp/</c>, <c>logs/</c>; beside them <c>audit.head</c>. Several processes may have one open.
/// </summary>
public sealed class Workspace : IAsyncDisposable
{
    private readonly WorkspaceOptions _options;
    private readonly FileArtifactStore _artifacts;
    private readonly DigestCache _digests;

    private Workspace(WorkspaceOptions options, IMigrationTarget metadata)
    {
        _options = options;
        _digests = new(Path.Combine(options.Folder, "cache", "digests"));
        var files = new FileDigests(_digests);
        var audit = new AuditLog(metadata, new(Path.Combine(options.Folder, "audit.head")), options.Clock);
        metadata.Writes.Hooks.Add(audit);
        _artifacts = new(options.Folder, metadata, files, options.Clock);
        (Metadata, Files, Audit) = (metadata, files, audit);
        (Runs, Lineage, Leases) = (new RunStore(metadata, options.Clock), new LineageStore(metadata), new LeaseStore(metadata));
    }

    /// <summary>The folder.</summary>
    public string Folder => _options.Folder;

    /// <summary>The time.</summary>
    public TimeProvider Clock => _options.Clock;

    /// <summary>The database, for stages that own tables.</summary>
    public IMetadataStore Metadata { get; }

    /// <inheritdoc cref="IArtifactStore"/>
    public IArtifactStore Artifacts => _artifacts;

    /// <inheritdoc cref="IFileDigests"/>
    public IFileDigests Files { get; }

    /// <inheritdoc cref="IRunStore"/>
    public IRunStore Runs { get; }

    /// <inheritdoc cref="ILineageStore"/>
    public ILineageStore Lineage { get; }

    /// <inheritdoc cref="IAuditLog"/>
    public IAuditLog Audit { get; }

    /// <inheritdoc cref="ILeaseStore"/>
    public ILeaseStore Leases { get; }

    /// <summary>Runs <paramref name="write"/> in one durable transaction.</summary>
    public Task WriteAsync(Func<DbTransaction, CancellationToken, Task> write, CancellationToken ct) =>
        Metadata.WriteAsync(
            async (transaction, token) =>
            {
                await write(transaction, token);
                return true;
            },
            ct);

    /// <summary>Runs <paramref name="write"/> in one transaction that a power cut may undo: see <see cref="IMetadataStore.WriteUnsyncedAsync"/>.</summary>
    public Task WriteUnsyncedAsync(Func<DbTransaction, CancellationToken, Task> write, CancellationToken ct) =>
        Metadata.WriteUnsyncedAsync(
            async (transaction, token) =>
            {
                await write(transaction, token);
                return true;
            },
            ct);

    /// <summary>
    /// Opens a workspace, made when it does not exist, and brings its database to the schema of the stores and of
    /// <see cref="WorkspaceOptions.Migrations"/>. When it is there already this costs one small query.
    /// </summary>
    /// <exception cref="Rondo.Kernel.FailureException">
    /// <c>store.newer</c>: a newer version of the program wrote it. <c>store.cannot-open</c>, <c>store.damaged</c>, <c>store.read-only</c>,
    /// <c>store.unreachable</c>: as they say.
    /// </exception>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The workspace owns the store.")]
    public static async Task<Workspace> OpenAsync(WorkspaceOptions options, CancellationToken ct)
    {
        options = options with { Folder = Path.GetFullPath(options.Folder) };
        return new(options, await MetadataOpening.OpenAsync(options, ct));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Metadata.DisposeAsync();
        _artifacts.Dispose();
        _digests.Save();
    }
}
