using System.Text.Json.Nodes;

namespace Rondo.EndToEnd;

/// <summary>About a dozen lines of rondo.yaml each: as good as plain XGBoost, and better than the baseline with its interval.</summary>
public sealed class RealDataTests
{
    [Theory]
    [InlineData("bike", "mae", 48.9, "bike/hour.csv")]
    [InlineData("adult", "auc", 0.9287, "adult/adult-train.csv", "adult/adult-test.csv")]
    [InlineData("bank-with-duration", "auc", 0.934, "bank/bank-full.csv")]
    [InlineData("bank", "auc", double.NaN, "bank/bank-full.csv")]
    [InlineData("telco", "auc", 0.833, "telco/Telco-Customer-Churn.csv")]
    [InlineData("taxi", "rmse", 5.56, "taxi/taxi-fare-train.csv", "taxi/taxi-fare-test.csv")]
    [InlineData("housing", "rmse", 46_400, "housing/california_housing.csv")]
    [InlineData("titanic", "auc", double.NaN, "titanic/titanic.csv")]
    [InlineData("wine", "mae", double.NaN, "wine/winequality-white.csv")]
    [InlineData("digits", "accuracy", double.NaN, "digits/optdigits-train.csv", "digits/optdigits-test.csv")]
    public async Task A_dozen_lines_match_plain_XGBoost_and_beat_the_baseline(string name, string measure, double plain, params string[] files)
    {
        using var folder = RealProject.Make(name, files);
        var run = await RondoProgram.RunAsync(folder.Path, "run");
        Assert.True(run.ExitCode == 0, run.ToString());

        var model = JsonNode.Parse((await RondoProgram.RunAsync(folder.Path, "model", "show", "--json")).Output)!;
        var measurements = model["measurements"]!.AsArray().Where(m => (string?)m!["split"] == "test" && string.IsNullOrEmpty((string?)m["slice"])).ToList();
        var own = measurements.Single(m => (string?)m!["measure"] == measure && (string?)m["role"] == "model")!;
        var baseline = measurements.Single(m => (string?)m!["measure"] == measure && (string?)m["role"] == "baseline")!;

        var smallerIsBetter = measure is "mae" or "rmse";
        if (!double.IsNaN(plain))
        {
            // within the interval: the figure of plain XGBoost is not better than the better end of ours
            Assert.True(smallerIsBetter ? (double)own["low"]! <= plain : (double)own["high"]! >= plain, $"{name}: {own} against {plain}");
        }

        Assert.True(
            smallerIsBetter ? (double)own["high"]! < (double)baseline["value"]! : (double)own["low"]! > (double)baseline["value"]!,
            $"{name}: {own} against the baseline {baseline}");
    }
}
