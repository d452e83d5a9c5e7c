namespace Rondo.Deployment.Capture;

/// <summary>What became of feedback. Nothing of a request is kept when one of its entries is wrong; conflicts are no errors of the request.</summary>
/// <param name="Accepted">New truths.</param>
/// <param name="Repeated">Truths that were known already: giving the same again changes nothing.</param>
/// <param name="Replaced">Truths that took the place of others, because that was asked for.</param>
/// <param name="Conflicts">Truths that differ from the known ones and were not taken.</param>
public sealed record FeedbackReport(int Accepted, int Repeated, int Replaced, IReadOnlyList<FeedbackConflict> Conflicts);

/// <summary>A truth that differs from the one that is known.</summary>
/// <param name="PredictionId">Of which prediction.</param>
/// <param name="Known">What was given before, and stays.</param>
/// <param name="Given">What was given now.</param>
public sealed record FeedbackConflict(string PredictionId, string Known, string Given);

/// <summary>A truth as it is kept.</summary>
/// <param name="Sequence">Grows with every truth of the endpoint that is added or replaced.</param>
/// <param name="Feedback">The truth.</param>
/// <param name="ReceivedAt">When it arrived.</param>
public sealed record ReceivedFeedback(long Sequence, Feedback Feedback, DateTimeOffset ReceivedAt);
