using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;
using Rondo.Modeling.Training;
using Rondo.Scoping;

namespace Rondo.Modeling.Tests.Training;

public sealed class DegenerateDataTests
{
    [Fact]
    public void A_target_that_does_not_vary_gives_a_model_that_says_its_value()
    {
        var (answers, document) = Train(Frame([1, 2, 3], [5, 5, 5]), TaskKind.Regression);

        Assert.Equal([5, 5, 5], answers);
        Assert.Contains("one value only", document.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_row_is_enough_for_a_constant()
    {
        var (answers, _) = Train(Frame([1], [42]), TaskKind.Regression);

        Assert.Equal([42], answers);
    }

    [Fact]
    public void Columns_without_any_difference_give_the_mean_and_are_named()
    {
        var (answers, document) = Train(Frame([double.NaN, double.NaN], [1, 2]), TaskKind.Regression);

        Assert.Equal([1.5, 1.5], answers);
        Assert.Equal("x", Assert.Single(document.LeftOut).Column);
    }

    [Fact]
    public void Targets_of_any_size_are_learned()
    {
        var (answers, _) = Train(Frame([.. Enumerable.Range(0, 100).Select(i => (double)(i % 2))], [.. Enumerable.Range(0, 100).Select(i => (i % 2) * 1e200)]), TaskKind.Regression);

        Assert.InRange(answers[1], 0.9e200, 1.1e200);
    }

    [Theory]
    [InlineData("train.target-missing", new[] { 1, 2.0 }, new[] { 1, double.NaN }, TaskKind.Regression)]
    [InlineData("train.target-infinite", new[] { 1, 2.0 }, new[] { 1, double.PositiveInfinity }, TaskKind.Regression)]
    [InlineData("train.one-class", new[] { 1, 2.0 }, new[] { 1, 1.0 }, TaskKind.Binary)]
    [InlineData("train.not-binary", new[] { 1, 2, 3.0 }, new[] { 0, 1, 2.0 }, TaskKind.Binary)]
    [InlineData("train.no-rows", new double[0], new double[0], TaskKind.Regression)]
    public void What_cannot_be_learned_is_refused_with_a_reason(string code, double[] x, double[] y, TaskKind task)
    {
        var failure = Assert.Throws<FailureException>(() => Train(Frame(x, y), task)).Failures[0];

        Assert.Equal(code, failure.Code);
        Assert.NotEmpty(failure.Remedy);
    }

    [Fact]
    public void A_missing_target_says_how_many_rows_lack_it()
    {
        var failure = Assert.Throws<FailureException>(() => Train(Frame([1, 2, 3], [1, double.NaN, double.NaN]), TaskKind.Regression)).Failures[0];

        Assert.Contains("2 of 3", failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_columns_to_learn_from_is_refused()
    {
        var frame = new Frame(2, [new("y", ColumnType.Number) { Numbers = [1, 2] }]);
        var data = new TrainingData(new([new("y", ColumnType.Number, ColumnRole.Target)]), frame, frame);

        var failure = Assert.Throws<FailureException>(() => new Trainer(data, new(TaskKind.Regression, "y"), 1, new Quiet()).Run(CancellationToken.None)).Failures[0];
        Assert.Equal("train.no-features", failure.Code);
    }

    [Fact]
    public void A_column_called_like_an_answer_is_refused()
    {
        var frame = new Frame(2, [new("prediction", ColumnType.Number) { Numbers = [1, 2] }, new("y", ColumnType.Number) { Numbers = [1, 2] }]);
        var data = new TrainingData(new([new("prediction", ColumnType.Number, ColumnRole.Feature), new("y", ColumnType.Number, ColumnRole.Target)]), frame, frame);

        var failure = Assert.Throws<FailureException>(() => new Trainer(data, new(TaskKind.Regression, "y"), 1, new Quiet()).Run(CancellationToken.None)).Failures[0];
        Assert.Equal("train.reserved-name", failure.Code);
    }

    [Fact]
    public void The_event_is_guessed_and_the_guess_is_said()
    {
        var said = new List<string>();
        var frame = new Frame(3, [new("y", ColumnType.Text) { Texts = ["Yes", "no", "no"] }]);

        Assert.Equal(["no", "Yes"], Target.Find(frame, "y", TaskKind.Binary, null, said.Add).Classes);
        Assert.Contains("'Yes' is taken", said.Single(), StringComparison.Ordinal);
    }

    private static Frame Frame(double[] x, double[] y) => new(x.Length, [new("x", ColumnType.Number) { Numbers = x }, new("y", ColumnType.Number) { Numbers = y }]);

    private static (double[] Answers, TrainingDocument Document) Train(Frame frame, TaskKind task)
    {
        var schema = new TableSchema([new("x", ColumnType.Number, ColumnRole.Feature), new("y", ColumnType.Number, ColumnRole.Target)]);
        var data = new TrainingData(schema, frame, frame with { Rows = 0, Columns = [.. frame.Columns.Select(c => c with { Numbers = [] })] });
        var (model, document) = new Trainer(data, new(task, "y") { Metric = TrainSection.MetricsOf(task)[0] }, 1, new Quiet()).Run(CancellationToken.None);
        using (model)
        {
            GraphVerification.Run(model, [data.Train], data.Features, 1, CancellationToken.None);
            using var runner = new GraphRunner(model.Graph, 1);
            return (runner.Run(frame, CancellationToken.None).Numbers, document);
        }
    }
}
