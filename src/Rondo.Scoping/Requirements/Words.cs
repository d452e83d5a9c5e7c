namespace Rondo.Scoping.Requirements;

/// <summary>The words of <c>rondo.yaml</c> for values of enumerations.</summary>
internal static class Words
{
    public static string Of(TaskKind task) => task switch
    {
        TaskKind.Binary => "binary",
        TaskKind.Multiclass => "multiclass",
        _ => "regression",
    };

    public static string Of(RiskTier risk) => risk switch
    {
        RiskTier.High => "high",
        RiskTier.Medium => "medium",
        _ => "low",
    };

    public static string Of(EvidenceRule rule) => rule is EvidenceRule.Bound ? "bound" : "estimate";
}
