using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Tables;
using Rondo.Modeling.Training;
using Rondo.Scoping;

namespace Rondo.Modeling.Tests.Training;

public sealed class BoostingStartTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Few_rows_and_the_area_under_the_curve_give_probabilities_that_mean_something(int seed)
    {
        var (answers, truth, _, document) = Train(Rows(seed, 540, signal: true), Rows(seed + 100, 60, signal: true), new() { Rounds = 300 });

        Assert.True(Math.Abs(answers.Average() - truth.Average()) < 0.1, $"{answers.Average()} for {truth.Average()} after {document.Rounds} rounds");
        Assert.True(LogLoss(answers, truth) < 0.97 * LogLoss(Array.ConvertAll(truth, _ => 0.287), truth), $"{LogLoss(answers, truth)} after {document.Rounds} rounds");
        Assert.Empty(document.Warnings);
    }

    [Fact]
    public void One_tree_starts_from_the_share_of_events()
    {
        var train = Rows(1, 2000, signal: true);
        var (answers, _, rate, _) = Train(train, train, new() { Rounds = 1 });

        Assert.Equal(rate, answers.Average(), 2);
    }

    [Fact]
    public void One_tree_for_absolute_errors_starts_from_the_median()
    {
        var frame = Rows(1, 501, signal: true);
        double[] amounts = [.. Enumerable.Range(0, 501).Select(i => Math.Pow(1.02, i))];
        frame = new(501, [frame["x"], new("y", ColumnType.Number) { Numbers = amounts }]);
        var learned = new LearnedTarget(Modeling.Features.Target.Find(frame, "y", TaskKind.Regression, null, _ => { }), frame, frame);
        var (labels, scale) = learned.Labels(log: false);

        Assert.Equal(amounts[250], scale.Back(new Candidate("", "reg:absoluteerror", false).Start(labels.Train)), 3);
    }

    [Fact]
    public void Probabilities_that_are_worse_than_the_shares_of_the_classes_are_said()
    {
        var (_, _, _, document) = Train(Rows(1, 100, signal: false), Rows(102, 30, signal: false), new() { Rounds = 40, Patience = 1000 });

        Assert.Contains("of the class shares alone", Assert.Single(document.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_better_rank_does_not_pay_for_a_much_worse_loss()
    {
        var curve = new LearningCurve(higherIsBetter: true);
        foreach (var (area, loss) in new[] { (0.9, 0.60), (0.8, 0.50), (0.82, 0.503), (0.85, 0.51), (0.82, 0.502) })
        {
            curve.Add(0, area, loss);
        }

        Assert.Equal(2, curve.Best);
        Assert.Equal(2, curve.LastGain);
    }

    [Fact]
    public void A_metric_that_is_a_loss_itself_is_all_that_counts()
    {
        var curve = new LearningCurve(higherIsBetter: false);
        foreach (var value in new[] { 3.0, 2, 2, 2.5, 1.5, 9 })
        {
            curve.Add(0, value, null);
        }

        Assert.Equal((4, 4), (curve.Best, curve.LastGain));
    }

    private static (double[] Answers, double[] Truth, double Rate, TrainingDocument Document) Train(Frame train, Frame validation, XGBoostSettings settings)
    {
        var schema = new TableSchema([.. train.Columns.Select(c => new ColumnSchema(c.Name, c.Type, c.Name == "y" ? ColumnRole.Target : ColumnRole.Feature))]);
        var (model, document) = new Trainer(new(schema, train, validation), new(TaskKind.Binary, "y") { Positive = "1", Metric = "auc", XGBoost = settings }, 1, new Quiet()).Run(CancellationToken.None);
        using (model)
        {
            var fresh = Rows(77, 2000, signal: true);
            return (model.Answer(fresh, 1), fresh["y"].Numbers, train["y"].Numbers.Average(), document);
        }
    }

    private static double LogLoss(double[] answers, double[] truth) => answers.Zip(truth, (p, t) => -Math.Log(t == 1 ? p : 1 - p)).Average();

    // 28.7 % events; with a signal the first of three numbers tells most of them.
    private static Frame Rows(int seed, int rows, bool signal)
    {
        var random = new SplitMix64((ulong)seed * 31);
        double[] y = [.. Enumerable.Range(0, rows).Select(_ => random.Below(1000) < 287 ? 1.0 : 0)];
        FrameColumn Column(string name, double weight) => new(name, ColumnType.Number) { Numbers = [.. y.Select(v => (weight * v) + (random.Below(1000) / 500.0))] };
        return new(rows, [Column("x", signal ? 1 : 0), Column("a", 0), Column("b", 0), new("y", ColumnType.Number) { Numbers = y }]);
    }
}
