namespace Rondo.EndToEnd.Broken;

/// <summary>How many inputs are broken by hand, by kind: every case of these lists is a test of its own. Thousands more are generated.</summary>
public sealed class BrokenInputs
{
    private const int Promised = 200;

    [Fact]
    public void Two_hundred_are_made_and_each_kind_has_its_own()
    {
        var models = ((IEnumerable<object[]>)BrokenBundles.Names).Count(n => ((string)n[0]).Contains("model", StringComparison.Ordinal));
        (string Kind, int Made, int Least)[] kinds =
        [
            ("YAML", BrokenYaml.Names.Count + BrokenPipelines.Names.Count, 80),
            ("CSV", BrokenCsv.Names.Count, 40),
            ("Parquet", BrokenParquet.Names.Count, 15),
            ("ONNX", models, 10),
            ("bundle", BrokenBundles.Names.Count - models, 30),
            ("requirement", BrokenRequirements.Names.Count, 70),
        ];

        Assert.All(kinds, k => Assert.True(k.Made >= k.Least, $"{k.Kind}: {k.Made} of at least {k.Least}"));
        Assert.True(kinds.Sum(k => k.Made) >= Promised, string.Join(", ", kinds.Select(k => $"{k.Kind} {k.Made}")));
    }
}
