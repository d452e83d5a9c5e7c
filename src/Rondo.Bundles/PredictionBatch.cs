namespace Rondo.Bundles;

/// <summary>Predictions, one for each row.</summary>
/// <param name="Values">The predicted number (regression); the probability of the positive class (binary) or of the label (multiclass).</param>
/// <param name="Labels">The predicted class; null for regression.</param>
/// <param name="Probabilities">For each row the probabilities in the order of the signature's classes; multiclass only, else null.</param>
public sealed record PredictionBatch(double[] Values, string[]? Labels = null, double[][]? Probabilities = null)
{
    /// <summary>How many rows.</summary>
    public int Count => Values.Length;
}
