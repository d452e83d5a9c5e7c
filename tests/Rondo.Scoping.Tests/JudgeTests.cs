using Rondo.Kernel;

namespace Rondo.Scoping.Tests;

public sealed class JudgeTests
{
    [Theory]
    // requirement                         value  low   high  estimate  bound
    [InlineData("mae <= 60", 50.0, 45.0, 55.0, "Pass", "Pass")]
    [InlineData("mae <= 60", 58.0, 54.0, 62.0, "Warn", "Fail")]
    [InlineData("mae <= 60", 62.0, 58.0, 66.0, "Fail", "Fail")]
    [InlineData("mae <= 60", 70.0, 65.0, 75.0, "Fail", "Fail")]
    [InlineData("mae <= 60", 60.0, 55.0, 60.0, "Pass", "Pass")]
    [InlineData("mae < 60", 60.0, 55.0, 65.0, "Fail", "Fail")]
    [InlineData("mae < 60", 59.0, 55.0, 60.0, "Warn", "Fail")]
    [InlineData("r2 >= 0.5", 0.6, 0.55, 0.65, "Pass", "Pass")]
    [InlineData("r2 >= 0.5", 0.6, 0.45, 0.75, "Warn", "Fail")]
    [InlineData("r2 >= 0.5", 0.4, 0.35, 0.55, "Fail", "Fail")]
    [InlineData("r2 > 0.5", 0.5, 0.4, 0.6, "Fail", "Fail")]
    [InlineData("mae <= 60 warn", 50.0, 45.0, 55.0, "Pass", "Pass")]
    [InlineData("mae <= 60 warn", 58.0, 54.0, 62.0, "Warn", "Warn")]
    [InlineData("mae <= 60 warn", 70.0, 65.0, 75.0, "Warn", "Warn")]
    [InlineData("mae <= 60", 50.0, null, null, "Pass", "Unknown")]
    [InlineData("mae <= 60", 70.0, null, null, "Fail", "Unknown")]
    [InlineData("mae <= 60", 50.0, null, 55.0, "Pass", "Pass")]
    [InlineData("mae <= 60", 50.0, 45.0, null, "Pass", "Unknown")]
    [InlineData("mae <= 60", 50.0, double.NaN, double.NaN, "Pass", "Unknown")]
    [InlineData("mae <= 60", double.PositiveInfinity, null, null, "Fail", "Unknown")]
    [InlineData("mae <= 60", double.NaN, null, null, "Unknown", "Unknown")]
    public void A_requirement_is_judged_by_its_estimate_or_by_its_interval(string text, double value, double? low, double? high, string estimate, string bound)
    {
        Measurement[] all = [Of("mae", value, low, high), Of("r2", value, low, high)];
        Assert.Equal(estimate, RequirementJudge.Judge(Read(text), all, EvidenceRule.Estimate).Outcome.ToString());
        Assert.Equal(bound, RequirementJudge.Judge(Read(text), all, EvidenceRule.Bound).Outcome.ToString());
    }

    [Theory]
    [InlineData("size <= 20 MB", 20_000_000, "Pass")]
    [InlineData("size <= 20 MB", 20_000_001, "Fail")]
    [InlineData("size < 20 MB", 20_000_000, "Fail")]
    public void A_size_is_exact_and_needs_no_interval(string text, double bytes, string outcome)
    {
        Measurement[] all = [new("size", bytes, "B", new("model", ""))];
        Assert.Equal(outcome, RequirementJudge.Judge(Read(text), all, EvidenceRule.Bound).Outcome.ToString());
    }

    [Theory]
    [InlineData("latency.p95 <= 20 ms", 0.02, "Pass")]
    [InlineData("latency.p95 <= 20 ms", 0.0200001, "Fail")]
    [InlineData("latency.p95 <= 1 s", 0.9, "Pass")]
    [InlineData("latency.p95 <= 1 min", 59, "Pass")]
    public void Durations_are_compared_in_seconds(string text, double seconds, string outcome)
    {
        Measurement[] all = [new("latency.p95", seconds, "s", new("model", ""))];
        Assert.Equal(outcome, RequirementJudge.Judge(Read(text), all, EvidenceRule.Estimate).Outcome.ToString());
    }

    [Theory]
    [InlineData("mae <= 0.7 * baseline", 69, "Pass")]
    [InlineData("mae <= 0.7 * baseline", 71, "Fail")]
    [InlineData("mae <= baseline - 40", 60, "Pass")]
    [InlineData("mae <= champion + 1", 81, "Pass")]
    [InlineData("mae <= champion", 81, "Fail")]
    [InlineData("mae <= (baseline + champion) / 2", 90, "Pass")]
    [InlineData("mae <= baseline / (champion - 80) * 1", 1, "Unknown")]
    public void A_bound_takes_the_baseline_and_the_champion_of_the_same_rows(string text, double value, string outcome)
    {
        Measurement[] all =
        [
            Of("mae", value, null, null),
            new("mae", 100, "", new("baseline", "test")),
            new("mae", 80, "", new("champion", "test")),
            new("mae", 1, "", new("baseline", "validation")),
            new("rmse", 1, "", new("baseline", "test")),
        ];
        Assert.Equal(outcome, RequirementJudge.Judge(Read(text), all, EvidenceRule.Estimate).Outcome.ToString());
    }

    [Fact]
    public void The_interval_of_the_model_is_compared_with_the_point_of_the_baseline()
    {
        Measurement[] all = [Of("mae", 65, 60, 72), new("mae", 100, "", new("baseline", "test")) { Low = 50, High = 150 }];
        var judgement = RequirementJudge.Judge(Read("mae <= 0.7 * baseline"), all, EvidenceRule.Estimate);
        Assert.Equal((Outcome.Warn, 70.0), (judgement.Outcome, judgement.BoundValue!.Value));
        Assert.Equal("mae on test is 65 (60 to 72); it has to be at most 70 (0.7 * baseline), and the 95 % interval reaches across.", judgement.Sentence);
    }

    [Fact]
    public void A_measured_difference_is_judged_instead_because_shared_errors_cancel_in_it()
    {
        var requirement = Read("mae <= 0.7 * baseline");
        Measurement[] all =
        [
            Of("mae", 65, 60, 72),
            new("mae", 100, "", new("baseline", "test")),
            Of(requirement.DifferenceMeasure, -5, -7, -3),
        ];
        var judgement = RequirementJudge.Judge(requirement, all, EvidenceRule.Bound);
        Assert.Equal(Outcome.Pass, judgement.Outcome);
        Assert.Equal("mae on test is 65 (60 to 72), the difference to the bound is -5 (-7 to -3), at most 70 (0.7 * baseline) as required.", judgement.Sentence);
    }

    [Theory]
    [InlineData("mae <= 60 on production", "Unknown")]
    [InlineData("mae <= 60 on slice(a = 1)", "Pass")]
    [InlineData("mae <= 60 on slice( a=1 )", "Pass")]
    [InlineData("mae <= 60 on slice(a = 2)", "Fail")]
    [InlineData("mae <= 60 on slice(a = 3)", "Unknown")]
    [InlineData("mae <= 60 on validation slice(a = 1)", "Unknown")]
    [InlineData("rows >= 100", "Pass")]
    [InlineData("rows >= 100 on train", "Fail")]
    [InlineData("rows >= 100 on test", "Unknown")]
    [InlineData("missing(hum) <= 5 %", "Pass")]
    [InlineData("missing(\"hum\") <= 1 %", "Fail")]
    [InlineData("drift(hum) <= 0.2", "Unknown")]
    public void A_measurement_counts_only_for_what_it_was_measured_on(string text, string outcome)
    {
        Measurement[] all =
        [
            new("mae", 50, "", new("model", "test", "a = 1")),
            new("mae", 70, "", new("model", "test", "a = 2")),
            new("mae", 70, "", new("model", "test")),
            new("rows", 150, "", new("data", "")),
            new("rows", 80, "", new("data", "train")),
            new(MeasureCatalogue.Missing("hum"), 0.03, "", new("data", "")),
        ];
        Assert.Equal(outcome, RequirementJudge.Judge(Read(text), all, EvidenceRule.Estimate).Outcome.ToString());
    }

    [Theory]
    [InlineData("latency.p95 <= 20 ms", "s", 0.0200001, "latency.p95 is 20.0001 ms; it has to be at most 20 ms.")]
    [InlineData("latency.p95 <= 20 ms", "s", 0.00004321, "latency.p95 is 43.21 us, at most 20 ms as required.")]
    [InlineData("latency.p95 <= 5 s", "s", 150, "latency.p95 is 2.5 min; it has to be at most 5 s.")]
    [InlineData("size <= 20 MB", "B", 20_000_001, "size is 20.000001 MB; it has to be at most 20 MB.")]
    [InlineData("size <= 20 MB", "B", 812, "size is 812 B, at most 20 MB as required.")]
    [InlineData("size <= 3 GiB", "B", 4e9, "size is 4 GB; it has to be at most 3.221 GB.")]
    public void A_sentence_shows_as_many_digits_as_tell_the_two_sides_apart(string text, string unit, double value, string sentence)
    {
        var requirement = Read(text);
        Assert.Equal(sentence, RequirementJudge.Judge(requirement, [new(requirement.Measure, value, unit, new("model", ""))], EvidenceRule.Estimate).Sentence);
    }

    [Theory]
    [InlineData(60.00001, "mae on test is 60.00001; it has to be at most 60.")]
    [InlineData(123456.789, "mae on test is 123457; it has to be at most 60.")]
    [InlineData(1234.56, "mae on test is 1235; it has to be at most 60.")]
    [InlineData(0.000123456, "mae on test is 0.0001235, at most 60 as required.")]
    [InlineData(1.23456e-9, "mae on test is 1.235e-9, at most 60 as required.")]
    [InlineData(4e15, "mae on test is 4e15; it has to be at most 60.")]
    [InlineData(0, "mae on test is 0, at most 60 as required.")]
    public void Numbers_are_short_and_true(double value, string sentence) =>
        Assert.Equal(sentence, RequirementJudge.Judge(Read("mae <= 60"), [Of("mae", value, null, null)], EvidenceRule.Estimate).Sentence);

    [Fact]
    public void Of_two_measurements_of_one_thing_the_last_counts() =>
        Assert.Equal(Outcome.Pass, RequirementJudge.Judge(Read("mae <= 60"), [Of("mae", 70, null, null), Of("mae", 50, null, null)], EvidenceRule.Estimate).Outcome);

    [Theory]
    [InlineData("mae <= 60", true, "mae on test has not been measured yet.")]
    [InlineData("mae <= 60 warn", false, "mae on test has not been measured yet.")]
    [InlineData("mae <= 60 on production", false, "mae on production has not been measured yet.")]
    [InlineData("latency.p95 <= 20 ms", true, "latency.p95 has not been measured yet.")]
    [InlineData("rmse <= champion", false, "There is no champion yet to compare rmse with.")]
    [InlineData("rmse <= 0.9 * baseline", true, "rmse on test of the baseline has not been measured yet.")]
    [InlineData("mae <= champion on slice(a = 1)", true, "mae on test slice(a = 1) has not been measured yet.")]
    public void What_cannot_be_measured_is_UNKNOWN_and_says_why(string text, bool holdsUp, string sentence)
    {
        var judgement = RequirementJudge.Judge(Read(text), [Of("rmse", 50, null, null)], EvidenceRule.Estimate);
        Assert.Equal((Outcome.Unknown, holdsUp, sentence), (judgement.Outcome, judgement.HoldsUpPromotion, judgement.Sentence));
        Assert.Null(judgement.BoundValue);
    }

    [Theory]
    [InlineData("mae <= 0.7 * baseline", "mae of the baseline is never measured on production: only a level that the charter states, such as baseline: { human: … }, can be compared with there.")]
    [InlineData("mae <= champion", "There is no champion to compare mae with on production: what is in use there is measured itself.")]
    public void What_is_never_measured_in_use_is_said_so_without_a_yet(string text, string sentence)
    {
        var judgement = RequirementJudge.Judge(Read(text) with { Split = "production" }, [new("mae", 50, "", new("model", "production"))], EvidenceRule.Estimate);
        Assert.Equal((Outcome.Unknown, false, sentence), (judgement.Outcome, judgement.HoldsUpPromotion, judgement.Sentence));
    }

    [Fact]
    public void Drift_is_what_exceeds_chance_and_needs_no_interval_of_its_own() =>
        Assert.Equal(Outcome.Pass, RequirementJudge.Judge(Read("drift(hum) <= 0.2"), [new("drift(hum)", 0.1, "", new("data", "production"))], EvidenceRule.Bound).Outcome);

    [Fact]
    public void A_champion_that_was_not_measured_here_holds_up_a_promotion()
    {
        Measurement[] all = [Of("rmse", 50, null, null), new("mae", 50, "", new("champion", "test"))];
        var judgement = RequirementJudge.Judge(Read("rmse <= champion"), all, EvidenceRule.Estimate);
        Assert.Equal((Outcome.Unknown, true, "rmse on test of the champion has not been measured yet."), (judgement.Outcome, judgement.HoldsUpPromotion, judgement.Sentence));
    }

    private static Measurement Of(string measure, double value, double? low, double? high) =>
        new(measure, value, "", new("model", "test")) { Low = low, High = high };

    private static Requirement Read(string text) => Requirement.Parse(text, new Place("rondo.yaml", 1, 1)).Value;
}
