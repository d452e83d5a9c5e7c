using System.Text.Json.Nodes;
using Rondo.Modeling;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Finds the evaluation documents of a version: its register step's on the test split, and those of the same pipeline run.</summary>
internal static class EvaluationReading
{
    public static async Task<IReadOnlyList<EvaluationView>> ReadAsync(Workspace workspace, ModelVersion version, CancellationToken ct)
    {
        if (version.Run is not { } id || await workspace.Runs.FindAsync(id.Value, ct) is not { } register)
        {
            return [];
        }

        // The model's own graph was evaluated by whoever read the same model.
        var runs = new List<RunRecord> { register };
        foreach (var model in register.Artifacts.Where(a => a is { Direction: "in", Kind: ArtifactKinds.Model }))
        {
            foreach (var consumer in await workspace.Lineage.ConsumersAsync(model.Digest, ct))
            {
                if (consumer != id && await workspace.Runs.FindAsync(consumer.Value, ct) is { Status: RunStatus.Succeeded } other)
                {
                    runs.Add(other);
                }
            }
        }

        var views = new List<EvaluationView>();
        foreach (var run in runs)
        {
            views.AddRange(await OfRunAsync(workspace, run, ct));
        }

        return [.. views.DistinctBy(v => v.Split, StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<EvaluationView>> OfRunAsync(Workspace workspace, RunRecord run, CancellationToken ct)
    {
        var views = new List<EvaluationView>();
        var report = run.Artifacts.FirstOrDefault(a => a is { Direction: "out", Kind: ArtifactKinds.Report })?.Digest.Hex;
        foreach (var made in run.Artifacts.Where(a => a is { Direction: "out", Kind: ArtifactKinds.Evaluation }))
        {
            if ((await workspace.Artifacts.PresentAsync([made.Digest], ct)).Count > 0)
            {
                var json = JsonNode.Parse(await File.ReadAllTextAsync(await workspace.Artifacts.LocalPathAsync(made.Digest, ct), ct))!.AsObject();
                views.Add(View(json, report));
            }
        }

        return views;
    }

    private static EvaluationView View(JsonObject json, string? report) => new(
        (string)json["split"]!,
        (string)json["task"]!,
        (long)json["rows"]!,
        (string?)json["intervals"] ?? "",
        (string?)json["baseline"] ?? "",
        (double?)json["threshold"],
        [.. Objects(json, "measurements").Select(m => MeasurementView.Of(MeasurementJson.Read(m)))],
        [.. Objects(json, "comparisons").Select(c => new ComparisonView((string)c["against"]!, (string)c["measure"]!, (string?)c["slice"] ?? "", (double?)c["difference"], (double?)c["low"], (double?)c["high"]))],
        json["confusion"] is JsonObject confusion ? Confusion(confusion) : null,
        [.. (json["warnings"] as JsonArray ?? []).Select(w => (string)w!)],
        report);

    private static IEnumerable<JsonObject> Objects(JsonObject json, string key) => (json[key] as JsonArray ?? []).OfType<JsonObject>();

    private static ConfusionView Confusion(JsonObject json) => new(
        [.. json["labels"]!.AsArray().Select(l => (string)l!)],
        [.. json["counts"]!.AsArray().Select(r => (IReadOnlyList<long>)[.. r!.AsArray().Select(c => (long)c!)])]);
}
