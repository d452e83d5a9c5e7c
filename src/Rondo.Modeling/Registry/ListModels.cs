using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Lists what is registered.</summary>
public static class ListModels
{
    /// <summary>All versions of a model, or of all models by name; newest first within a model. Empty when there is none.</summary>
    public static Task<IReadOnlyList<ModelVersion>> RunAsync(Workspace workspace, string? model, CancellationToken ct) => new ModelStore(workspace).ListAsync(model, ct);
}
