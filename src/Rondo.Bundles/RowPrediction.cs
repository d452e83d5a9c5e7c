namespace Rondo.Bundles;

/// <summary>One row's prediction.</summary>
/// <param name="Value">As in <see cref="PredictionBatch.Values"/>.</param>
/// <param name="Label">The predicted class; null for regression.</param>
public readonly record struct RowPrediction(double Value, string? Label);
