using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Data.Datasets;

/// <summary>Finds <c>dataset:NAME@VERSION</c>; without a version the latest.</summary>
internal sealed class DatasetResolver : IReferenceResolver
{
    public string Scheme => "dataset";

    public string Kind => ArtifactKinds.Table;

    public async Task<Result<RunArtifact?>> ResolveAsync(string text, Place place, Workspace workspace, CancellationToken ct)
    {
        var at = text.LastIndexOf('@');
        var (name, selector) = at < 0 ? (text, "latest") : (text[..at], text[(at + 1)..]);
        var store = new DatasetStore(workspace);
        var found = await store.FindAsync(name, selector, ct);
        if (!found.Ok)
        {
            return found.Failures.Select(f => f with { Place = place }).ToList();
        }

        if (found.Value is { } version)
        {
            return new RunArtifact("in", "", ArtifactKinds.Table, version.Digest);
        }

        var names = (await store.ListAsync(ct)).Select(d => d.Name).ToList();
        if (names.Contains(name, StringComparer.Ordinal))
        {
            return new Failure("data.no-version", $"The data set '{name}' has no version '{selector}'.", $"See them with: rondo data versions {name}", place);
        }

        var near = NearestName.Of(name, names);
        return new Failure("data.no-dataset", $"There is no data set '{name}'.", near is null ? "See what there is with: rondo data versions" : $"Did you mean '{near}'?", place);
    }
}
