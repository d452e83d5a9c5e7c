using System.Text;

namespace Rondo.XGBoost.Tests;

public sealed class BoosterTests
{
    private static readonly (string, string)[] Binary = [("objective", "binary:logistic"), ("tree_method", "hist"), ("nthread", "1")];
    private static readonly (string, string)[] Regression = [("objective", "reg:squarederror"), ("tree_method", "hist"), ("nthread", "1")];

    [Fact]
    public void The_engine_says_its_version() => Assert.StartsWith(XGBoostEngine.Series + ".", XGBoostEngine.Version, StringComparison.Ordinal);

    [Fact]
    public void A_rule_in_the_data_is_learned()
    {
        using var train = Rows.Matrix(Rows.Separable(2000, 1));
        var unseen = Rows.Separable(500, 2);
        using var test = Rows.Matrix(unseen);
        using var booster = Rows.Train(train, 10, Binary);

        var prediction = booster.Predict(test);

        Assert.Equal([500, 1], prediction.Shape);
        var right = Enumerable.Range(0, 500).Count(row => prediction[row, 0] > 0.5f == unseen.Labels[row] > 0.5f);
        Assert.True(right >= 495, $"{right} of 500 are right");
        Assert.Equal("height", booster.FeatureScores(FeatureScoreKind.TotalGain).MaxBy(s => s.Value).Key);
    }

    [Theory]
    [InlineData("hist")]
    [InlineData("approx")]
    public void The_number_of_threads_does_not_change_a_byte(string method)
    {
        var data = Rows.Wavy(3000, 3);
        var models = new List<byte[]>();
        foreach (var threads in new[] { 1, 2, 1 })
        {
            using var matrix = Rows.Matrix(data, threads);
            using var booster = Rows.Train(
                matrix, 15, ("objective", "reg:squarederror"), ("tree_method", method), ("seed", "7"),
                ("subsample", "0.8"), ("nthread", threads.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            models.Add(booster.SaveJson());
        }

        Assert.Equal(models[0], models[1]);
        Assert.Equal(models[0], models[2]);
    }

    [Fact]
    public void A_slice_predicts_like_the_rounds_it_keeps()
    {
        using var matrix = Rows.Matrix(Rows.Wavy(1000, 4));
        using var booster = Rows.Train(matrix, 20, Regression);
        using var slice = booster.Slice(7);

        Assert.Equal(20, booster.Rounds);
        Assert.Equal(7, slice.Rounds);
        Assert.Equal(booster.Predict(matrix, endRound: 7).Values, slice.Predict(matrix).Values);
        Assert.NotEqual(booster.Predict(matrix).Values, slice.Predict(matrix).Values);
        Assert.Equal(booster.FeatureNames, slice.FeatureNames);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(21)]
    public void A_slice_of_rounds_that_do_not_exist_is_refused(int rounds)
    {
        using var matrix = Rows.Matrix(Rows.Wavy(100, 4));
        using var booster = Rows.Train(matrix, 20, Regression);

        Assert.Contains("20 rounds", Assert.Throws<XGBoostException>(() => booster.Slice(rounds)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Contributions_add_up_to_the_margin()
    {
        using var matrix = Rows.Matrix(Rows.Wavy(500, 5));
        using var booster = Rows.Train(matrix, 20, Regression);

        var shares = booster.Predict(matrix, PredictionKind.Contributions);
        var margin = booster.Predict(matrix, PredictionKind.Margin);

        Assert.Equal([500, 1, Rows.Columns + 1], shares.Shape);
        for (var row = 0; row < 500; row++)
        {
            Assert.Equal(margin[row, 0], shares.Row(row).ToArray().Sum(), 1e-3);
        }
    }

    [Fact]
    public void Leaves_are_given_for_every_tree()
    {
        using var matrix = Rows.Matrix(Rows.Wavy(50, 5));
        using var booster = Rows.Train(matrix, 6, Regression);

        Assert.Equal([50, 6, 1, 1], booster.Predict(matrix, PredictionKind.Leaf).Shape);
    }

    [Fact]
    public void A_saved_model_comes_back_the_same()
    {
        using var matrix = Rows.Matrix(Rows.Wavy(500, 6));
        using var booster = Rows.Train(matrix, 10, Regression);
        var json = booster.SaveJson();

        using var loaded = Booster.Load(json);

        Assert.Equal(json, loaded.SaveJson());
        Assert.Equal(booster.Predict(matrix).Values, loaded.Predict(matrix).Values);
        Assert.Equal(Rows.Features.Select(f => f.Name), loaded.FeatureNames, StringComparer.Ordinal);
    }

    [Fact]
    public void Metrics_come_with_all_their_digits()
    {
        using var train = Rows.Matrix(Rows.Wavy(500, 7));
        var held = Rows.Wavy(200, 8);
        using var test = Rows.Matrix(held);
        using var booster = Rows.Train(train, 5, [.. Regression, ("eval_metric", "rmse"), ("eval_metric", "mae")]);

        var metrics = booster.Evaluate(4, [("train", train), ("a-b:c\td", test)]);

        Assert.Equal(["train rmse", "train mae", "a-b:c\td rmse", "a-b:c\td mae"], metrics.Select(m => $"{m.Matrix} {m.Metric}"), StringComparer.Ordinal);
        var predicted = booster.Predict(test);
        var mae = Enumerable.Range(0, 200).Average(row => Math.Abs((double)predicted[row, 0] - held.Labels[row]));
        Assert.Equal(mae, metrics[3].Value, 1e-7);
    }

    [Fact]
    public void Categories_are_split_as_sets()
    {
        const int Rows = 600;
        var values = new float[Rows];
        var labels = new float[Rows];
        for (var row = 0; row < Rows; row++)
        {
            values[row] = row % 12;
            labels[row] = row % 12 is 1 or 4 or 9 ? 1 : 0;
        }

        using var matrix = new TrainingMatrix(values, Rows, [new("colour", FeatureKind.Category)]);
        matrix.SetLabels(labels);
        using var booster = XGBoost.Tests.Rows.Train(matrix, 20, [.. Binary, ("max_depth", "1"), ("max_cat_to_onehot", "1"), ("eta", "1")]);

        var prediction = booster.Predict(matrix);
        Assert.All(Enumerable.Range(0, Rows), row => Assert.Equal(labels[row] > 0.5f, prediction[row, 0] > 0.5f));
        Assert.Contains("NaN", Encoding.UTF8.GetString(booster.SaveJson()), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_classes_have_several_outputs()
    {
        var data = Rows.Separable(300, 9);
        for (var row = 0; row < 300; row++)
        {
            data.Labels[row] = row % 3;
        }

        using var matrix = Rows.Matrix(data);
        using var booster = Rows.Train(matrix, 3, ("objective", "multi:softprob"), ("num_class", "3"));
        var prediction = booster.Predict(matrix);

        Assert.Equal([300, 3], prediction.Shape);
        Assert.Equal(1f, prediction.Row(17).ToArray().Sum(), 1e-5);
    }

    [Fact]
    public async Task Many_threads_may_predict_at_once()
    {
        using var matrix = Rows.Matrix(Rows.Wavy(300, 10));
        using var trained = Rows.Train(matrix, 20, Regression);
        var expected = trained.Predict(matrix).Values;
        using var booster = Booster.Load(trained.SaveJson());

        var all = await Task.WhenAll(Enumerable.Range(0, 64).Select(seed => Task.Run(() =>
        {
            using var own = Rows.Matrix(Rows.Wavy(300, 10));
            return booster.Predict(seed % 2 == 0 ? own : matrix).Values;
        })));

        Assert.All(all, values => Assert.Equal(expected, values));
    }

    [Fact]
    public void What_was_disposed_is_refused_and_disposing_twice_is_fine()
    {
        var matrix = Rows.Matrix(Rows.Wavy(50, 11));
        var booster = Rows.Train(matrix, 2, Regression);
        booster.Dispose();
        booster.Dispose();
        Assert.Throws<ObjectDisposedException>(() => booster.Predict(matrix));

        matrix.Dispose();
        matrix.Dispose();
        Assert.Throws<ObjectDisposedException>(() => matrix.SetLabels(new float[50]));
    }
}
