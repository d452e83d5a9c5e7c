using Rondo.Bundles;
using Rondo.Data;

namespace Rondo.Modeling.Scoring;

/// <summary>Rows with what a model says of them.</summary>
/// <param name="Rows">As they were read.</param>
/// <param name="Predictions">Of the rows that were given to the model.</param>
/// <param name="Places">For each row where among the predictions its own is; -1 when it has none.</param>
/// <param name="Bad">The rows without a prediction, in their order.</param>
internal sealed record ScoredBatch(TableBatch Rows, PredictionBatch Predictions, int[] Places, IReadOnlyList<UnreadableRow> Bad)
{
    /// <summary>The class of a row, or null.</summary>
    public string? Label(int row) => Places[row] < 0 ? null : Predictions.Labels![Places[row]];

    /// <summary>A number of a row that has a prediction.</summary>
    public double Number(int row, int index) => Predictions.Probabilities is { } classes ? classes[Places[row]][index] : Predictions.Values[Places[row]];
}
