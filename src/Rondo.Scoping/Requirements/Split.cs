namespace Rondo.Scoping.Requirements;

/// <summary>The places where something can be measured.</summary>
internal static class Split
{
    public static IReadOnlyList<string> All { get; } = ["train", "validation", "test", "production"];

    public static string? Named(string word) => All.FirstOrDefault(s => string.Equals(s, word, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where a measure is measured when the sentence does not say; empty where there is no such thing.</summary>
    public static string DefaultOf(Reach reach) => reach switch
    {
        Reach.Predictions => "test",
        Reach.Change => "production",
        _ => "",
    };

    public static IReadOnlyList<string> AllowedBy(Reach reach) => reach switch
    {
        Reach.Files => [],
        Reach.Machine => ["production"],
        Reach.Change => ["validation", "test", "production"],
        _ => All,
    };
}
