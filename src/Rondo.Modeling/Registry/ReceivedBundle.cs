using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>The bundle of a version that was sent: read whole, its samples replayed, its identity the one that is told.</summary>
internal static class ReceivedBundle
{
    public static async Task<Result<Bundle>> OpenAsync(Workspace workspace, ModelVersion told, CancellationToken ct)
    {
        if ((await workspace.Artifacts.PresentAsync([told.Bundle], ct)).Count == 0)
        {
            return new Failure("artifact.missing", $"The bundle of {told} has not been sent.", "Send it first; if it is lost there: rondo reproduce " + told);
        }

        var opened = await BundleReader.OpenAsync(await workspace.Artifacts.LocalPathAsync(told.Bundle, ct), ct);
        if (!opened.Ok)
        {
            return opened;
        }

        if (opened.Value.Manifest.Identity != told.Digest)
        {
            return new Failure("model.other-identity", $"The bundle of {told} is another version's.", "Send the version again; its bundle may have been replaced.");
        }

        var replayed = Predictor.Load(opened.Value);
        if (!replayed.Ok)
        {
            return replayed.Failures.ToList();
        }

        replayed.Value.Dispose();
        return opened;
    }
}
