using Rondo.Kernel;
using Rondo.Modeling.Metrics;

namespace Rondo.Modeling.Tests.Metrics;

/// <summary>Measures against answers worked out by hand, or by the definition written a second way.</summary>
public sealed class MetricTests
{
    [Fact]
    public void Regression_measures_are_what_their_names_say()
    {
        var values = Values(new RegressionScored([1, 2, 4, 0], [2, 2, 1, 1], [1, 2.5]));

        Assert.Equal((1 + 0 + 3 + 1) / 4.0, values["mae"], 12);
        Assert.Equal(Math.Sqrt((1 + 0 + 9 + 1) / 4.0), values["rmse"], 12);
        Assert.Equal(1, values["medae"], 12);
        Assert.Equal((1 + 0 - 3 + 1) / 4.0, values["bias"], 12);
        Assert.Equal((1 + 0 + 0.75) / 3, values["mape"], 12);                    // the row whose truth is 0 is left out
        Assert.Equal(((2 / 3.0) + 0 + (6 / 5.0) + 2) / 4, values["smape"], 12);
        Assert.Equal(1 - (11 / (0.5625 + 0.0625 + 5.0625 + 3.0625)), values["r2"], 12);
        Assert.Equal(0.75, values["within(1)"], 12);
        Assert.Equal(0.75, values["within(2.5)"], 12);
    }

    [Fact]
    public void Binary_measures_are_what_their_names_say()
    {
        // from 0.5 on: truth 1 1 0 0 1, answers 1 0 1 0 1
        var values = Values(new BinaryScored([true, true, false, false, true], [0.9, 0.4, 0.6, 0.2, 0.8], 0.5, new(0, 1, 0, 8)));

        Assert.Equal(3 / 5.0, values["accuracy"], 12);
        Assert.Equal(2 / 3.0, values["precision"], 12);
        Assert.Equal(2 / 3.0, values["recall"], 12);
        Assert.Equal(1 / 2.0, values["specificity"], 12);
        Assert.Equal(2 / 3.0, values["f1"], 12);
        Assert.Equal(((2 / 3.0) + 0.5) / 2, values["balanced_accuracy"], 12);
        Assert.Equal(((2 * 1) - (1 * 1)) / Math.Sqrt(3 * 3 * 2 * 2), values["mcc"], 12);
        Assert.Equal((1 + 8) / 5.0, values["cost"], 12);
        Assert.Equal((0.01 + 0.36 + 0.36 + 0.04 + 0.04) / 5, values["brier"], 12);
        Assert.Equal(-(Math.Log(0.9) + Math.Log(0.4) + Math.Log(0.4) + Math.Log(0.8) + Math.Log(0.8)) / 5, values["logloss"], 12);
        Assert.Equal(5 / 6.0, values["auc"], 12);
        Assert.Equal((1 + 1 + (3 / 4.0)) / 3, values["pr_auc"], 12);
        Assert.Equal((0.1 + 0.6 + 0.6 + 0.2 + 0.2) / 5, values["ece"], 12);      // each row is alone in its bin
    }

    [Fact]
    public void Multiclass_measures_are_what_their_names_say()
    {
        // truth 0 0 1 2, answers 0 1 1 1
        var scored = MulticlassScored.Of([0, 0, 1, 2], [0.7, 0.2, 0.1, 0.3, 0.6, 0.1, 0.1, 0.8, 0.1, 0.2, 0.5, 0.3], 3, null);
        var values = Values(scored);

        Assert.Equal(0.5, values["accuracy"], 12);
        Assert.Equal((0.5 + 1 + 0) / 3, values["balanced_accuracy"], 12);
        Assert.Equal(((2 / 3.0) + (2 / 4.0) + 0) / 3, values["macro_f1"], 12);
        Assert.Equal(((2 * 2 / 3.0) + (2 / 4.0) + 0) / 4, values["weighted_f1"], 12);
        Assert.Equal(1, values["top3_accuracy"], 12);
        Assert.Equal(-(Math.Log(0.7) + Math.Log(0.3) + Math.Log(0.8) + Math.Log(0.3)) / 4, values["logloss"], 12);
        Assert.Equal(0.5, values["cost"], 12);
        Assert.Equal(((2 * 4) - ((2 * 1) + (1 * 3))) / Math.Sqrt((16 - 6) * (16 - 10)), values["mcc"], 12);
    }

    [Fact]
    public void A_class_never_met_in_training_counts_as_missed()
    {
        var values = Values(MulticlassScored.Of([0, 1, -1], [0.9, 0.1, 0.2, 0.8, 0.5, 0.5], 2, null));

        Assert.Equal(2 / 3.0, values["accuracy"], 12);
        Assert.Equal(2 / 3.0, values["balanced_accuracy"], 12);
    }

    [Fact]
    public void The_area_under_the_curve_counts_pairs_and_halves_ties()
    {
        var random = new SplitMix64(3);
        var truth = new bool[300];
        var score = new double[300];
        for (var i = 0; i < truth.Length; i++)
        {
            truth[i] = random.Below(3) == 0;
            score[i] = random.Below(20) + (truth[i] ? 3 : 0);
        }

        double wins = 0, pairs = 0;
        for (var p = 0; p < truth.Length; p++)
        {
            for (var n = 0; n < truth.Length; n++)
            {
                if (truth[p] && !truth[n])
                {
                    wins += score[p] > score[n] ? 1 : score[p] == score[n] ? 0.5 : 0;
                    pairs++;
                }
            }
        }

        Assert.Equal(wins / pairs, Values(new BinaryScored(truth, score, 10, ErrorCosts.Even))["auc"], 12);
    }

    [Fact]
    public void Wilson_and_DeLong_give_the_published_intervals()
    {
        var (low, high) = Intervals.Wilson(81, 263)!.Value;                      // Newcombe 1998, table I
        Assert.Equal(0.2553, low, 4);
        Assert.Equal(0.3662, high, 4);
        var none = Intervals.Wilson(0, 20)!.Value;
        Assert.All(Enumerable.Range(1, 200), n => Assert.Equal((0.0, 1.0), (Intervals.Wilson(0, n)!.Value.Low, Intervals.Wilson(n, n)!.Value.High)));
        Assert.Equal(0.1611, none.High, 4);
    }

    [Fact]
    public void Intervals_of_the_area_agree_with_the_bootstrap()
    {
        var random = new SplitMix64(11);
        var truth = Enumerable.Range(0, 600).Select(_ => random.Below(4) == 0).ToArray();
        var score = truth.Select(t => (random.Below(1000) / 1000.0) + (t ? 0.35 : 0)).ToArray();
        var scored = new BinaryScored(truth, score, 0.5, ErrorCosts.Even);
        var blocks = Blocks.OfRows(600);
        var auc = Measuring.Measure(scored, blocks, new(blocks.Count, 1000, 1)).Single(m => m.Measure is "auc");
        var bootstrap = Intervals.Percentile(auc.Replicates, 600)!.Value;

        Assert.Equal(bootstrap.Low, auc.Low!.Value, 2);
        Assert.Equal(bootstrap.High, auc.High!.Value, 2);
    }

    [Fact]
    public void An_interval_of_a_mean_has_the_width_of_the_normal_one()
    {
        var random = new SplitMix64(5);
        var errors = Enumerable.Range(0, 5000).Select(_ => random.Below(1000) / 10.0).ToArray();
        var scored = new RegressionScored(new double[5000], errors, []);
        var blocks = Blocks.OfRows(5000);
        var mae = Measuring.Measure(scored, blocks, new(blocks.Count, 1000, 1)).Single(m => m.Measure is "mae");
        var half = 1.96 * Math.Sqrt(errors.Sum(e => (e - errors.Average()) * (e - errors.Average())) / 4999 / 5000);

        Assert.InRange((mae.High!.Value - mae.Low!.Value) / (2 * half), 0.9, 1.1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.15)]
    public void The_interval_of_the_calibration_error_holds_its_value_and_mostly_the_truth(double wrongBy)
    {
        var covered = 0;
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var probability = Enumerable.Range(0, 600).Select(_ => wrongBy + (random.NextDouble() * (1 - wrongBy))).ToArray();
            var scored = new BinaryScored(Array.ConvertAll(probability, p => random.NextDouble() < p - wrongBy), probability, 0.5, ErrorCosts.Even);
            var ece = Measuring.Measure(scored, Blocks.OfRows(600), new Resamples(600, 400, 1)).Single(m => m.Measure is "ece");
            Assert.True(ece.Low <= ece.Value && ece.Value <= ece.High, $"{ece.Value} is not in {ece.Low} to {ece.High}");
            covered += wrongBy >= ece.Low - 0.02 && wrongBy <= ece.High ? 1 : 0;
        }

        Assert.InRange(covered, wrongBy == 0 ? 0 : 27, 30);   // a model that is never wrong still looks a little so: chance alone makes distances
    }

    [Fact]
    public void Errors_that_come_in_days_give_wider_intervals_than_errors_that_do_not()
    {
        var random = new SplitMix64(8);
        var ofDay = Enumerable.Range(0, 100).Select(_ => random.Below(100)).ToArray();
        var errors = Enumerable.Range(0, 2400).Select(i => (double)ofDay[i / 24]).ToArray();
        var times = Enumerable.Range(0, 2400).Select(i => i * 3_600_000_000L).ToArray();
        var scored = new RegressionScored(new double[2400], errors, []);

        Assert.True(Width(Blocks.OfTime(times)) > 3 * Width(Blocks.OfRows(2400)));

        double Width(Blocks blocks)
        {
            var mae = Measuring.Measure(scored, blocks, new(blocks.Count, 500, 1)).Single(m => m.Measure is "mae");
            return mae.High!.Value - mae.Low!.Value;
        }
    }

    private static Dictionary<string, double> Values(Scored scored)
    {
        var blocks = Blocks.OfRows(scored.Rows);
        return Measuring.Measure(scored, blocks, new(blocks.Count, 0, 1)).ToDictionary(m => m.Measure, m => m.Value, StringComparer.Ordinal);
    }
}
