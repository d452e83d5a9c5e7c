namespace Rondo.Scoping.Requirements;

/// <summary>The places where something can be measured.</summary>
internal static class Split
{
    public static IReadOnlyList<string> All { get; } = ["train", "validation", "test", "production"];

    public static string? Named(string word) => All.FirstOrDefault(s => string.Equals(s, word, StringComparison.OrdinalIgnoreCase));
}
