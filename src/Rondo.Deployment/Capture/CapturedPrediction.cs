namespace Rondo.Deployment.Capture;

/// <summary>A captured prediction, or a request that was not answered.</summary>
/// <param name="Id">The prediction's id.</param>
/// <param name="At">When it was answered.</param>
/// <param name="Version">The version that answered.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Latency">From the request's arrival to its answer.</param>
/// <param name="Value">The predicted number, or the probability of the predicted class; null unless it was answered.</param>
/// <param name="Label">The predicted class; null for regression.</param>
/// <param name="Truth">What turned out to be true; null while nobody has said.</param>
public sealed record CapturedPrediction(
    string Id, DateTimeOffset At, long Version, PredictionStatus Status, TimeSpan Latency, double? Value, string? Label, string? Truth);
