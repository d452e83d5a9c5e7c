using Rondo.Kernel;
using Rondo.Modeling.Evaluation;
using Rondo.Modeling.Metrics;
using Rondo.Scoping;

namespace Rondo.Modeling.Tests.Evaluation;

public sealed class GapTests
{
    [Theory]
    [InlineData("sex = 'f'")]
    [InlineData("\"sex\" = 'f'", "sex = 'm'")]
    [InlineData("sex is null")]
    public void A_slice_that_names_one_group_leaves_the_gap_between_all_groups(params string[] slices)
    {
        using var table = Table();

        var found = SliceFinder.Find(table.Test, table.Schema, [.. slices, "sex"], CancellationToken.None);

        Assert.Equal(["sex = 'f'", "sex = 'm'", "sex is null"], found.Where(s => s.Column == "sex").Select(s => s.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_gap_is_measured_beside_a_requirement_on_one_group()
    {
        using var table = Table();
        var requirements = Parse("recall >= 0.1 on slice(sex = 'f')", "gap(recall, sex) <= 0.9");

        var gap = Measure(table, requirements).Single(m => m is { Measure: "gap(recall, sex)", Subject.Role: "model" });

        Assert.Equal(0.5, gap.Value, 2);
        Assert.NotNull(gap.High);
    }

    [Fact]
    public void A_requirement_on_a_column_of_truths_is_about_the_rows_where_it_is_true()
    {
        using var table = Table();

        Assert.Contains(Measure(table, Parse("recall >= 0.1 on slice(late)")), m => m is { Measure: "recall", Subject: { Role: "model", Slice: "late" } });
    }

    [Fact]
    public void A_gap_without_two_groups_of_thirty_rows_is_undefined_and_not_forgotten()
    {
        using var table = Table();
        var requirements = Parse("gap(recall, rare) <= 0.9");

        var judged = new GateReport([.. requirements.Select(r => RequirementJudge.Judge(r, Measure(table, requirements), EvidenceRule.Estimate))]).Judgements[0];

        Assert.Equal(Outcome.Unknown, judged.Outcome);
        Assert.Contains("undefined on these rows", judged.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_within_a_slice_and_against_the_baseline_is_measured()
    {
        using var table = Table();
        var requirements = Parse("gap(recall, sex) <= 0.9 * baseline + 0.1 on slice(n < 300)", "gap(recall, \"home, town\") <= 1");

        var measured = Measure(table, requirements);

        Assert.Equal(0.5, measured.Single(m => m is { Measure: "gap(recall, sex)", Subject: { Role: "model", Slice: "n < 300" } }).Value, 2);
        Assert.Equal(0, measured.Single(m => m is { Measure: "gap(recall, sex)", Subject: { Role: "baseline", Slice: "n < 300" } }).Value);
        Assert.Contains(measured, m => m.Measure == "gap(recall, \"home, town\")");
    }

    private static List<Requirement> Parse(params string[] sentences) => [.. sentences.Select(s => Requirement.Parse(s, new Place("rondo.yaml"), TaskKind.Binary).Value)];

    private static IReadOnlyList<Measurement> Measure(TestTable table, IReadOnlyList<Requirement> requirements)
    {
        var options = new EvaluationOptions { Split = "test", Requirements = [.. requirements.Select(r => r.NormalForm)] };
        var frame = table.Frame(table.Test);
        var truth = Array.ConvertAll(frame["y"].Numbers, v => v == 1);
        var found = Enumerable.Range(0, frame.Rows).Select(r => truth[r] && (frame["sex"].Texts[r] == "m" || frame["n"].Numbers[r] % 4 < 2) ? 0.9 : 0.1).ToArray();
        var request = new EvaluationRequest("test", new BinaryScored(truth, found, 0.5, ErrorCosts.Even), Blocks.OfRows(frame.Rows))
        {
            Baseline = new BinaryScored(truth, Array.ConvertAll(truth, _ => 0.1), 0.5, ErrorCosts.Even),
            Slices = SliceFinder.Find(table.Test, table.Schema, options.AllSlices(), CancellationToken.None),
            Requirements = requirements,
        };
        return new Evaluator(request, CancellationToken.None).Document(TaskKind.Binary, ["0", "1"]).Measurements;
    }

    // All rows of odd numbers are events; the model misses half of the women's.
    private static TestTable Table() => TestTable.Of(
        """
        SELECT i::DOUBLE // 2 AS n, (i % 2)::DOUBLE AS y, CASE WHEN i < 400 THEN 'f' WHEN i < 800 THEN 'm' END AS sex, CASE WHEN i < 5 THEN 'a' ELSE 'b' END AS rare, sex AS "home, town", i > 500 AS late, 'test' AS part
        FROM range(900) r(i) ORDER BY i
        """, "y");
}
