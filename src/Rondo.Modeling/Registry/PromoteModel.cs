using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>What is asked of <see cref="PromoteModel"/>.</summary>
/// <param name="Model">The version: <c>NAME</c> (the newest), <c>NAME@3</c>, <c>NAME@alias</c>.</param>
/// <param name="User">Who promotes.</param>
public sealed record PromoteRequest(string Model, string User)
{
    /// <summary>The alias to point at it.</summary>
    public string Alias { get; init; } = ModelReference.Champion;

    /// <summary>Why it is promoted although the gate says no or a review is missing; recorded with the version and in the audit log.</summary>
    public string? ForceReason { get; init; }

    /// <summary>Why, in a sentence; forces nothing.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The project in whose folder or server this happens; null where there is none.</summary>
    public ProjectCharter? Here { get; init; }

    /// <summary>What the promotion rests on besides the gate, such as a comparison with the former champion; kept with the version and in the audit log.</summary>
    public JsonObject Evidence { get; init; } = [];
}

/// <summary>A promotion that happened.</summary>
/// <param name="Version">The version the alias names now.</param>
/// <param name="Alias">The alias.</param>
/// <param name="Former">What it named before; promoting that again undoes it.</param>
public sealed record Promotion(ModelVersion Version, string Alias, ModelVersion? Former);

/// <summary>Points an alias at a version. The champion must pass its gate and the review that its risk asks for, or be forced with a reason.</summary>
public static class PromoteModel
{
    /// <summary>The kind of evidence that a promotion leaves.</summary>
    internal const string Evidence = "promotion";

    /// <summary>Promotes.</summary>
    /// <returns>The promotion; or <c>model.gate</c> (kind No) with the requirements that stand against it; <c>model.review</c> (<see cref="RequiredReview"/>); or <c>model.record-edited</c>.</returns>
    public static async Task<Result<Promotion>> RunAsync(Workspace workspace, PromoteRequest request, CancellationToken ct)
    {
        if (!ModelReference.IsAlias(request.Alias))
        {
            return new Failure("model.bad-alias", $"'{request.Alias}' cannot be an alias.", "Use lower-case letters, digits and dashes; not a number alone, and not 'latest'.");
        }

        var found = await NamedVersion.DemandAsync(workspace, request.Model, ct);
        if (!found.Ok)
        {
            return found.Failures.ToList();
        }

        var version = found.Value;
        var charter = request.Here?.For(version);
        if (request.Alias is ModelReference.Champion && string.IsNullOrWhiteSpace(request.ForceReason) && await RefusalAsync(workspace, version, charter, ct) is { } refusal)
        {
            return refusal;
        }

        var former = await new ModelStore(workspace).FindAsync(new(version.Model, null, request.Alias), ct);
        var details = new JsonObject { ["alias"] = request.Alias, ["former"] = former?.Version, ["gate"] = version.GateOutcome, ["forced"] = request.ForceReason, ["risk"] = await RequiredReview.RiskOfAsync(workspace, version, charter, ct) };
        if (request.Reason.Trim() is { Length: > 0 } reason)
        {
            details["reason"] = reason;
        }

        if (request.Evidence.Count > 0)
        {
            details["evidence"] = request.Evidence.DeepClone();
        }

        Failure? fault = null;
        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                fault = await CheckedRecord.FaultAsync(workspace, transaction, version.Model, version.Version, token);
                if (fault is null)
                {
                    await WriteAsync(workspace, transaction, new(version.Model, version.Version, request.Alias, request.User, details), token);
                }
            },
            ct);
        if (fault is not null)
        {
            return fault;
        }

        return new Promotion((await new ModelStore(workspace).FindAsync(new(version.Model, version.Version, null), ct))!, request.Alias, former);
    }

    /// <summary>Takes an alias away from a model.</summary>
    /// <returns>The version it named, or why there is none.</returns>
    public static async Task<Result<ModelVersion>> RemoveAsync(Workspace workspace, string model, string alias, string user, CancellationToken ct)
    {
        var found = await NamedVersion.DemandAsync(workspace, $"{model}@{alias}", ct);
        if (!found.Ok)
        {
            return found;
        }

        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                await ModelWrites.RemoveAliasAsync(transaction, model, alias, token);
                await workspace.Audit.AppendAsync(transaction, new(user, RegistryEvents.Unalias, $"model:{found.Value}", new JsonObject { ["alias"] = alias }), token);
            },
            ct);
        return found;
    }

    /// <summary>Points the alias, keeps the evidence and tells the audit log, in the transaction of the act that promotes.</summary>
    internal static async Task WriteAsync(Workspace workspace, DbTransaction transaction, PromotionRow row, CancellationToken ct)
    {
        var now = workspace.Clock.GetUtcNow();
        var version = new ModelVersion(row.Model, row.Version, default, default);
        await ModelWrites.SetAliasAsync(transaction, version, row.Alias, now, row.User, ct);
        await ModelWrites.AddEvidenceAsync(transaction, row.Model, row.Version, new(Evidence, (JsonObject)row.Details.DeepClone(), now, row.User), ct);
        await workspace.Audit.AppendAsync(transaction, new(row.User, RegistryEvents.Promote, $"model:{version}", (JsonObject)row.Details.DeepClone()), ct);
    }

    private static async Task<Failure?> RefusalAsync(Workspace workspace, ModelVersion version, Charter? charter, CancellationToken ct) =>
        version.HeldTo(charter) is { Blocked: true } held ? Blocked(held) : await RequiredReview.MissingAsync(workspace, version, charter, ct);

    private static Failure Blocked(ModelVersion version)
    {
        var against = (version.Gate["judgements"] as JsonArray ?? [])
            .OfType<JsonObject>()
            .Where(j => (string?)j["outcome"] is "FAIL" || (bool?)j["holdsUpPromotion"] is true)
            .Select(j => $"{(string?)j["outcome"]} {(string?)j["text"]}: {(string?)j["sentence"]}");
        return new("model.gate", $"The gate of {version} says {version.GateOutcome}: {string.Join(" ", against)}", "Improve the model, change the requirement in the charter, or force the promotion with a reason.") { Kind = FailureKind.No };
    }
}

/// <summary>A promotion as it is written.</summary>
internal sealed record PromotionRow(string Model, long Version, string Alias, string User, JsonObject Details);
