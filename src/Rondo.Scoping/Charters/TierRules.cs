using Rondo.Pipelines;
using Rondo.Scoping.Requirements;

namespace Rondo.Scoping.Charters;

/// <summary>The fields that a risk tier makes compulsory. <c>docs/reference/charter.md</c> has them as a table.</summary>
internal static class TierRules
{
    private sealed record Rule(RiskTier From, string Key, Func<Charter, bool> Holds, string Problem, string Remedy);

    private static readonly Rule[] Rules =
    [
        new(RiskTier.Medium, "problem", c => c.Problem.Length > 0, "what hurts, in the business's words", "Write problem: one sentence."),
        new(RiskTier.Medium, "objective", c => c.Objective.Length > 0, "what will be better, and the decision that the prediction changes", "Write objective: one sentence."),
        new(RiskTier.Medium, "people", c => c.People.Owner is not null, "an owner who answers for the model", "Write people: { owner: name@example.org, … }."),
        new(RiskTier.Medium, "people", c => Reviewers(c) >= 1, "a reviewer who did not build the model", "Write people: { reviewers: [name@example.org], … }, with somebody else than the scientist."),
        new(RiskTier.Medium, "use", c => c.Use.How.Length > 0, "how the model is used", "Write use: { how: nightly batch }."),
        new(RiskTier.Medium, "requirements", c => c.Requirements.Any(r => !r.WarnOnly), "a requirement that can fail", "Write what the model has to reach, without 'warn'."),
        new(RiskTier.High, "people", c => Reviewers(c) is 0 or >= 2, "two reviewers who did not build the model", "Write people: { reviewers: [one@example.org, two@example.org], … }, both somebody else than the scientist."),
        new(RiskTier.High, "people", c => c.People.Scientist is not null, "the scientist who builds the model, so that nobody reviews their own", "Write people: { scientist: name@example.org, … }."),
        new(RiskTier.High, "people", c => c.People.Operators.Count > 0, "an operator who runs the model and can stop it", "Write people: { operators: [name@example.org], … }."),
        new(RiskTier.High, "unit", c => c.Unit.Length > 0, "what one prediction is about", "Write unit: one loan application."),
        new(RiskTier.High, "kpi", c => c.Kpi is not null, "the business's own measure", "Write kpi: { name: …, baseline: …, target: … }."),
        new(RiskTier.High, "sensitivity", c => c.Places.ContainsKey("sensitivity"), "how sensitive the data are", "Write sensitivity: public | internal | confidential | personal."),
    ];

    public static void Check(Charter charter, SectionReader reader)
    {
        foreach (var rule in Rules.Where(r => r.From <= charter.Risk && !r.Holds(charter)))
        {
            reader.Failures.Add(new("charter.tier", $"At {Words.Of(charter.Risk)} risk the charter has to name {rule.Problem}.", rule.Remedy, reader.PlaceOf(rule.Key))
            {
                Arguments = new Dictionary<string, string>(StringComparer.Ordinal) { ["key"] = rule.Key, ["risk"] = Words.Of(charter.Risk) },
            });
        }
    }

    // The author never approves alone.
    private static int Reviewers(Charter charter) =>
        charter.People.Reviewers.Count(r => !string.Equals(r, charter.People.Scientist, StringComparison.OrdinalIgnoreCase));
}
