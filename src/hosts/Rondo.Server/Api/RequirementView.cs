using System.ComponentModel;
using Rondo.Scoping;

namespace Rondo.Server.Api;

/// <summary>A requirement of the charter and how it stands.</summary>
internal sealed record RequirementView(
    [property: Description("As written.")] string Text,
    [property: Description("pass, warn, fail, or unknown: it cannot be measured yet.")] Outcome Outcome,
    [property: Description("Normal form of the measure: mae, latency.p95, drift(temp).")] string Measure,
    [property: Description("<=, <, >=, > or =.")] string Operator,
    [property: Description("The bound in normal form.")] string Bound,
    [property: Description("The bound as a number in the measure's unit, where it has one.")] double? BoundValue,
    [property: Description("What was measured; null where nothing was.")] double? Value,
    [property: Description("Lower end of the 95 % interval.")] double? Low,
    [property: Description("Upper end of the 95 % interval.")] double? High,
    [property: Description("Rows or calls behind it.")] long? Count,
    [property: Description("SI base or bytes: s, B; empty for a pure number or the target's own unit.")] string Unit,
    [property: Description("train, validation, test, production; empty where it does not matter.")] string Split,
    [property: Description("The slice's condition; empty for all rows.")] string Slice,
    [property: Description("Whether missing it only warns.")] bool WarnOnly,
    [property: Description("Whether its being unknown holds up a promotion.")] bool HoldsUpPromotion,
    [property: Description("Why, in words.")] string Sentence,
    [property: Description("Where it is written: file:line:column.")] string Place,
    [property: Description("How it fares in use; null where production cannot answer it, or nothing is served.")] LiveView? Live)
{
    public static RequirementView Of(Judgement j, Judgement? live) => new(
        j.Requirement.Text, j.Outcome, j.Requirement.Measure, j.Requirement.Operator, j.Requirement.Bound, Times.Finite(j.BoundValue),
        Times.Finite(j.Measured?.Value), Times.Finite(j.Measured?.Low), Times.Finite(j.Measured?.High), j.Measured?.Count,
        j.Measured?.Unit ?? j.Requirement.MeasureInfo.Unit, j.Requirement.Split, j.Requirement.Slice, j.Requirement.WarnOnly, j.HoldsUpPromotion,
        j.Sentence, j.Requirement.Place.ToString(), live is null ? null : LiveView.Of(live));
}

/// <summary>How a requirement fares in use.</summary>
internal sealed record LiveView(
    [property: Description("pass, warn, fail, or unknown: not measured yet.")] Outcome Outcome,
    [property: Description("What was measured last, in the requirement's unit; null where nothing was.")] double? Value,
    [property: Description("Lower end of the 95 % interval.")] double? Low,
    [property: Description("Upper end of the 95 % interval.")] double? High,
    [property: Description("Rows or calls behind it.")] long? Count,
    [property: Description("Why, in words.")] string Sentence)
{
    public static LiveView Of(Judgement j) => new(j.Outcome, Times.Finite(j.Measured?.Value), Times.Finite(j.Measured?.Low), Times.Finite(j.Measured?.High), j.Measured?.Count, j.Sentence);
}

/// <summary>A measured value.</summary>
internal sealed record MeasurementView(
    [property: Description("The name that a requirement uses: mae, auc, latency.p95, size.")] string Measure,
    [property: Description("The estimate; null when it is not a finite number.")] double? Value,
    [property: Description("SI base or bytes: s, B; empty for a pure number or the target's own unit.")] string Unit,
    [property: Description("model, baseline, champion or data.")] string Role,
    [property: Description("train, validation, test, production, or empty.")] string Split,
    [property: Description("The slice's condition; empty for all rows.")] string Slice,
    [property: Description("Lower end of the 95 % interval.")] double? Low,
    [property: Description("Upper end of the 95 % interval.")] double? High,
    [property: Description("Rows or calls behind it.")] long? Count)
{
    public static MeasurementView Of(Measurement m) => new(
        m.Measure, Times.Finite(m.Value), m.Unit, m.Subject.Role, m.Subject.Split, m.Subject.Slice, Times.Finite(m.Low), Times.Finite(m.High), m.Count);
}
