using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Finds the bundle that <c>model:NAME@ALIAS</c> names.</summary>
internal sealed class ModelResolver : IReferenceResolver
{
    public string Scheme => ModelReference.Scheme;

    public string Kind => ArtifactKinds.Bundle;

    public async Task<Result<RunArtifact?>> ResolveAsync(string text, Place place, Workspace workspace, CancellationToken ct)
    {
        var reference = ModelReference.Parse(text, place);
        if (!reference.Ok)
        {
            return reference.Failures.ToList();
        }

        var version = await new ModelStore(workspace).FindAsync(reference.Value, ct);
        return version is null ? (RunArtifact?)null : new RunArtifact("in", "", Kind, version.Bundle);
    }
}
