using System.Text.Json.Nodes;
using Rondo.Scoping;

namespace Rondo.Modeling.Registry;

/// <summary>A risk tier as it is kept in records: <c>low</c>, <c>medium</c> or <c>high</c>.</summary>
internal static class RiskWord
{
    /// <summary>The word for a tier.</summary>
    public static string Of(RiskTier tier) => tier.ToString().ToLowerInvariant();

    /// <summary>The tier of a word in a document; null where there is none.</summary>
    public static RiskTier? Read(JsonNode? word) => word is JsonValue value && value.TryGetValue<string>(out var text) ? Read(text) : null;

    /// <summary>The tier of a word; null where there is none.</summary>
    public static RiskTier? Read(string? text) =>
        Enum.TryParse<RiskTier>(text, ignoreCase: true, out var tier) && Enum.IsDefined(tier) ? tier : null;

    /// <summary>The strictest of those that are known; null when none is.</summary>
    public static RiskTier? Stricter(params IEnumerable<RiskTier?> tiers) => tiers.Max();
}
