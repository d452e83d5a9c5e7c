using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Takes over a version that was registered in another workspace, with what was measured and judged there.</summary>
public static class ReceiveVersion
{
    /// <summary>The word that marks such a version's origin.</summary>
    public const string Origin = "pushed";

    /// <summary>
    /// Adds the version under the next number here. Its bundle must be stored already; it is read whole, its samples are replayed, and its
    /// identity must be the one that is told. Aliases are not taken over: promotion is decided here.
    /// </summary>
    /// <param name="workspace">Where to.</param>
    /// <param name="version">As it was there.</param>
    /// <param name="evidence">What is known of it besides its content.</param>
    /// <param name="user">Who sends it.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The version here and whether it is new; <c>model.other-identity</c> when the bundle is not what it is said to be.</returns>
    public static async Task<Result<(ModelVersion Version, bool IsNew)>> RunAsync(
        Workspace workspace, ModelVersion version, IReadOnlyList<VersionEvidence> evidence, string user, CancellationToken ct)
    {
        if (ModelReference.Parse(version.Model) is not { Ok: true, Value: { Version: null, Alias: null } })
        {
            return new Failure("model.bad-name", $"'{version.Model}' cannot name a model.", "Use letters, digits, '.', '_' and '-'.");
        }

        var store = new ModelStore(workspace);
        if ((await store.OfDigestAsync(version.Digest, ct)).FirstOrDefault(v => string.Equals(v.Model, version.Model, StringComparison.Ordinal)) is { } known)
        {
            return (known, false);
        }

        var opened = await BundleReader.OpenAsync(await workspace.Artifacts.LocalPathAsync(version.Bundle, ct), ct);
        if (!opened.Ok)
        {
            return opened.Failures.ToList();
        }

        if (opened.Value.Manifest.Identity != version.Digest)
        {
            return new Failure("model.other-identity", $"The bundle of {version} is another version's.", "Send the version again; its bundle may have been replaced.");
        }

        var replayed = Predictor.Load(opened.Value);
        if (!replayed.Ok)
        {
            return replayed.Failures.ToList();
        }

        replayed.Value.Dispose();
        return await AddAsync(workspace, version with { Origin = Origin }, evidence, user, ct);
    }

    private static async Task<Result<(ModelVersion Version, bool IsNew)>> AddAsync(Workspace workspace, ModelVersion version, IReadOnlyList<VersionEvidence> evidence, string user, CancellationToken ct)
    {
        long number = 0;
        var isNew = false;
        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                (number, isNew) = await ModelWrites.AddAsync(transaction, version, token);
                if (!isNew)
                {
                    return;
                }

                var named = version with { Version = number };
                await workspace.Lineage.PinAsync(transaction, "modeling", named.ToString(), version.Bundle, token);
                foreach (var one in evidence)
                {
                    await ModelWrites.AddEvidenceAsync(transaction, version.Model, number, one, token);
                }

                var details = VersionRow.Of(version, number).Told(("there", version.Version), ("gate", version.GateOutcome), ("registeredBy", version.CreatedBy));
                await workspace.Audit.AppendAsync(transaction, new(user, RegistryEvents.Receive, $"model:{named}", details), token);
            },
            ct);
        return ((await new ModelStore(workspace).FindAsync(new(version.Model, number, null), ct))!, isNew);
    }
}
