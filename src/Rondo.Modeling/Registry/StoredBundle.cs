using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>The stored bundle of a version, read whole before it is believed: it is small, and what rests on it is not.</summary>
public static class StoredBundle
{
    /// <summary>Its local path.</summary>
    /// <returns>The path; or <c>model.bundle-lost</c> with what brings it back.</returns>
    public static async Task<Result<string>> PathAsync(Workspace workspace, ModelVersion version, CancellationToken ct)
    {
        if ((await workspace.Artifacts.PresentAsync([version.Bundle], ct)).Count > 0 && await workspace.Artifacts.IsIntactAsync(version.Bundle, ct))
        {
            return await workspace.Artifacts.LocalPathAsync(version.Bundle, ct);
        }

        return new Failure(
            "model.bundle-lost",
            $"The bundle of {version} is lost or damaged in the store.",
            version.Run is null ? $"Import it again from where you have it: rondo model import FILE --name {version.Model}" : $"Bring it back, made again from its sources: rondo reproduce {version}")
        { Kind = FailureKind.World };
    }

    /// <summary>The bundle, opened and checked.</summary>
    /// <returns>The bundle; or why there is none.</returns>
    public static async Task<Result<Bundle>> OpenAsync(Workspace workspace, ModelVersion version, CancellationToken ct)
    {
        var path = await PathAsync(workspace, version, ct);
        return path.Ok ? await BundleReader.OpenAsync(path.Value, ct) : path.Failures.ToList();
    }
}
