using System.Text.Json.Nodes;

namespace Rondo.Deployment.Tests.Drift;

/// <summary>What SciPy 1.10.1 computes: <c>make-known-answers.py</c>.</summary>
internal static class KnownAnswers
{
    private static readonly Lazy<JsonNode> All = new(() => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Drift", "known-answers.json")))!);

    public static IEnumerable<double[]> Rows(string name) => All.Value[name]!.AsArray().Select(r => r!.AsArray().Select(v => (double)v!).ToArray());

    public static IEnumerable<JsonNode> Tables(string name) => All.Value[name]!.AsArray().Select(t => t!);

    public static long[] Counts(JsonNode table, string name) => [.. table[name]!.AsArray().Select(v => (long)v!)];

    public static double[] Stream(string name) => [.. ((string)All.Value[name]!).Select(c => (double)(c - '0'))];

    /// <summary>Compares with a relative tolerance, and an absolute one near the smallest numbers.</summary>
    public static void Close(double expected, double actual, double relative = 1e-9) =>
        Assert.True(Math.Abs(expected - actual) <= (relative * Math.Abs(expected)) + 1e-300, $"expected {expected:R}, found {actual:R}");
}
