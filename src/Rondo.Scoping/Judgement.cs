namespace Rondo.Scoping;

/// <summary>How a requirement came out.</summary>
public enum Outcome
{
    /// <summary>It is met.</summary>
    Pass,

    /// <summary>It is met by the estimate but the interval reaches across, or it is missed and says <c>warn</c>.</summary>
    Warn,

    /// <summary>It cannot be measured yet.</summary>
    Unknown,

    /// <summary>It is not met.</summary>
    Fail,
}

/// <summary>A requirement and how it came out.</summary>
/// <param name="Requirement">What was asked.</param>
/// <param name="Outcome">PASS, WARN, FAIL or UNKNOWN.</param>
/// <param name="Measured">What was judged, where there was something.</param>
/// <param name="BoundValue">The bound as a number in the measure's unit, where it has one.</param>
/// <param name="Sentence">Why, in words: what was measured against what, or what is missing.</param>
public sealed record Judgement(Requirement Requirement, Outcome Outcome, Measurement? Measured, double? BoundValue, string Sentence)
{
    /// <summary>
    /// Whether the missing knowledge can be had before a promotion, so that a risky model waits for it. False for anything but UNKNOWN,
    /// for sentences that say <c>warn</c>, for those about production, and for comparisons with a champion when there is none yet.
    /// </summary>
    public bool HoldsUpPromotion { get; init; }
}
