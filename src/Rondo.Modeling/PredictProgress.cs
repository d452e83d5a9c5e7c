namespace Rondo.Modeling;

/// <summary>How far a prediction of a file is.</summary>
/// <param name="Rows">Rows written.</param>
/// <param name="BadRows">How many of them could not be scored.</param>
/// <param name="Share">The share of the input's bytes, 0 to 1.</param>
public sealed record PredictProgress(long Rows, long BadRows, double Share);
