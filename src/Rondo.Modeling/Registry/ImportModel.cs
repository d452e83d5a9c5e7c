using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>What is asked of <see cref="ImportModel"/>.</summary>
/// <param name="Path">A <c>.rondo</c> file or folder.</param>
/// <param name="User">Who imports.</param>
public sealed record ImportRequest(string Path, string User)
{
    /// <summary>The line it joins; null means the name in the bundle.</summary>
    public string? Model { get; init; }

    /// <summary>The charter whose gate it has to pass; null means that it is judged by none.</summary>
    public Charter? Charter { get; init; }
}

/// <summary>Registers a bundle made elsewhere: checked whole, its samples replayed, its latency measured here.</summary>
public static class ImportModel
{
    /// <summary>The kind of evidence that a bundle brought along: what was measured where it comes from.</summary>
    public const string SaidElsewhere = "said-elsewhere";

    /// <summary>Imports. A bundle that is registered already gives its version.</summary>
    public static async Task<Result<ModelVersion>> RunAsync(Workspace workspace, ImportRequest request, CancellationToken ct)
    {
        var opened = await BundleReader.OpenAsync(request.Path, ct);
        if (!opened.Ok)
        {
            return opened.Failures.ToList();
        }

        var bundle = opened.Value.With(null);
        var replayed = Predictor.Load(bundle);
        if (!replayed.Ok)
        {
            return replayed.Failures.ToList();
        }

        replayed.Value.Dispose();
        var name = request.Model ?? bundle.Manifest.Name;
        if (ModelReference.Parse(name) is not { Ok: true, Value: { Version: null, Alias: null } })
        {
            return new Failure("model.bad-name", $"'{name}' cannot name a model.", "Use letters, digits, '.', '_' and '-'.");
        }

        return await RegisterAsync(workspace, request, bundle, opened.Value.Evidence, name, ct);
    }

    private static async Task<Result<ModelVersion>> RegisterAsync(Workspace workspace, ImportRequest request, Bundle bundle, Evidence? told, string name, CancellationToken ct)
    {
        using var packed = new MemoryStream();
        await BundleWriter.WriteAsync(bundle, packed, ct);
        var staged = await workspace.Artifacts.StageAsync(packed.ToArray(), ct);
        var here = MeasuredHere.Of(bundle, workspace.Clock, ct);
        var known = await MeasuredHere.KnownAsync(workspace, bundle, ct);
        IReadOnlyList<Measurement> measured = [.. here, .. known, .. await MeasuredHere.ChampionAsync(workspace, name, request.Charter, ct)];
        var version = (await ImportedVersion.OfAsync(workspace, request with { Model = name }, bundle, told, measured, ct)) with { Bundle = staged.Digest };
        long number = 0;
        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                await workspace.Artifacts.PublishAsync(transaction, [staged], token);
                (number, var isNew) = await RegisterModel.AddAsync(workspace, transaction, version, here, token);
                if (isNew && known.Count == 0)
                {
                    await ForeignEvidence.KeepAsync(transaction, version with { Version = number }, told, token);
                }
            },
            ct);
        return (await new ModelStore(workspace).FindAsync(new(name, number, null), ct))!;
    }
}
