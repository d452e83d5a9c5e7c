namespace Rondo.Bundles;

/// <summary>One person's decision on a version.</summary>
/// <param name="Person">Who decided.</param>
/// <param name="Decision">What: <c>approved</c>, <c>rejected</c> …</param>
/// <param name="At">When.</param>
/// <param name="Comment">Why.</param>
public sealed record Approval(string Person, string Decision, DateTimeOffset At, string? Comment = null);
