using System.Data.Common;
using Rondo.Kernel;
using static Rondo.Stores.Artifacts.ArtifactFailures;

namespace Rondo.Stores.Artifacts;

/// <summary>The artifact store in the workspace's folder.</summary>
internal sealed class FileArtifactStore : IArtifactStore, IDisposable
{
    private readonly ObjectFiles _objects;
    private readonly WorkFolders _work;
    private readonly Catalog _catalog;
    private readonly FileStager _files;
    private readonly Stager _stager;
    private readonly CheckOut _checkOut;
    private readonly Verifier _verifier;
    private readonly Collector _collector;

    public FileArtifactStore(string folder, IMetadataStore metadata, FileDigests digests, TimeProvider clock)
    {
        _objects = new(folder);
        _work = new(Path.Combine(folder, "tmp"));
        _catalog = new(_objects, metadata, clock);
        _files = new(_objects, _work, digests, clock);
        _stager = new(_work, _files);
        _checkOut = new(_objects, _work, clock);
        _verifier = new(_objects, _checkOut, metadata, clock);
        _collector = new(_objects, _work, metadata, clock);
    }

    public string CreateWorkFolder(string label) => Explained(() => _work.Create(label), _work.Root);

    public Task<StagedObject> StageAsync(string path, StageMode mode, CancellationToken ct) =>
        ExplainedAsync(() => _stager.PathAsync(path, mode, ct), path);

    public Task<StagedObject> StageAsync(ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return ExplainedAsync(() => _stager.BytesAsync(content, ct), _work.Root);
    }

    public Task PlaceAsync(IReadOnlyList<StagedObject> objects, CancellationToken ct) =>
        ExplainedAsync(
            () =>
            {
                ct.ThrowIfCancellationRequested();
                _catalog.Place(objects);
                return Task.FromResult(true);
            },
            _objects.Folder);

    public Task PublishAsync(DbTransaction transaction, IReadOnlyList<StagedObject> objects, CancellationToken ct) =>
        ExplainedAsync(
            async () =>
            {
                await _catalog.PublishAsync(transaction, objects, ct);
                return true;
            },
            _objects.Folder);

    public Task<IReadOnlySet<Digest>> PresentAsync(IReadOnlyCollection<Digest> digests, CancellationToken ct) =>
        ExplainedAsync(() => _catalog.PresentAsync(digests, ct), _objects.Folder);

    public Task<string> LocalPathAsync(Digest digest, CancellationToken ct) =>
        ExplainedAsync(async () => await _checkOut.LocalPathAsync(await _catalog.DemandAsync(digest, ct), ct), _objects.ViewOf(digest));

    public Task CheckOutAsync(Digest digest, string path, CheckOutMode mode, CancellationToken ct) =>
        ExplainedAsync(
            async () =>
            {
                await _checkOut.ToAsync(await _catalog.DemandAsync(digest, ct), path, mode, ct);
                return true;
            },
            path);

    public Task<bool> IsIntactAsync(Digest digest, CancellationToken ct) =>
        ExplainedAsync(() => _verifier.IsIntactAsync(digest, ct), _objects.PathOf(digest));

    public Task<VerifyReport> VerifyAsync(IProgress<VerifyProgress>? progress, CancellationToken ct) =>
        ExplainedAsync(() => _verifier.VerifyAsync(progress, ct), _objects.Folder);

    public Task<CollectReport> CollectAsync(IReadOnlySet<Digest> reachable, TimeSpan grace, bool dryRun, CancellationToken ct) =>
        ExplainedAsync(() => _collector.CollectAsync(reachable, grace, dryRun, ct), _objects.Folder);

    /// <summary>Removes this process's staging area; what is left in it was never published.</summary>
    public void Dispose()
    {
        if (_files.Area is { } area && Directory.Exists(area))
        {
            Directory.Delete(area, recursive: true);
        }
    }
}
