using Rondo.Pipelines;
using Rondo.Scoping.Requirements;

namespace Rondo.Scoping.Charters;

/// <summary>Reads <c>charter:</c>.</summary>
internal sealed class CharterSection : ISection
{
    private static readonly string[] Keys =
    [
        "problem", "objective", "task", "target", "positive", "unit", "horizon", "people", "use", "kpi", "risk", "sensitivity", "costs",
        "baseline", "requirements", "evidence", "deadline", "resources",
    ];

    public string Key => "charter";

    public object Read(SectionReader reader, SectionContext earlier)
    {
        if (!earlier.Present)
        {
            if (earlier.WritesPipeline)
            {
                return Charter.None;
            }

            reader.Failures.Add(new("charter.missing", "The project has no charter.",
                "Write for example: charter: { task: regression, target: NAME }, with the column to predict.", reader.Place with { Line = 0, Column = 0 }));
            return Charter.None;
        }

        SecretRule.Check(reader, Keys);
        var task = TaskReader.Read(reader);
        var requirements = RequirementListReader.Read(reader, task);
        var baseline = BaselineReader.Read(reader, task, requirements);
        var charter = new Charter(task ?? TaskKind.Regression, Compulsory.Text(reader, "target", "Name the column to predict: target: NAME."))
        {
            Problem = Plain(reader, "problem"),
            Objective = Plain(reader, "objective"),
            Positive = Positive(reader, task),
            Unit = Plain(reader, "unit"),
            Horizon = reader.Duration("horizon"),
            People = PeopleReader.Read(reader),
            Use = UseReader.Read(reader),
            Kpi = KpiReader.Read(reader),
            Risk = reader.Choice("risk", "low", "low", "medium", "high") switch { "high" => RiskTier.High, "medium" => RiskTier.Medium, _ => RiskTier.Low },
            Sensitivity = reader.Choice("sensitivity", "internal", "public", "internal", "confidential", "personal"),
            Costs = CostsReader.Read(reader, task),
            Baseline = baseline.Name,
            HumanLevel = baseline.HumanLevel,
            Requirements = requirements,
            Evidence = reader.Choice("evidence", "estimate", "estimate", "bound") is "bound" ? EvidenceRule.Bound : EvidenceRule.Estimate,
            Deadline = reader.Date("deadline"),
            Resources = Resources(reader),
            Places = Keys.Where(k => reader.Node(k) is not null).ToDictionary(k => k, reader.PlaceOf, StringComparer.Ordinal),
        };

        CrossRules.Check(charter, reader);
        TierRules.Check(charter, reader);
        return charter;
    }

    private static string Plain(SectionReader reader, string key) => reader.Text(key)?.Trim() ?? "";

    private static string? Positive(SectionReader reader, TaskKind? task)
    {
        var positive = reader.Text("positive");
        if (positive is not null && task is TaskKind.Regression or TaskKind.Multiclass)
        {
            reader.Failures.Add(new("charter.positive", $"A {Words.Of(task.Value)} task has no positive label.", "Leave 'positive' out, or write task: binary.", reader.PlaceOf("positive")));
        }

        return positive;
    }

    private static Budget Resources(SectionReader reader)
    {
        if (reader.Map("resources") is not { } inner)
        {
            return new();
        }

        var hours = inner.Number("cpu-hours");
        if (hours <= 0)
        {
            inner.Failures.Add(new("charter.resources", "charter.resources.cpu-hours has to be more than 0.", "Write for example cpu-hours: 5, or leave it out for no limit.", inner.PlaceOf("cpu-hours")));
        }

        var budget = new Budget(hours, inner.Size("storage"));
        inner.Finish();
        return budget;
    }
}
