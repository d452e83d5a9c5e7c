using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>
/// <c>rondo reproduce</c>: makes a version again from what lineage recorded (sources, parameters, components) in a folder of its own, and
/// compares every output byte for byte. What came out the same and was lost or damaged in the store is put back. The registry and the cache are not touched.
/// </summary>
public static class ReproduceModel
{
    /// <summary>Rebuilds the version that <paramref name="reference"/> names.</summary>
    /// <returns>The comparison; a failure when the version is unknown, was imported, or its sources are gone.</returns>
    public static async Task<Result<ReproductionReport>> RunAsync(ModelReference reference, Workspace workspace, StageRegistry registry, Action<double?, string> progress, CancellationToken ct)
    {
        var started = workspace.Clock.GetTimestamp();
        var named = await NamedVersion.DemandAsync(workspace, reference.ToString(), ct);
        if (!named.Ok)
        {
            return named.Failures.ToList();
        }

        var version = named.Value;
        var rebuilt = version.Run is null ? null : await RebuildContent.RunAsync(version.Bundle, all: true, workspace, registry, progress, ct);
        if (rebuilt is { Ok: false })
        {
            return rebuilt.Failures.ToList();
        }

        return rebuilt?.Value is { } result
            ? new ReproductionReport(version, result.Outputs, result.Restored, result.Notes, workspace.Clock.GetElapsedTime(started).TotalSeconds)
            : new Failure("reproduce.no-lineage", $"{version} was not made in this workspace, so it cannot be made again here.", "Reproduce it where it was trained.");
    }
}
