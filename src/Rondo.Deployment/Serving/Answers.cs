using Rondo.Bundles;
using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>The predictions of one request.</summary>
internal sealed class Answers
{
    private readonly double[] _oneValue = new double[1];
    private readonly string[] _oneLabel = new string[1];
    private readonly double[][] _oneProbabilities = [[]];

    public double[] Values { get; private set; } = [];

    /// <summary>Null for regression.</summary>
    public string[]? Labels { get; private set; }

    /// <summary>Null but for multiclass.</summary>
    public double[][]? Probabilities { get; private set; }

    /// <summary>Predicts what a buffer holds: a single row without allocation, several as one batch.</summary>
    public IReadOnlyList<Failure> Predict(Predictor predictor, RecordBuffer records, CancellationToken ct)
    {
        if (records.Rows == 1)
        {
            return PredictOne(predictor, records, ct);
        }

        var batch = predictor.Predict(records.ToColumns(), ct);
        if (batch.Ok)
        {
            (Values, Labels, Probabilities) = (batch.Value.Values, batch.Value.Labels, batch.Value.Probabilities);
        }

        return batch.Ok ? NotFinite() : batch.Failures;
    }

    private IReadOnlyList<Failure> PredictOne(Predictor predictor, RecordBuffer records, CancellationToken ct)
    {
        using var row = predictor.Rent();
        records.CopyTo(row, 0);
        var predicted = row.Predict(ct);
        if (!predicted.Ok)
        {
            return predicted.Failures;
        }

        _oneValue[0] = predicted.Value.Value;
        Values = _oneValue;
        Labels = predicted.Value.Label is { } label ? One(label) : null;
        if (predictor.Signature.Task is Signature.Multiclass)
        {
            if (_oneProbabilities[0].Length != row.Probabilities.Length)
            {
                _oneProbabilities[0] = new double[row.Probabilities.Length];
            }

            row.Probabilities.CopyTo(_oneProbabilities[0]);
            Probabilities = _oneProbabilities;
        }

        return NotFinite();
    }

    private string[] One(string label)
    {
        _oneLabel[0] = label;
        return _oneLabel;
    }

    private IReadOnlyList<Failure> NotFinite()
    {
        for (var row = 0; row < Values.Length; row++)
        {
            if (!double.IsFinite(Values[row]))
            {
                return [new("model.not-finite", $"The model gave no finite number for row {row}.", "The model is at fault: look at what it does with such a row, or roll back.") { Kind = FailureKind.World }];
            }
        }

        return [];
    }
}
