using System.Collections.Concurrent;
using Rondo.Kernel;
using Rondo.Pipelines.Graph;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

#pragma warning disable CA1506 // It is where the slices come together.

/// <summary>What comes from outside the pipeline: files of the project, named references, code files. Each is looked at once a run.</summary>
internal sealed class Externals(RunRequest request, Workspace workspace, StageRegistry registry) : IDisposable
{
    private readonly Project _project = request.Project;
    private readonly ConcurrentDictionary<string, Task<RunArtifact>> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<Digest>> _code = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<Result<RunArtifact?>>> _named = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Digest, string> _paths = new();
    private readonly ConcurrentDictionary<Digest, Lazy<Task>> _stored = new();
    private readonly ConcurrentBag<string> _gathered = [];

    /// <summary>The content behind a reference; null when a named one does not exist.</summary>
    public async Task<Result<RunArtifact?>> FindAsync(InputReference reference, string port, CancellationToken ct)
    {
        switch (reference)
        {
            case ProjectFileReference file:
                var found = await _files.GetOrAdd(file.Path, _ => FileAsync(file.Path, ct));
                return found with { Port = port };
            case NamedReference named:
                var result = await _named.GetOrAdd($"{named.Scheme}:{named.Text}",
                    name => registry.Resolvers[named.Scheme].ResolveAsync(request.Meant.GetValueOrDefault(name, named.Text), named.Place, workspace, ct));
                return result is { Ok: true, Value: { } artifact } ? artifact with { Direction = "in", Port = port } : result;
            default:
                throw new InvalidOperationException($"{reference.GetType().Name} is inside the pipeline.");
        }
    }

    /// <summary>The digest of a file of the project.</summary>
    public Task<Digest> CodeAsync(string path, CancellationToken ct) =>
        _code.GetOrAdd(path, p => workspace.Files.OfFileAsync(Path.Combine(_project.Folder, p), ct));

    /// <summary>Brings a content that is a file of the project to the store, too.</summary>
    public Task StoreAsync(Digest digest, CancellationToken ct) =>
        _paths.TryGetValue(digest, out var path) ? _stored.GetOrAdd(digest, d => new(() => StoreAsync(d, path, ct))).Value : Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var folder in _gathered.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<RunArtifact> FileAsync(string path, CancellationToken ct)
    {
        var full = ProjectFiles.IsPattern(path) ? Gather(path) : Path.Combine(_project.Folder, path);
        var digest = Directory.Exists(full) ? await workspace.Files.OfFolderAsync(full, ct) : await workspace.Files.OfFileAsync(full, ct);
        _paths[digest] = full;
        return new("in", "", ArtifactKinds.File, digest);
    }

    private async Task StoreAsync(Digest digest, string path, CancellationToken ct)
    {
        var staged = await workspace.Artifacts.StageAsync(path, StageMode.Copy, ct);
        if (staged.Digest != digest)
        {
            throw new FailureException(new Failure("step.input-changed", $"'{Path.GetRelativePath(_project.Folder, path)}' changed after the run was planned.", "Run again.") { Kind = FailureKind.World });
        }

        await workspace.WriteAsync((transaction, token) => workspace.Artifacts.PublishAsync(transaction, [staged], token), ct);
    }

    // The files of a pattern as a folder, so that they are one content.
    private string Gather(string pattern)
    {
        var folder = workspace.Artifacts.CreateWorkFolder("pattern");
        _gathered.Add(folder);
        foreach (var file in ProjectFiles.Find(_project.Folder, pattern))
        {
            var target = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(_project.Folder, file), target);
        }

        return folder;
    }
}
