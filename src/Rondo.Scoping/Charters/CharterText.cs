using System.Globalization;
using System.Text;
using Rondo.Scoping.Requirements;

namespace Rondo.Scoping.Charters;

/// <summary>A charter as text: a name in the left column, its value wrapped beside it.</summary>
internal static class CharterText
{
    private const int Column = 14;

    public static string Write(Charter charter, int width)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in Lines(charter).Where(l => l.Value.Length > 0))
        {
            Line(text, name, value, width);
        }

        string[] requirements = charter.Requirements.Count == 0 ? ["none"] : [.. charter.Requirements.Select(r => r.NormalForm)];
        for (var i = 0; i < requirements.Length; i++)
        {
            text.Append((i == 0 ? "requirements" : "").PadRight(Column)).Append(requirements[i]).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value)> Lines(Charter c) =>
    [
        ("problem", c.Problem),
        ("objective", c.Objective),
        ("task", Task(c)),
        ("unit", c.Unit),
        ("horizon", c.Horizon is { } h ? Duration(h) : ""),
        .. People(c.People),
        ("use", Use(c.Use)),
        ("kpi", c.Kpi is { } k ? $"{k.Name}{Change(k)}" : ""),
        ("risk", Words.Of(c.Risk)),
        ("sensitivity", c.Sensitivity),
        ("costs", string.Join(", ", c.Costs.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key} {Number(p.Value)}"))),
        ("baseline", c.HumanLevel.Count == 0 ? c.Baseline ?? "" : $"human: {string.Join(", ", c.HumanLevel.Select(p => $"{p.Key} {Number(p.Value)}"))}"),
        ("deadline", c.Deadline?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""),
        ("resources", Resources(c.Resources)),
        ("evidence", c.Evidence is EvidenceRule.Bound ? "bound: the whole confidence interval has to meet a requirement" : "estimate: the estimate has to meet a requirement"),
    ];

    private static string Task(Charter c) => $"{Words.Of(c.Task)} of {c.Target}{(c.Positive is { } p ? $", where '{p}' is the event" : "")}";

    private static IEnumerable<(string Name, string Value)> People(People people) =>
    [
        ("owner", people.Owner ?? ""),
        ("scientist", people.Scientist ?? ""),
        ("reviewers", string.Join(", ", people.Reviewers)),
        ("operators", string.Join(", ", people.Operators)),
        ("informed", string.Join(", ", people.Informed)),
    ];

    private static string Use(Use use)
    {
        string[] parts =
        [
            use.How,
            use.Availability is { } a ? $"available {Number(a * 100)} % of the time" : "",
            use.Sharing.Length > 0 ? $"shared with {use.Sharing}" : "",
            use.Reuse.Count > 0 ? $"also for {string.Join(", ", use.Reuse)}" : "",
            use.Effort.Length > 0 ? $"effort {use.Effort}" : "",
        ];
        return string.Join("; ", parts.Where(p => p.Length > 0));
    }

    private static string Change(Kpi kpi) => (kpi.Baseline, kpi.Target) switch
    {
        ({ } before, { } after) => $", from {Number(before)} to {Number(after)}",
        (null, { } after) => $", to {Number(after)}",
        ({ } before, null) => $", {Number(before)} today",
        _ => "",
    };

    private static string Resources(Budget budget)
    {
        string[] parts =
        [
            budget.CpuHours is { } h ? $"{Number(h)} cpu-hours" : "",
            budget.StorageBytes is { } b ? Units.Show(b, "B") : "",
        ];
        return string.Join(", ", parts.Where(p => p.Length > 0));
    }

    private static string Duration(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } when span.TotalDays.Equals(Math.Floor(span.TotalDays)) => $"{Number(span.TotalDays)} days",
        { TotalHours: >= 1 } => $"{Number(span.TotalHours)} h",
        { TotalMinutes: >= 1 } => $"{Number(span.TotalMinutes)} min",
        _ => $"{Number(span.TotalSeconds)} s",
    };

    private static string Number(double value) => Math.Round(value, 10).ToString("0.##########", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, string name, string value, int width)
    {
        text.Append(name.PadRight(Column));
        var used = Column;
        foreach (var word in value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var first = used == Column;
            if (!first && used + 1 + word.Length > width)
            {
                text.Append('\n').Append(' ', Column);
                (used, first) = (Column, true);
            }

            text.Append(first ? "" : " ").Append(word);
            used += word.Length + (first ? 0 : 1);
        }

        text.Append('\n');
    }
}
