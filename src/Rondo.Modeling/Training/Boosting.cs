using System.Globalization;
using Rondo.Pipelines;
using Rondo.XGBoost;

namespace Rondo.Modeling.Training;

/// <summary>Rows to learn from and rows to stop by.</summary>
/// <param name="Width">Features a row.</param>
/// <param name="Train">Row by row.</param>
/// <param name="Validation">Row by row; may be empty.</param>
internal sealed record BoostingRows(int Width, float[] Train, float[] Validation);

/// <summary>Gradient boosting with early stopping.</summary>
internal static class Boosting
{
    private const int RoundsWithoutValidation = 100;

    /// <summary>
    /// Trains until the metric on validation (and the loss beside it, see <see cref="LearningCurve"/>) has not improved for the settings'
    /// patience, and keeps the rounds up to the best one. The validation rows are never learned from, so that what is measured on them stays honest. Without validation rows it trains a
    /// hundred rounds (or fewer, where the settings say so).
    /// </summary>
    /// <returns>The booster, to be disposed, with its learning curve.</returns>
    public static Boosted Train(
        BoostingRows rows, BoostingLabels labels, RoundMetric metric, IReadOnlyList<KeyValuePair<string, string>> parameters, XGBoostSettings settings, int threads, ShownCurve shown, IStepReporter report, CancellationToken ct)
    {
        report.Progress(null, string.Create(CultureInfo.InvariantCulture, $"{shown.Trial}: {labels.Train.Length:N0} rows, {rows.Width:N0} features"));
        Feature[] features = [.. Enumerable.Range(0, rows.Width).Select(i => new Feature($"f{i}"))];
        using var train = Matrix(rows.Train, labels.Train, features, threads)!;
        using var validation = Matrix(rows.Validation, labels.Validation, features, threads);
        using var booster = new Booster(parameters, train);
        var curve = new LearningCurve(metric.HigherIsBetter);
        var limit = validation is null ? Math.Min(settings.Rounds, RoundsWithoutValidation) : settings.Rounds;
        for (var round = 0; round < limit; round++)
        {
            ct.ThrowIfCancellationRequested();
            booster.Update(round, train);
            var learned = metric.Of(booster.Predict(train, PredictionKind.Margin).Values, labels.Train);
            if (validation is null)
            {
                curve.Add(learned, learned, null);
            }
            else
            {
                var margins = booster.Predict(validation, PredictionKind.Margin).Values;
                curve.Add(learned, metric.Of(margins, labels.Validation), metric.Loss?.Of(margins, labels.Validation));
                report.Metric(shown.Name, metric.Of(shown.Read(margins), shown.Read(labels.Validation)), round);
            }

            report.Progress(null, string.Create(CultureInfo.InvariantCulture, $"{shown.Trial}: round {round + 1} of at most {limit}, best {curve.Best + 1}"));
            if (validation is not null && round - curve.LastGain >= settings.Patience)
            {
                break;
            }
        }

        var rounds = validation is null ? limit : curve.Best + 1;
        return new(booster.Slice(rounds), rounds, curve);
    }

    private static TrainingMatrix? Matrix(float[] values, float[] labels, Feature[] features, int threads)
    {
        if (labels.Length == 0)
        {
            return null;
        }

        var matrix = new TrainingMatrix(values, labels.Length, features, threads);
        matrix.SetLabels(labels);
        return matrix;
    }
}

/// <summary>What is to be learned, and what to stop by; on the scale that is learned.</summary>
internal sealed record BoostingLabels(float[] Train, float[] Validation);

/// <summary>A trained booster.</summary>
internal sealed record Boosted(Booster Booster, int Rounds, LearningCurve Curve);

/// <summary>How the rounds are told to those who watch: in the target's own unit, so that candidates on different scales can be compared.</summary>
/// <param name="Name">The metric's name in the run.</param>
/// <param name="Read">From the scale that is learned to the one that people read.</param>
/// <param name="Trial">Which of the candidates is tried: <c>candidate 1 of 2 (xgboost)</c>.</param>
internal sealed record ShownCurve(string Name, Func<float[], float[]> Read, string Trial);
