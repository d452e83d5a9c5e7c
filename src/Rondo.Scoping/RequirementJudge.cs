using Rondo.Scoping.Requirements;

namespace Rondo.Scoping;

/// <summary>Judges requirements by measurements. Pure: the same arguments give the same judgement.</summary>
/// <remarks>
/// With <see cref="EvidenceRule.Estimate"/> a requirement passes when the estimate meets the bound, warns when it does and its interval
/// reaches across, and fails when it does not. With <see cref="EvidenceRule.Bound"/> the whole interval has to meet the bound; a measure
/// that is not exact and has no interval is UNKNOWN. Only the end of the interval that could cross counts: the upper one for
/// <c>&lt;=</c>. A bound over <c>baseline</c> or <c>champion</c> takes their estimates as fixed, unless a measurement of the
/// difference exists (<see cref="Requirement.DifferenceMeasure"/>), which is then compared with zero.
/// </remarks>
public static class RequirementJudge
{
    /// <summary>Judges one requirement by the measurements of one candidate.</summary>
    /// <param name="requirement">What is asked.</param>
    /// <param name="measurements">
    /// Everything measured, of the roles <c>model</c>, <c>baseline</c>, <c>champion</c> and <c>data</c>, in any order. Found by measure, role, split and
    /// slice; of several that fit, the last counts.
    /// </param>
    /// <param name="evidence">Whether the estimate or the whole interval has to meet the bound.</param>
    public static Judgement Judge(Requirement requirement, IReadOnlyList<Measurement> measurements, EvidenceRule evidence)
    {
        var measure = requirement.MeasureInfo;
        var bound = BoundParser.Parse(requirement.Bound, measure);
        var evidenceBase = new Evidence(requirement, measurements);

        if (evidenceBase.Candidate(measure.Role) is not { } measured)
        {
            return Unknown(requirement, null, $"{Sentences.Subject(requirement)} has not been measured yet.", measurements, bound);
        }

        if (double.IsNaN(measured.Value))
        {
            return Unknown(requirement, null, $"{Sentences.Subject(requirement)} has no value here: it is undefined on these rows.", measurements, bound);
        }

        if (bound.References.FirstOrDefault(r => evidenceBase.Reference(r) is null) is { } missing)
        {
            return Unknown(requirement, measured, Sentences.MissingReference(requirement, missing, Exists(missing, measurements)), measurements, bound);
        }

        var value = bound.Value(r => evidenceBase.Reference(r)!.Value);
        if (!double.IsFinite(value))
        {
            return Unknown(requirement, measured, $"The bound '{requirement.Bound}' has no value with what was measured.", measurements, bound);
        }

        return Compare(requirement, measured, evidenceBase.Difference(measure.Role), value, evidence);
    }

    private static Judgement Compare(Requirement requirement, Measurement measured, Measurement? difference, double bound, EvidenceRule evidence)
    {
        var judged = difference is null ? new Interval(measured, requirement) : new Interval(difference, requirement);
        var limit = difference is null ? bound : 0;
        if (evidence is EvidenceRule.Bound && judged.Missing)
        {
            return new(requirement, Outcome.Unknown, measured, bound,
                $"{Sentences.Subject(requirement)} is {Sentences.Value(measured)} without a confidence interval, and the charter asks for one (evidence: bound).")
            {
                HoldsUpPromotion = Knowable(requirement),
            };
        }

        var met = judged.EstimateMeets(limit);
        var sure = judged.AllMeets(limit);
        var outcome = (met, sure, evidence) switch
        {
            (true, true, _) => Outcome.Pass,
            (true, false, EvidenceRule.Estimate) => Outcome.Warn,
            _ => requirement.WarnOnly ? Outcome.Warn : Outcome.Fail,
        };
        return new(requirement, outcome, measured, bound, Sentences.Compared(requirement, measured, difference, bound, met, sure));
    }

    private static Judgement Unknown(Requirement requirement, Measurement? measured, string sentence, IReadOnlyList<Measurement> all, Bound bound) =>
        new(requirement, Outcome.Unknown, measured, null, sentence)
        {
            HoldsUpPromotion = Knowable(requirement)
                && (measured is null || !bound.References.Contains("champion", StringComparer.Ordinal) || Exists("champion", all)),
        };

    // What only use can tell cannot be a condition of first use.
    private static bool Knowable(Requirement requirement) => !requirement.WarnOnly && !string.Equals(requirement.Split, "production", StringComparison.Ordinal);

    private static bool Exists(string role, IReadOnlyList<Measurement> measurements) =>
        measurements.Any(m => string.Equals(m.Subject.Role, role, StringComparison.Ordinal));
}
