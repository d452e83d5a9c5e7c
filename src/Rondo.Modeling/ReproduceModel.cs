using Rondo.Kernel;
using Rondo.Modeling.Ancestry;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>
/// <c>rondo reproduce</c>: makes a version again from what lineage recorded (sources, parameters, components) in a folder of its own, and
/// compares every output byte for byte. The registry and the cache are not touched.
/// </summary>
public static class ReproduceModel
{
    /// <summary>Rebuilds the version that <paramref name="reference"/> names.</summary>
    /// <returns>The comparison; a failure when the version is unknown, was imported, or its sources are gone.</returns>
    public static async Task<Result<ReproductionReport>> RunAsync(ModelReference reference, Workspace workspace, StageRegistry registry, Action<double?, string> progress, CancellationToken ct)
    {
        var started = workspace.Clock.GetTimestamp();
        if (await new ModelStore(workspace).FindAsync(reference, ct) is not { } version)
        {
            return new Failure("model.unknown", $"There is no model '{reference}'.", "rondo model list shows those there are.");
        }

        var lineage = new LineageWalk(workspace);
        if (version.Run is null || await lineage.ProducerAsync(version.Bundle, ct) is not { } last)
        {
            return new Failure("reproduce.no-lineage", $"{version} was not made in this workspace, so it cannot be made again here.", "Reproduce it where it was trained.");
        }

        var folder = workspace.Artifacts.CreateWorkFolder("reproduce");
        try
        {
            var plan = new RebuildPlan(registry, lineage);
            var steps = await plan.OfAsync(last, ct);
            var rebuild = new Rebuild(workspace, registry, folder, progress);
            await rebuild.RunAsync(steps, ct);
            return new ReproductionReport(version, rebuild.Outputs, plan.Notes, workspace.Clock.GetElapsedTime(started).TotalSeconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
