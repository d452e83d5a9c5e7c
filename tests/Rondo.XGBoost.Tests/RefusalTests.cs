using FsCheck;
using FsCheck.Fluent;
using Rondo.XGBoost.Native;

namespace Rondo.XGBoost.Tests;

public sealed class RefusalTests
{
    [Fact]
    public void An_unknown_parameter_is_named()
    {
        using var matrix = Rows.Matrix(Rows.Separable(50, 1));
        var error = Assert.Throws<XGBoostException>(
            () => Rows.Train(matrix, 1, ("objective", "binary:logistic"), ("max_dept", "3"), ("etaa", "0.1")));

        Assert.Contains("'max_dept'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'etaa'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("objective", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_parameter_is_named_on_every_thread()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Factory.StartNew(
            () =>
            {
                using var matrix = Rows.Matrix(Rows.Separable(50, n));
                Assert.Contains("'nope'", Assert.Throws<XGBoostException>(() => Rows.Train(matrix, 1, ("nope", "3"))).Message, StringComparison.Ordinal);
            },
            TaskCreationOptions.LongRunning)));
    }

    [Theory]
    [InlineData("objective", "nope", "nope")]
    [InlineData("max_depth", "deep", "max_depth")]
    [InlineData("objective", "multi:softprob", "num_class")]
    public void A_wrong_parameter_gives_one_sentence(string name, string value, string named)
    {
        using var matrix = Rows.Matrix(Rows.Separable(50, 1));
        var error = Assert.Throws<XGBoostException>(() => Rows.Train(matrix, 1, (name, value)));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        AssertOneSentence(error);
    }

    [Fact]
    public void Labels_that_do_not_fit_the_objective_are_refused()
    {
        using var matrix = Rows.Matrix(Rows.Separable(3, 1));
        matrix.SetLabels([0, 1, 2]);
        AssertOneSentence(Assert.Throws<XGBoostException>(() => Rows.Train(matrix, 1, ("objective", "binary:logistic"))));
    }

    [Fact]
    public void A_matrix_without_labels_cannot_train()
    {
        using var matrix = new TrainingMatrix(new float[8], 2, Rows.Features);
        AssertOneSentence(Assert.Throws<XGBoostException>(() => Rows.Train(matrix, 1, ("objective", "reg:squarederror"))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void Another_width_than_in_training_is_refused(int width)
    {
        using var train = Rows.Matrix(Rows.Separable(50, 1));
        using var booster = Rows.Train(train, 2, ("objective", "binary:logistic"));
        using var other = new TrainingMatrix(new float[width], 1, [.. Enumerable.Range(0, width).Select(n => new Feature($"x{n}"))]);

        var error = Assert.Throws<XGBoostException>(() => booster.Predict(other));
        Assert.Equal($"The booster was trained on 4 features, but the matrix has {width}.", error.Message);
        Assert.Throws<XGBoostException>(() => booster.Evaluate(0, [("x", other)]));
        Assert.Throws<XGBoostException>(() => booster.Update(2, other));
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Infinity_is_refused_with_its_column_and_row(float value)
    {
        var values = new float[12];
        values[9] = value;
        var error = Assert.Throws<XGBoostException>(() => new TrainingMatrix(values, 3, Rows.Features));
        Assert.Contains("'größe in m' in row 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(16777216f)]
    public void What_is_no_category_code_is_refused(float value) =>
        Assert.Contains(
            "'c' in row 1",
            Assert.Throws<XGBoostException>(() => new TrainingMatrix([0, value], 2, [new("c", FeatureKind.Category)])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Sizes_must_agree()
    {
        Assert.Throws<XGBoostException>(() => new TrainingMatrix(new float[7], 2, Rows.Features));
        Assert.Throws<XGBoostException>(() => new TrainingMatrix([], 0, Rows.Features));
        Assert.Throws<XGBoostException>(() => new TrainingMatrix([], 2, []));
        Assert.Throws<XGBoostException>(() => new TrainingMatrix([1, 2], 1, [new("a"), new("a")]));
        using var matrix = new TrainingMatrix(new float[8], 2, Rows.Features);
        Assert.Throws<XGBoostException>(() => matrix.SetLabels([1]));
        Assert.Throws<XGBoostException>(() => matrix.SetWeights([1, -1]));
    }

    [Fact]
    public void An_untrained_booster_predicts_its_base_score()
    {
        using var matrix = Rows.Matrix(Rows.Separable(5, 1));
        using var booster = new Booster([KeyValuePair.Create("base_score", "0.25")], matrix);
        Assert.All(booster.Predict(matrix).Values, value => Assert.Equal(0.25f, value));
    }

    [Fact]
    public void Bytes_that_are_no_model_are_refused()
    {
        AssertOneSentence(Assert.Throws<XGBoostException>(() => Booster.Load([])));
        AssertOneSentence(Assert.Throws<XGBoostException>(() => Booster.Load("{\"a\":1}"u8)));
        AssertOneSentence(Assert.Throws<XGBoostException>(() => Booster.Load("garbage that is no model"u8)));
    }

    [Fact]
    public void A_cut_model_is_refused_and_never_crashes()
    {
        using var matrix = Rows.Matrix(Rows.Separable(50, 1));
        using var booster = Rows.Train(matrix, 2, ("objective", "binary:logistic"));
        var json = booster.SaveJson();

        Prop.ForAll(Gen.Choose(1, json.Length - 1).ToArbitrary(), length =>
        {
            AssertOneSentence(Assert.Throws<XGBoostException>(() => Booster.Load(json.AsSpan(0, length))));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_missing_library_is_one_sentence_with_the_command_that_installs_it() =>
        Assert.Contains(
            "apt-get install --no-install-recommends libxgboost0",
            Assert.Throws<XGBoostException>(() => Library.Load("libxgboost-of-nobody.so")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Another_series_of_the_library_is_refused() =>
        Assert.Contains("XGBoost 2.1.0", Assert.Throws<XGBoostException>(() => Library.CheckVersion(2, 1, 0)).Message, StringComparison.Ordinal);

    private static void AssertOneSentence(XGBoostException error)
    {
        Assert.NotEmpty(error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("Stack trace", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".cc:", error.Message, StringComparison.Ordinal);
    }
}
