using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Modeling.Evaluation;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>What the evaluations of the run that made a received version say, as far as they were sent; a version without such a run was not measured.</summary>
internal static class ReceivedEvaluations
{
    private const long LargestDocument = 64 << 20;

    public static async Task<IReadOnlyList<Measurement>> ReadAsync(Workspace workspace, ModelVersion told, CancellationToken ct)
    {
        if (await RegisteredCharter.RunOfAsync(workspace, told, ct) is not { } run)
        {
            return [];
        }

        var measured = new List<Measurement>();
        var documents = run.Artifacts.Where(a => a is { Kind: ArtifactKinds.Evaluation, Port: "evaluation" }).Select(a => a.Digest).ToHashSet();
        foreach (var digest in await workspace.Artifacts.PresentAsync(documents, ct))
        {
            measured.AddRange(Parse(await workspace.Artifacts.LocalPathAsync(digest, ct), $"The evaluation {digest.Abbreviated} of {told}"));
        }

        var champion = await new ModelStore(workspace).FindAsync(new(told.Model, null, ModelReference.Champion), ct);
        var same = run.Artifacts.Any(a => a is { Direction: "in", Port: ModelReference.Champion } && a.Digest == champion?.Bundle);
        return [.. measured.Where(m => same || !OfChampion(m)).Select(m => m with { Origin = $"run {run.Start.Id.Value}" })];
    }

    // Of the champion where it was trained, which is another than the one here.
    private static bool OfChampion(Measurement m) => m.Subject.Role is ModelReference.Champion || m.Measure.Contains(ModelReference.Champion, StringComparison.Ordinal);

    private static IReadOnlyList<Measurement> Parse(string path, string what)
    {
        try
        {
            return new FileInfo(path).Length <= LargestDocument && JsonNode.Parse(File.ReadAllText(path)) is { } document ? EvaluationDocument.ReadMeasurements(document) : [];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or InvalidCastException or NullReferenceException or ArgumentException)
        {
            throw new FailureException(new Failure("push.evaluation", $"{what} cannot be read.", "Register the model anew where it was trained, and push again."), e);
        }
    }
}
