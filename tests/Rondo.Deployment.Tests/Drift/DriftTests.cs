using Rondo.Bench.Monitoring;
using Rondo.Data;
using Rondo.Deployment.Drift;

namespace Rondo.Deployment.Tests.Drift;

public sealed class DriftTests
{
    private static readonly DriftPrecision Precision = new(0.005, 10, 7);

    [Fact]
    public void A_stationary_endpoint_alarms_no_more_often_than_stated()
    {
        // A stated rate of 20 % and no practical threshold: the tests alone, where a liberal one would show in few trials.
        var columns = Traffic.Mixed.Where(c => c.Name is "lognormal" or "zero-inflated, 10 % missing" or "two values" or "30 values, Zipf" or "1,000 values, alike").ToList();
        Assert.Equal(5, columns.Count);
        foreach (var (n, m, trials) in new[] { (50, 200, 120), (1000, 50, 120), (1000, 500, 80) })
        {
            var counts = new DriftSimulation(columns, 0.2, 0, naive: false).Run(n, m, trials, Drifted.Not, 41);
            Assert.InRange(SpecialFunctions.UpperBound(counts.Rondo, counts.Trials), 0, 0.2);
        }
    }

    [Fact]
    public void Drift_that_matters_is_found_where_fixed_rules_only_cry()
    {
        var columns = new[] { Traffic.Number("a", r => r.Normal()), Traffic.Category("thousand", r => r.Below(1000)).Steady() };
        var still = new DriftSimulation(columns, 0.01, 0.1).Run(5000, 500, 40, Drifted.Not, 5);
        var shifted = new DriftSimulation(columns, 0.01, 0.1).Run(5000, 500, 40, new(Shift: 0.5), 5);
        Assert.Equal((0, 40), (still.Rondo, still.JensenShannon));
        Assert.InRange(shifted.Persisted, 39, 40);
    }

    [Fact]
    public void Too_small_a_drift_is_certain_and_yet_no_alarm()
    {
        var finding = Find(Numbers(400_000, 0), Sample(400_000, 0.02, 9));
        Assert.InRange(finding.P, 0, 1e-6);
        Assert.InRange(finding.Excess, 0, 0.02);
        Assert.False(DriftFamily.Judge([("a", finding)], 0.005, 0.1)[0].Drifted);
    }

    [Fact]
    public void Missing_values_count_as_a_cell()
    {
        var reference = new ReferenceColumn("a", ColumnType.Number, CellKind.Bins, [500, 500], 20) { Edges = [0] };
        var finding = DriftTest.Run(CellTable.Of(reference, new([400, 400]) { Missing = 200 }), CellKind.Bins, Precision);
        Assert.True(DriftFamily.Judge([("a", finding)], 0.005, 0.1)[0].Drifted);
    }

    [Fact]
    public void Values_that_were_never_seen_count_each_for_itself()
    {
        var reference = Values(ColumnType.Text, [("a", 5000), ("b", 5000)]);
        var counts = new CellCounts([95, 95]);
        counts.AddUnseen("c", 10);
        var finding = DriftTest.Run(CellTable.Of(reference, counts), CellKind.Values, Precision);
        Assert.InRange(finding.P, 0, 0.001);
        Assert.InRange(finding.UnseenP, 0, 0.001);
        Assert.Equal(0.5 * Math.Log2(1 / 0.5) * 0.05, (finding.Effect * finding.Effect) - Rest(0.5, 0.475), 1e-3);
    }

    [Fact]
    public void One_of_a_thousand_values_that_takes_over_is_found_in_fifty_rows()
    {
        var reference = Values(ColumnType.Text, [.. Enumerable.Range(0, 1000).Select(i => ($"v{i}", 10L))]);
        var counts = CellCounts.For(reference);
        counts.Cells[17] = 25;
        for (var i = 0; i < 25; i++)
        {
            counts.Cells[100 + (i * 30)]++;
        }

        var finding = DriftTest.Run(CellTable.Of(reference, counts), CellKind.Values, Precision);
        Assert.InRange(finding.P, 0, 0.001);
    }

    [Fact]
    public void Columns_without_anything_to_compare_have_not_drifted()
    {
        var constant = Values(ColumnType.Number, [("5", 100)]);
        Assert.Equal(1, DriftTest.Run(CellTable.Of(constant, new([50])), CellKind.Values, Precision).P);
        var nothing = Values(ColumnType.Text, []) with { Missing = 100 };
        Assert.Equal(1, DriftTest.Run(CellTable.Of(nothing, new([]) { Missing = 50 }), CellKind.Values, Precision).P);
        Assert.Equal(1, DriftTest.Run(CellTable.Of(constant, new([0])), CellKind.Values, Precision).P);
    }

    [Fact]
    public void A_constant_that_changes_has_drifted_whichever_way()
    {
        foreach (var other in new[] { "4", "6" })
        {
            var counts = new CellCounts([0]);
            counts.AddUnseen(other, 100);
            var finding = DriftTest.Run(CellTable.Of(Values(ColumnType.Number, [("5", 100)]), counts), CellKind.Values, Precision);
            Assert.InRange(finding.P, 0, 0.001);
            Assert.Equal(1, finding.Effect, 12);
        }
    }

    [Fact]
    public void The_same_counts_and_seed_give_the_same_answer_and_two_halves_add_up_to_the_whole()
    {
        var reference = Values(ColumnType.Text, [("a", 50), ("b", 30), ("c", 2)]);
        CellCounts half = new([10, 12, 0]), whole = new([0, 0, 0]);
        half.AddUnseen("x", 3);
        whole.Add(half);
        whole.Add(half);
        Assert.Equal(50, whole.Rows);
        Assert.Equal(6, whole.UnseenRows);
        Assert.Equal(DriftTest.Run(CellTable.Of(reference, whole), CellKind.Values, Precision), DriftTest.Run(CellTable.Of(reference, whole), CellKind.Values, Precision));
    }

    [Fact]
    public void More_new_values_than_are_told_apart_are_no_drift_by_themselves()
    {
        // Names that hardly repeat: most of a window's were never seen, in this window as in any other.
        var column = Traffic.Category("names", r => r.Below(1_000_000));
        var counts = new DriftSimulation([column], 0.2, 0, naive: false).Run(900, 3000, 40, Drifted.Not, 3);
        Assert.InRange(counts.Rondo, 0, 8);
    }

    [Fact]
    public void A_profile_of_the_first_form_lacks_what_many_different_texts_need()
    {
        var texts = new ColumnProfile("id", ColumnType.Text, 0, 5000) { Top = [new("a", 2)] };
        Assert.Null(ReferenceColumn.Of(texts));
        Assert.Equal(CellKind.Buckets, ReferenceColumn.Of(texts with { Buckets = new long[ValueBuckets.Count] })!.Kind);
    }

    private static double Rest(double p, double q) => 2 * 0.5 * ((p * Math.Log2(2 * p / (p + q))) + (q * Math.Log2(2 * q / (p + q))));

    private static ReferenceColumn Values(ColumnType type, (string Value, long Count)[] values) =>
        new("a", type, CellKind.Values, [.. values.Select(v => v.Count)], 0) { Values = [.. values.Select(v => v.Value)] };

    private static ReferenceColumn Numbers(int rows, double shift)
    {
        var sample = Sample(rows, shift, 8);
        Array.Sort(sample);
        return ReferenceColumn.OfNumbers("a", sample, 0);
    }

    private static double[] Sample(int rows, double shift, ulong seed)
    {
        var random = new RandomDraws(seed);
        return [.. Enumerable.Range(0, rows).Select(_ => random.Normal() + shift)];
    }

    private static DriftFinding Find(ReferenceColumn reference, double[] sample) =>
        DriftTest.Run(CellTable.Of(reference, SimulatedColumn.Count(reference, sample)), reference.Kind, Precision);
}
