using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Modeling.Evaluation;

namespace Rondo.Modeling.Registry;

/// <summary>What a bundle is packed from.</summary>
/// <param name="Options">Name, charter and requirements.</param>
/// <param name="Model">The graph.</param>
/// <param name="Test">What was measured on the test part.</param>
/// <param name="Schema">The schema file.</param>
/// <param name="Train">The training part (Parquet).</param>
/// <param name="Profile">The profile as JSON.</param>
/// <param name="Lineage">What the model was made of, by name.</param>
internal sealed record PackingRequest(RegisterOptions Options, byte[] Model, Evaluated Test, string Schema, string Train, string Profile, IReadOnlyDictionary<string, Digest> Lineage);

/// <summary>Packs a bundle. Nothing in it depends on the day: not on the champion, the time or the people.</summary>
internal static class BundlePacking
{
    /// <summary>The bundle's contents.</summary>
    public static BundleContents Pack(PackingRequest request, int threads, CancellationToken ct)
    {
        var signature = SignatureMaking.Read(request, threads, out var train, ct);
        using var predictor = Predictor.Compile(request.Model, signature).Value;
        return new()
        {
            Name = request.Options.Model,
            Signature = signature,
            Model = request.Model,
            Profile = request.Profile,
            Card = new ModelCard(request.Options.Model, request.Options.Charter, request.Test.Training, WithoutChampion(request.Test.Document), signature).Write(),
            Samples = Replay.Record(predictor, SignatureMaking.SampleRows(signature, train)).Value,
            Components = BillOfMaterials.Components(),
            Lineage = request.Lineage,
            Requirements = request.Options.Evaluation.Requirements,
        };
    }

    private static EvaluationDocument WithoutChampion(EvaluationDocument document) =>
        document with { Measurements = [.. document.Measurements.Where(m => m.Subject.Role is not "champion" && !m.Measure.Contains("champion", StringComparison.Ordinal))] };
}
