using System.Text.Json.Nodes;
using Rondo.Scoping.Requirements;

namespace Rondo.Scoping;

/// <summary>The requirements of a charter, judged: what a gate says about one candidate.</summary>
/// <param name="Judgements">One a requirement, in the order of the charter.</param>
public sealed record GateReport(IReadOnlyList<Judgement> Judgements)
{
    /// <summary>The word where nothing is required.</summary>
    public const string None = "NONE";

    /// <summary>FAIL if anything fails, else UNKNOWN if anything is, else WARN if anything warns, else PASS; PASS without requirements.</summary>
    public Outcome Overall => Judgements.Count == 0 ? Outcome.Pass : Judgements.Max(j => j.Outcome);

    /// <summary><see cref="Overall"/> as it is shown: PASS, WARN, FAIL or UNKNOWN; NONE without requirements, since then nothing was asked.</summary>
    public string Word => Judgements.Count == 0 ? None : Overall.ToString().ToUpperInvariant();

    /// <summary>0, or 1 when the answer is no: something failed. UNKNOWN and WARN do not fail a run.</summary>
    public int ExitCode => Overall is Outcome.Fail ? 1 : 0;

    /// <summary>
    /// Judges every requirement of a charter. Levels that the charter itself states (<c>baseline: { human: … }</c>) are added to the
    /// measurements.
    /// </summary>
    public static GateReport Judge(Charter charter, IReadOnlyList<Measurement> measurements)
    {
        Measurement[] all = [.. measurements, .. charter.StatedMeasurements];
        return new([.. charter.Requirements.Select(r => RequirementJudge.Judge(r, all, charter.Evidence))]);
    }

    /// <summary>
    /// Whether a version may not be promoted: something failed, or, at medium and high risk, something that could be known by now is not
    /// (<see cref="Judgement.HoldsUpPromotion"/>).
    /// </summary>
    public bool BlocksPromotion(RiskTier risk) =>
        Overall is Outcome.Fail || (risk is not RiskTier.Low && Judgements.Any(j => j.HoldsUpPromotion));

    /// <summary>Lines for a terminal, without colours; a line a requirement, and one with the overall outcome.</summary>
    public string ToText() => GateRendering.Text(this);

    /// <summary>A table for a model card or a merge request.</summary>
    public string ToMarkdown() => GateRendering.Markdown(this);

    /// <summary>For machines: <c>overall</c>, <c>exitCode</c> and <c>judgements</c> with numbers in base units.</summary>
    public JsonObject ToJson() => GateRendering.Json(this);
}
