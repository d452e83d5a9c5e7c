using Rondo.Bundles;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>What leaves the registry with a bundle: number, people, risk tier, promotions, measured values.</summary>
internal static class ExportedEvidence
{
    /// <summary>The evidence of a version.</summary>
    public static async Task<Evidence> OfAsync(Workspace workspace, ModelVersion version, CancellationToken ct)
    {
        var recorded = await new ModelStore(workspace).EvidenceAsync(version.Model, version.Version, ct);
        var measured = version.Measurements.Where(m => m.Subject is { Role: "model", Slice: "" } && double.IsFinite(m.Value)).ToList();
        return new()
        {
            Version = (int)version.Version,
            RegisteredAt = version.CreatedAt,
            RegisteredBy = version.CreatedBy,
            Risk = await OwnRisk.OfAsync(workspace, version, ct) is { } tier ? RiskWord.Of(tier) : null,
            Approvals = [.. recorded.Where(e => e.Kind is PromoteModel.Evidence).Select(e => new Approval(e.By, $"promoted to {(string?)e.Content["alias"]}", e.At, (string?)e.Content["forced"]))],
            Measured = measured.GroupBy(m => m.Subject.Split.Length > 0 ? $"{m.Subject.Split}.{m.Measure}" : m.Measure, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal),
        };
    }
}
