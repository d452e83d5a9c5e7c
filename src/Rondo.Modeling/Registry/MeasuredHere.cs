using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Latency and size on this machine, now: of a bundle, and of the champion where a requirement compares with it.</summary>
internal static class MeasuredHere
{
    /// <summary>Of a bundle.</summary>
    public static IReadOnlyList<Measurement> Of(Bundle bundle, TimeProvider clock, CancellationToken ct) =>
    [
        .. LatencyProbe.Measure(bundle, clock, ct),
        new("size", bundle.Model.Length, "B", new("model", "")),
    ];

    /// <summary>What a run here measured of the same content, registered under another name: a new name unsays none of it.</summary>
    public static async Task<IReadOnlyList<Measurement>> KnownAsync(Workspace workspace, Bundle bundle, CancellationToken ct) =>
        (await new ModelStore(workspace).OfDigestAsync(bundle.Identity, ct)).FirstOrDefault(v => v.Origin is "run")?.Measurements
            .Where(m => m.Subject.Role is not ModelReference.Champion && m.Measure is not "size" && !m.Measure.StartsWith("latency.", StringComparison.Ordinal)).ToList() ?? [];

    /// <summary>Of the champion that is promoted now; nothing when there is none, its bundle is lost, or nobody asks.</summary>
    public static async Task<IReadOnlyList<Measurement>> ChampionAsync(Workspace workspace, string model, Charter? charter, CancellationToken ct)
    {
        if (charter is null || !Asked(charter) || await new ModelStore(workspace).FindAsync(new(model, null, ModelReference.Champion), ct) is not { } champion)
        {
            return [];
        }

        var bundle = await StoredBundle.OpenAsync(workspace, champion, ct);
        return bundle.Ok ? Champion(bundle.Value, workspace, ct) : [];
    }

    /// <summary>Of the bundle that was the champion when a step ran.</summary>
    public static async Task<IReadOnlyList<Measurement>> ChampionAsync(Workspace workspace, Digest? bundle, Charter charter, CancellationToken ct) =>
        bundle is { } digest && Asked(charter) ? Champion((await BundleReader.OpenAsync(await workspace.Artifacts.LocalPathAsync(digest, ct), ct)).Value, workspace, ct) : [];

    private static bool Asked(Charter charter) =>
        charter.Requirements.Any(r => r.MeasureInfo.Reach is Reach.Machine or Reach.Files && r.ComparedWith.Contains(ModelReference.Champion, StringComparer.Ordinal));

    private static IReadOnlyList<Measurement> Champion(Bundle champion, Workspace workspace, CancellationToken ct) =>
        [.. Of(champion, workspace.Clock, ct).Select(m => m with { Subject = m.Subject with { Role = ModelReference.Champion } })];
}
