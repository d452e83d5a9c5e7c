namespace Rondo.Deployment;

/// <summary>The truth about one prediction, as it arrives later.</summary>
/// <param name="PredictionId">Which prediction.</param>
/// <param name="Truth">What turned out to be true: a number in invariant form for regression, a class otherwise.</param>
/// <param name="ObservedAt">When it became true.</param>
public sealed record Feedback(string PredictionId, string Truth, DateTimeOffset ObservedAt);
