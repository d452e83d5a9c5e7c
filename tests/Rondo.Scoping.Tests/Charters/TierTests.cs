namespace Rondo.Scoping.Tests.Charters;

public sealed class TierTests
{
    private static readonly string[] Medium =
    [
        "risk: medium", "problem: p", "objective: o", "owner: o@x", "reviewers: [a@x]", "how: batch", "requirements: [mae <= 60]",
    ];

    private static readonly string[] High =
    [
        "risk: high", "problem: p", "objective: o", "owner: o@x", "scientist: s@x", "reviewers: [a@x, b@x]", "operators: [p@x]", "how: batch",
        "requirements: [mae <= 60]", "unit: one loan", "kpi: { name: losses }", "sensitivity: personal",
    ];

    [Fact]
    public void Complete_charters_are_accepted()
    {
        Assert.Equal(RiskTier.Medium, Yaml.Right(Write(Medium)).Risk);
        Assert.Equal(RiskTier.High, Yaml.Right(Write(High)).Risk);
    }

    [Fact]
    public void At_low_risk_nothing_but_task_and_target_is_compulsory() =>
        Assert.Equal(RiskTier.Low, Yaml.Right("charter: { task: regression, target: y, risk: low }").Risk);

    [Theory]
    [InlineData(1, "what hurts")]
    [InlineData(2, "what will be better")]
    [InlineData(3, "an owner")]
    [InlineData(4, "a reviewer")]
    [InlineData(5, "how the model is used")]
    [InlineData(6, "a requirement that can fail")]
    public void At_medium_risk_each_of_these_is_compulsory(int left, string named) => Missing(Medium, left, "medium", named);

    [Theory]
    [InlineData(1, "what hurts")]
    [InlineData(3, "an owner")]
    [InlineData(4, "the scientist")]
    [InlineData(5, "a reviewer")]
    [InlineData(6, "an operator")]
    [InlineData(9, "what one prediction is about")]
    [InlineData(10, "the business's own measure")]
    [InlineData(11, "how sensitive the data are")]
    public void At_high_risk_each_of_these_is_compulsory(int left, string named) => Missing(High, left, "high", named);

    [Theory]
    [InlineData("reviewers: [a@x]")]
    [InlineData("reviewers: [a@x, s@x]")]
    [InlineData("reviewers: [a@x, S@X]")]
    public void At_high_risk_two_people_review_who_did_not_build_it(string reviewers)
    {
        var failure = Yaml.Wrong(Write([.. High.Where(l => !l.StartsWith("reviewers", StringComparison.Ordinal)), reviewers]));
        Assert.Equal("At high risk the charter has to name two reviewers who did not build the model.", failure.Problem);
    }

    [Fact]
    public void At_medium_risk_the_scientist_does_not_review_alone()
    {
        var failure = Yaml.Wrong(Write([.. Medium, "scientist: a@x"]));
        Assert.Equal("At medium risk the charter has to name a reviewer who did not build the model.", failure.Problem);
    }

    [Fact]
    public void A_requirement_that_only_warns_is_not_one_that_can_fail() =>
        Assert.Equal("charter.tier", Yaml.Wrong(Write([.. Medium[..6], "requirements: [mae <= 60 warn]"])).Code);

    private static void Missing(string[] complete, int left, string risk, string named)
    {
        var failure = Yaml.Wrong(Write([.. complete[..left], .. complete[(left + 1)..]]));
        Assert.Equal(("charter.tier", risk), (failure.Code, failure.Arguments["risk"]));
        Assert.Contains(named, failure.Problem, StringComparison.Ordinal);
        Assert.NotNull(failure.Place);
    }

    // People and use have mappings of their own.
    private static string Write(IReadOnlyList<string> lines)
    {
        string[] roles = ["owner", "scientist", "reviewers", "operators"];
        var people = lines.Where(l => roles.Contains(l.Split(':')[0], StringComparer.Ordinal));
        var use = lines.Where(l => l.StartsWith("how", StringComparison.Ordinal));
        var rest = lines.Except(people, StringComparer.Ordinal).Except(use, StringComparer.Ordinal);
        return $"charter: {{ task: regression, target: y, people: {{ {string.Join(", ", people)} }}, use: {{ {string.Join(", ", use)} }}, {string.Join(", ", rest)} }}";
    }
}
