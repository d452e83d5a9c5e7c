using System.Text.Json.Nodes;
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
        var (version, latency) = known is null ? await VersionJudging.PrepareAsync(completion, bundle, ct) : (known, []);
        var test = completion.Inputs["test"].Digest;
        var looks = await store.LooksAsync(version.Model, ct);
        if (known is not null && looks.ContainsKey(test))
        {
            return;
        }

        await completion.Workspace.WriteAsync(
            async (transaction, token) =>
            {
                await ModelWrites.LookAsync(completion.Workspace, transaction, new(version.Model, test.Hex, bundle.Hex), completion.Run, completion.User, token);
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
        var (number, isNew) = await ModelWrites.AddAsync(transaction, version, ct);
        if (!isNew)
        {
            return (number, false);
        }

        var named = version with { Version = number };
        await workspace.Lineage.PinAsync(transaction, "modeling", named.ToString(), version.Bundle, ct);
        await ModelWrites.AddEvidenceAsync(transaction, version.Model, number, Latency(latency, version.CreatedAt, version.CreatedBy), ct);
        var details = VersionRow.Of(version, number).Told(("origin", version.Origin), ("gate", version.GateOutcome), ("run", version.Run?.Value));
        await workspace.Audit.AppendAsync(transaction, new(version.CreatedBy, RegistryEvents.Register, $"model:{named}", details), ct);
        return (number, true);
    }

    /// <summary>What was measured on this machine, as evidence.</summary>
    public static VersionEvidence Latency(IReadOnlyList<Measurement> measured, DateTimeOffset at, string by) =>
        new("latency", new JsonObject { ["measurements"] = new JsonArray([.. measured.Select(MeasurementJson.Write)]), ["hardware"] = LatencyProbe.Hardware() }, at, by);
}
