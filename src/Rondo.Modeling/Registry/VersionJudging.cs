using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Modeling.Evaluation;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Gathers everything measured of a published bundle, and what the gate says to it.</summary>
internal static class VersionJudging
{
    /// <summary>A gate's report as it is kept: with the tier that decides who has to agree, where one is known; <paramref name="unjudged"/> where no charter judged.</summary>
    public static JsonObject ToJson(GateReport? gate, string unjudged, RiskTier? tier)
    {
        var json = gate?.ToJson() ?? new JsonObject { ["overall"] = unjudged, ["judgements"] = new JsonArray() };
        if (tier is { } known)
        {
            json["risk"] = RiskWord.Of(known);
        }

        return json;
    }

    /// <summary>The version that a completed register step means, without its number.</summary>
    public static async Task<(ModelVersion Version, IReadOnlyList<Measurement> Latency)> PrepareAsync(StepCompletion completion, Digest digest, CancellationToken ct)
    {
        var workspace = completion.Workspace;
        var bundle = (await BundleReader.OpenAsync(await workspace.Artifacts.LocalPathAsync(digest, ct), ct)).Value;
        var here = MeasuredHere.Of(bundle, workspace.Clock, ct);
        var measurements = new List<Measurement>(DataMeasurements.Of(bundle.Profile));
        foreach (var port in new[] { completion.Inputs.GetValueOrDefault("evaluation"), completion.Outputs["evaluation"] }.OfType<RunArtifact>())
        {
            var json = await File.ReadAllTextAsync(await workspace.Artifacts.LocalPathAsync(port.Digest, ct), ct);
            measurements.AddRange(EvaluationDocument.ReadMeasurements(JsonNode.Parse(json)!).Select(m => m with { Origin = $"run {completion.Run.Value}" }));
        }

        measurements.AddRange(here);
        var charter = completion.Project.Section<Charter>();
        measurements.AddRange(await MeasuredHere.ChampionAsync(workspace, completion.Inputs.GetValueOrDefault("champion")?.Digest, charter, ct));
        var gate = GateReport.Judge(charter, measurements);
        return (new(completion.Project.Name, 0, bundle.Identity, digest)
        {
            Run = completion.Run,
            Lineage = bundle.Manifest.Lineage,
            Gate = ToJson(gate, GateReport.None, charter.Risk),
            Blocked = gate.BlocksPromotion(charter.Risk),
            Measurements = measurements,
            CreatedAt = workspace.Clock.GetUtcNow(),
            CreatedBy = completion.User,
        }, here);
    }
}
