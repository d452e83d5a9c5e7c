using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Evaluation;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Makes a published bundle a version: once for a content, with its gate report, evidence, lineage and audit event in one transaction.</summary>
internal static class RegisterModel
{
    /// <summary>After the register step, also when it was found in the cache.</summary>
    public static async Task CompleteAsync(StepCompletion completion, CancellationToken ct)
    {
        var bundle = completion.Outputs["bundle"].Digest;
        var store = new ModelStore(completion.Workspace);
        var known = (await store.OfDigestAsync(bundle, ct)).FirstOrDefault(v => string.Equals(v.Model, completion.Project.Name, StringComparison.Ordinal));
        var (version, latency) = known is null ? await PrepareAsync(completion, bundle, ct) : (known, []);
        var now = completion.Workspace.Clock.GetUtcNow();
        var test = completion.Inputs["test"].Digest;
        var looks = await store.LooksAsync(version.Model, ct);
        if (known is not null && looks.ContainsKey(test))
        {
            return;
        }

        await completion.Workspace.WriteAsync(
            async (transaction, token) =>
            {
                await ModelStore.LookAsync(transaction, version.Model, test, bundle, completion.Run, now, completion.User, token);
                if (known is null)
                {
                    await AddAsync(completion.Workspace, transaction, version, latency, token);
                }
            },
            ct);
    }

    /// <summary>Adds a version with its evidence, pin and audit event; nothing but the number when the identity is known already.</summary>
    public static async Task<(long Version, bool IsNew)> AddAsync(Workspace workspace, System.Data.Common.DbTransaction transaction, ModelVersion version, IReadOnlyList<Measurement> latency, CancellationToken ct)
    {
        var (number, isNew) = await ModelStore.AddAsync(transaction, version, ct);
        if (!isNew)
        {
            return (number, false);
        }

        var named = version with { Version = number };
        await workspace.Lineage.PinAsync(transaction, "modeling", named.ToString(), version.Bundle, ct);
        var evidence = new JsonObject { ["measurements"] = new JsonArray([.. latency.Select(MeasurementJson.Write)]), ["hardware"] = LatencyProbe.Hardware() };
        await ModelStore.AddEvidenceAsync(transaction, version.Model, number, new("latency", evidence, version.CreatedAt, version.CreatedBy), ct);
        var details = new JsonObject { ["digest"] = version.Digest.Hex, ["bundle"] = version.Bundle.Hex, ["origin"] = version.Origin, ["gate"] = version.GateOutcome, ["run"] = version.Run?.Value };
        await workspace.Audit.AppendAsync(transaction, new(version.CreatedBy, "model.register", $"model:{named}", details), ct);
        return (number, true);
    }

    /// <summary>Latency and size of a bundle on this machine.</summary>
    public static IReadOnlyList<Measurement> MeasureHere(Bundle bundle, TimeProvider clock, CancellationToken ct) =>
    [
        .. LatencyProbe.Measure(bundle, clock, ct),
        new("size", bundle.Model.Length, "B", new("model", "")),
    ];

    private static async Task<(ModelVersion Version, IReadOnlyList<Measurement> Latency)> PrepareAsync(StepCompletion completion, Digest digest, CancellationToken ct)
    {
        var workspace = completion.Workspace;
        var bundle = (await BundleReader.OpenAsync(await workspace.Artifacts.LocalPathAsync(digest, ct), ct)).Value;
        var here = MeasureHere(bundle, workspace.Clock, ct);
        var measurements = new List<Measurement>(OfData(bundle.Profile));
        foreach (var port in new[] { completion.Inputs.GetValueOrDefault("evaluation"), completion.Outputs["evaluation"] }.OfType<RunArtifact>())
        {
            var json = await File.ReadAllTextAsync(await workspace.Artifacts.LocalPathAsync(port.Digest, ct), ct);
            measurements.AddRange(EvaluationDocument.ReadMeasurements(JsonNode.Parse(json)!).Select(m => m with { Origin = $"run {completion.Run.Value}" }));
        }

        measurements.AddRange(here);
        var charter = completion.Project.Section<Charter>();
        var gate = GateReport.Judge(charter, measurements);
        return (new(completion.Project.Name, 0, bundle.Identity, digest)
        {
            Run = completion.Run,
            Lineage = bundle.Manifest.Lineage,
            Gate = gate.ToJson(),
            Blocked = gate.BlocksPromotion(charter.Risk),
            Measurements = measurements,
            CreatedAt = workspace.Clock.GetUtcNow(),
            CreatedBy = completion.User,
        }, here);
    }

    // What requirements may say of the data itself: rows, and the share of nulls of a column.
    private static IEnumerable<Measurement> OfData(string profile)
    {
        var table = TableProfile.FromJson(profile);
        yield return new("rows", table.Rows, "", new("data", "")) { Count = table.Rows };
        foreach (var column in table.Columns.Where(_ => table.Rows > 0))
        {
            yield return new(MeasureCatalogue.Missing(column.Name), (double)column.Missing / table.Rows, "", new("data", "")) { Count = table.Rows };
        }
    }
}
