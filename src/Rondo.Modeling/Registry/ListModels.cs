using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Lists what is registered.</summary>
public static class ListModels
{
    /// <summary>All versions of a model, or of all models by name; newest first within a model. Empty when there is none.</summary>
    public static Task<IReadOnlyList<ModelVersion>> RunAsync(Workspace workspace, string? model, CancellationToken ct) => new ModelStore(workspace).ListAsync(model, ct);

    /// <summary>All versions of a model by its name, newest first, or the one that <c>NAME@3</c> names; a failure that says what there is when there is none.</summary>
    public static async Task<Result<ModelVersion[]>> OfAsync(Workspace workspace, string model, CancellationToken ct)
    {
        if (await RunAsync(workspace, model, ct) is { Count: > 0 } versions)
        {
            return versions.ToArray();
        }

        var named = await NamedVersion.DemandAsync(workspace, model, ct);
        return named.Ok ? new[] { named.Value } : named.Failures.ToList();
    }
}
