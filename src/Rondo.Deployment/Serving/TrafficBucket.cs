namespace Rondo.Deployment.Serving;

/// <summary>Requests of a piece of time. Latencies are seconds from a request's arrival to its answer, of those answered; null when there were none.</summary>
/// <param name="At">Its beginning.</param>
/// <param name="Ok">Answered.</param>
/// <param name="Invalid">Refused: the request was wrong.</param>
/// <param name="Error">The model failed.</param>
/// <param name="Shed">Refused: too many were waiting.</param>
/// <param name="P50">The median latency.</param>
/// <param name="P95">95 % took no longer.</param>
/// <param name="P99">99 % took no longer.</param>
public sealed record TrafficBucket(DateTimeOffset At, long Ok, long Invalid, long Error, long Shed, double? P50, double? P95, double? P99);
