using Rondo.Kernel;
using Rondo.Pipelines.Rebuilding;
using Rondo.Stores;

namespace Rondo.Pipelines;

/// <summary>What making a content again gave.</summary>
/// <param name="Outputs">Every output that was made again, in the order it was made.</param>
/// <param name="Restored">Those that were lost or damaged in the store, and are there again.</param>
/// <param name="Notes">What was taken as recorded instead of being made again, and why; engine or machine differences.</param>
public sealed record RebuildResult(IReadOnlyList<RebuiltOutput> Outputs, IReadOnlyList<Digest> Restored, IReadOnlyList<string> Notes);

/// <summary>
/// Makes a content again from what lineage recorded (sources, parameters, components), in a folder of its own. What comes out byte for
/// byte and is lost or damaged in the store is put back there; cache and registry are not touched.
/// </summary>
public static class RebuildContent
{
    /// <summary>Rebuilds the content.</summary>
    /// <param name="content">What to make again.</param>
    /// <param name="all">Every step up to it, also those whose outputs are whole; false: only what is needed for it.</param>
    /// <param name="workspace">Where it was made.</param>
    /// <param name="registry">The stages.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What came out; null when no component of this workspace made the content. A failure when its sources are gone.</returns>
    public static async Task<Result<RebuildResult?>> RunAsync(Digest content, bool all, Workspace workspace, StageRegistry registry, Action<double?, string> progress, CancellationToken ct)
    {
        if (await Producers.FirstAsync(workspace, content, ct) is not { } last)
        {
            return (RebuildResult?)null;
        }

        var folder = workspace.Artifacts.CreateWorkFolder("rebuild");
        try
        {
            var stored = new StoredContents(workspace.Artifacts);
            var plan = new RebuildPlan(workspace, registry, all ? null : stored);
            var steps = await plan.OfAsync(last, ct);
            var rebuild = new Rebuild(workspace, registry, stored, folder, progress);
            await rebuild.RunAsync(steps, ct);
            var restored = await rebuild.RestoreAsync(ct);
            return new RebuildResult(rebuild.Outputs, restored, plan.Notes);
        }
        catch (FailureException e)
        {
            return e.Failures.ToList();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
