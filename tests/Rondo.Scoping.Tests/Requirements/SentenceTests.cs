using Rondo.Kernel;

namespace Rondo.Scoping.Tests.Requirements;

public sealed class SentenceTests
{
    private static readonly Place Here = new("rondo.yaml", 10, 7);

    [Theory]
    [InlineData("mae <= 60", "mae <= 60 on test")]
    [InlineData("mae <= 60 on test", "mae <= 60 on test")]
    [InlineData("MAE<=60 ON Validation", "mae <= 60 on validation")]
    [InlineData("mae <= 0.7 * baseline on test", "mae <= 0.7 * baseline on test")]
    [InlineData("mae <= 70 % * baseline", "mae <= 0.7 * baseline on test")]
    [InlineData("mae <= 90 on slice(workingday = 0)", "mae <= 90 on test slice(workingday = 0)")]
    [InlineData("mae <= 90 on validation slice(hr in (7, 8))", "mae <= 90 on validation slice(hr in (7, 8))")]
    [InlineData("mae < baseline - 2 * (champion + 1) warn", "mae < baseline - 2 * (champion + 1) on test warn")]
    [InlineData("r2 >= 0.5 on production warn", "r2 >= 0.5 on production warn")]
    [InlineData("bias <= 5", "bias <= 5 on test")]
    [InlineData("bias >= -5", "bias >= -5 on test")]
    [InlineData("within(10.0) >= 90 %", "within(10) >= 0.9 on test")]
    [InlineData("mape <= 12.5%", "mape <= 0.125 on test")]
    [InlineData("latency.p95 <= 20 ms", "latency.p95 <= 0.02 s")]
    [InlineData("latency.p99 <= 1s on production", "latency.p99 <= 1 s on production")]
    [InlineData("latency.p50 < 1.2 * champion", "latency.p50 < 1.2 * champion")]
    [InlineData("latency.p50 <= champion + 500 us", "latency.p50 <= champion + 0.0005 s")]
    [InlineData("size <= 20 MB", "size <= 20000000 B")]
    [InlineData("size <= 1 MiB", "size <= 1048576 B")]
    [InlineData("missing(hum) <= 5 %", "missing(hum) <= 0.05")]
    [InlineData("missing(\"wind speed\") = 0 on train", "missing(\"wind speed\") = 0 on train")]
    [InlineData("missing(\"hum\") = 0", "missing(hum) = 0")]
    [InlineData("missing(\"a\"\"b\") = 0", "missing(\"a\"\"b\") = 0")]
    [InlineData("rows >= 10000 on train", "rows >= 10000 on train")]
    [InlineData("rows >= 100 on train slice(season = 1)", "rows >= 100 on train slice(season = 1)")]
    [InlineData("missing(hum) <= 5 % on production", "missing(hum) <= 0.05 on production")]
    [InlineData("size <= 1.2 * champion", "size <= 1.2 * champion")]
    [InlineData("drift(temp) <= 0.2", "drift(temp) <= 0.2 on production")]
    [InlineData("gap( MAE ,season ) <= 20", "gap(mae, season) <= 20 on test")]
    [InlineData("gap(within(5), season) <= 0.1", "gap(within(5), season) <= 0.1 on test")]
    [InlineData("mae <= (60)", "mae <= 60 on test")]
    [InlineData("mae <= baseline / 2 / 3", "mae <= baseline / 2 / 3 on test")]
    [InlineData("mae <= baseline - (1 - 2)", "mae <= baseline - (1 - 2) on test")]
    [InlineData("mae <= 1e2", "mae <= 100 on test")]
    public void A_sentence_has_one_normal_form_which_parses_to_itself(string text, string normal)
    {
        var read = Requirement.Parse(text, Here, TaskKind.Regression).Value;
        Assert.Equal(normal, read.NormalForm);
        Assert.Equal(normal, Requirement.Parse(normal, Here, TaskKind.Regression).Value.NormalForm);
        Assert.Equal(text, read.Text);
    }

    [Theory]
    [InlineData("auc >= 0.8")]
    [InlineData("pr_auc >= 1.5 * baseline")]
    [InlineData("accuracy >= 90 %")]
    [InlineData("cost <= 0.5")]
    [InlineData("ece <= 0.05")]
    [InlineData("mcc >= -0.5")]
    [InlineData("gap(recall, sex) <= 0.1 on validation")]
    [InlineData("logloss <= 0.5 on production")]
    public void Binary_tasks_have_their_measures(string text) =>
        Assert.True(Requirement.Parse(text, Here, TaskKind.Binary).Ok);

    [Theory]
    [InlineData("macro_f1 >= 0.8")]
    [InlineData("top3_accuracy >= 0.99")]
    [InlineData("logloss <= 0.3")]
    public void Multiclass_tasks_have_their_measures(string text) =>
        Assert.True(Requirement.Parse(text, Here, TaskKind.Multiclass).Ok);

    [Fact]
    public void Every_part_is_found_in_the_record()
    {
        var read = Requirement.Parse("mae <= 0.7 * baseline on validation slice(a = 1) warn", Here).Value;
        Assert.Equal(("mae", "<=", "0.7 * baseline", "validation", "a = 1", true, Here),
            (read.Measure, read.Operator, read.Bound, read.Split, read.Slice, read.WarnOnly, read.Place));
        Assert.Equal(["baseline"], read.ComparedWith);
        Assert.Equal("mae - (0.7 * baseline)", read.DifferenceMeasure);
    }
}
