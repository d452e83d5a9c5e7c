using System.Globalization;
using Rondo.Modeling.Baselines;
using Rondo.Modeling.Features;
using Rondo.Modeling.Metrics;
using Rondo.Modeling.Training;
using Rondo.Scoping;
using Xunit.Abstractions;

namespace Rondo.Modeling.Tests.Training;

/// <summary>What a first model reaches on public data; limits leave a little room below what was measured.</summary>
[Trait("Category", "Sweep")]
public sealed class RealDataTests(ITestOutputHelper output)
{
    [SharedFact]
    public void Bike_demand_is_forecast_within_fifty_a_mean_of_175()
    {
        using var table = RealTables.Bike();
        var (answers, document, truth) = Train(table, new(TaskKind.Regression, "cnt") { Metric = "mae", Baseline = "seasonal-naive" });
        var mae = answers.Zip(truth, (a, t) => Math.Abs(a - t)).Average();
        Assert.Equal("week", Assert.IsType<LagBaseline>(document.Baseline).Season);
        var lag = Assert.IsType<LagBaseline>(document.Baseline);
        Say($"mae {mae} {document.Trainer} {document.Rounds} baseline {lag.Season}");
        Assert.InRange(mae, 20, 50);
    }

    [SharedFact]
    public void Adult_income_is_told_apart_with_an_auc_of_0_927()
    {
        using var table = RealTables.Adult();
        Assert.InRange(Auc(table, new(TaskKind.Binary, "income") { Metric = "logloss", Positive = ">50K" }), 0.926, 0.94);
    }

    [SharedFact]
    public void Bank_marketing_is_told_apart_with_an_auc_of_0_93()
    {
        using var table = RealTables.Bank();
        Assert.InRange(Auc(table, new(TaskKind.Binary, "y") { Metric = "logloss" }), 0.925, 0.96);
    }

    [SharedFact]
    public void Telco_churn_is_told_apart_with_an_auc_of_0_83()
    {
        using var table = RealTables.Telco();
        Assert.InRange(Auc(table, new(TaskKind.Binary, "Churn") { Metric = "logloss" }), 0.82, 0.87);
    }

    [SharedFact]
    public void Titanic_survival_is_told_apart_with_an_auc_of_0_8()
    {
        using var table = RealTables.Titanic();
        Assert.InRange(Auc(table, new(TaskKind.Binary, "Survived") { Metric = "logloss" }), 0.8, 0.95);
    }

    [SharedFact]
    public void Housing_prices_are_estimated_with_an_rmse_of_48000()
    {
        using var table = RealTables.Housing();
        Assert.InRange(Rmse(table, new(TaskKind.Regression, "median_house_value")), 40_000, 48_000);
    }

    [SharedFact]
    public void Taxi_fares_are_estimated_with_an_rmse_of_6()
    {
        using var table = RealTables.Taxi();
        Assert.InRange(Rmse(table, new(TaskKind.Regression, "fare_amount")), 1, 6);
    }

    [SharedFact]
    public void Wine_quality_is_estimated_with_an_rmse_of_0_67()
    {
        using var table = RealTables.Wine();
        Assert.InRange(Rmse(table, new(TaskKind.Regression, "column11")), 0.5, 0.67);
    }

    [SharedFact]
    public void Ninety_six_of_a_hundred_digits_are_read()
    {
        using var table = RealTables.Digits();
        var (answers, document, _) = Train(table, new(TaskKind.Multiclass, "column64") { Metric = "logloss" });
        var truth = document.AsTarget().ClassNumbers(table.Frame(table.Test));
        var scored = MulticlassScored.Of(truth, answers, document.Classes.Count, null);
        var right = Enumerable.Range(0, scored.Rows).Count(r => scored.Predicted(r) == truth[r]) / (double)scored.Rows;
        Say($"accuracy {right}");
        Assert.InRange(right, 0.955, 1);
    }

    private double Auc(TestTable table, TrainOptions options)
    {
        var (answers, document, _) = Train(table, options);
        var truth = Array.ConvertAll(document.AsTarget().ClassNumbers(table.Frame(table.Test)), c => c == 1);
        var scored = new BinaryScored(truth, answers, 0.5, ErrorCosts.Even);
        var auc = new RocArea(scored).Value([1], new int[truth.Length]);
        Say($"auc {auc} rounds {document.Rounds}");
        return auc;
    }

    private double Rmse(TestTable table, TrainOptions options)
    {
        var (answers, document, truth) = Train(table, options);
        var rmse = Math.Sqrt(answers.Zip(truth, (a, t) => (a - t) * (a - t)).Average());
        Say($"rmse {rmse} {document.Trainer} {document.Rounds}");
        return rmse;
    }

    private (double[] Answers, TrainingDocument Document, double[] Truth) Train(TestTable table, TrainOptions options)
    {
        var data = table.Data();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var (model, document) = new Trainer(data, options, 1, new Quiet()).Run(CancellationToken.None);
        using (model)
        {
            var trained = watch.Elapsed;
            var verification = GraphVerification.Run(model, [data.Train, data.Validation], data.Features, 1, CancellationToken.None);
            Say($"trained in {trained.TotalSeconds:F1} s, verified {verification.Rows} rows in {(watch.Elapsed - trained).TotalSeconds:F1} s, error {verification.LargestError:E1}; left out {string.Join(", ", document.LeftOut)}");
            var test = table.Frame(table.Test);
            using var runner = new GraphRunner(model.Graph, 1);
            return (runner.Run(test, CancellationToken.None).Numbers, document, document.Task == TaskKind.Regression ? document.AsTarget().Numbers(test) : []);
        }
    }

    private void Say(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
