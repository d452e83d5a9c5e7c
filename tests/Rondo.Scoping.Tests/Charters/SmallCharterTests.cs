namespace Rondo.Scoping.Tests.Charters;

public sealed class SmallCharterTests
{
    [Fact]
    public void Task_and_target_are_enough()
    {
        var charter = Yaml.Right("charter: { task: regression, target: cnt }");
        Assert.Equal((TaskKind.Regression, "cnt", RiskTier.Low, EvidenceRule.Estimate, "internal"),
            (charter.Task, charter.Target, charter.Risk, charter.Evidence, charter.Sensitivity));
        Assert.Empty(charter.Requirements);
    }

    [Fact]
    public void A_project_without_a_charter_is_told_how_to_begin_one()
    {
        var failure = Yaml.Wrong("rondo: 1");
        Assert.Equal("charter.missing", failure.Code);
        Assert.Contains("task: regression, target: NAME", failure.Remedy, StringComparison.Ordinal);
    }
}
