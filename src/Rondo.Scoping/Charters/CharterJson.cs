using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Scoping.Requirements;

namespace Rondo.Scoping.Charters;

/// <summary>A charter as JSON.</summary>
internal static class CharterJson
{
    public static JsonObject Write(Charter charter) => new()
    {
        ["problem"] = Text(charter.Problem),
        ["objective"] = Text(charter.Objective),
        ["task"] = Words.Of(charter.Task),
        ["target"] = charter.Target,
        ["positive"] = charter.Positive,
        ["unit"] = Text(charter.Unit),
        ["horizonSeconds"] = charter.Horizon?.TotalSeconds,
        ["people"] = People(charter.People),
        ["use"] = Use(charter.Use),
        ["kpi"] = charter.Kpi is { } kpi ? new JsonObject { ["name"] = kpi.Name, ["baseline"] = kpi.Baseline, ["target"] = kpi.Target } : null,
        ["risk"] = Words.Of(charter.Risk),
        ["sensitivity"] = charter.Sensitivity,
        ["costs"] = Numbers(charter.Costs),
        ["baseline"] = charter.Baseline,
        ["humanLevel"] = Numbers(charter.HumanLevel),
        ["requirements"] = Texts(charter.Requirements.Select(r => r.NormalForm)),
        ["evidence"] = Words.Of(charter.Evidence),
        ["deadline"] = charter.Deadline?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["resources"] = new JsonObject { ["cpuHours"] = charter.Resources.CpuHours, ["storageBytes"] = charter.Resources.StorageBytes },
    };

    /// <summary>
    /// Reads what gates and reviews ask of a charter: task, target, people, risk, human levels, requirements and how they are judged. Null when it is none.
    /// </summary>
    public static Charter? Read(JsonObject json)
    {
        try
        {
            var task = (string?)json["task"] switch { "binary" => TaskKind.Binary, "multiclass" => TaskKind.Multiclass, _ => TaskKind.Regression };
            var people = json["people"] as JsonObject ?? [];
            return new(task, (string?)json["target"] ?? "")
            {
                Problem = (string?)json["problem"] ?? "",
                Objective = (string?)json["objective"] ?? "",
                Positive = (string?)json["positive"],
                People = new()
                {
                    Owner = (string?)people["owner"],
                    Scientist = (string?)people["scientist"],
                    Reviewers = Texts(people["reviewers"]),
                    Operators = Texts(people["operators"]),
                    Informed = Texts(people["informed"]),
                },
                Risk = (string?)json["risk"] switch { "high" => RiskTier.High, "medium" => RiskTier.Medium, _ => RiskTier.Low },
                Baseline = (string?)json["baseline"],
                HumanLevel = (json["humanLevel"] as JsonObject ?? []).ToDictionary(l => l.Key, l => (double)l.Value!, StringComparer.Ordinal),
                Requirements = [.. Texts(json["requirements"]).Select(r => Requirement.Parse(r, new("charter")).Value)],
                Evidence = (string?)json["evidence"] is "bound" ? EvidenceRule.Bound : EvidenceRule.Estimate,
            };
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or OverflowException or FailureException)
        {
            return null;
        }
    }

    private static List<string> Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(t => (string?)t ?? "").Where(t => t.Length > 0)];

    private static JsonObject People(People people) => new()
    {
        ["owner"] = people.Owner,
        ["scientist"] = people.Scientist,
        ["reviewers"] = Texts(people.Reviewers),
        ["operators"] = Texts(people.Operators),
        ["informed"] = Texts(people.Informed),
    };

    private static JsonObject Use(Use use) => new()
    {
        ["how"] = Text(use.How),
        ["availability"] = use.Availability,
        ["sharing"] = Text(use.Sharing),
        ["reuse"] = Texts(use.Reuse),
        ["effort"] = Text(use.Effort),
    };

    private static JsonObject Numbers(IReadOnlyDictionary<string, double> numbers) =>
        new(numbers.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => KeyValuePair.Create(n.Key, (JsonNode?)n.Value)));

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)t)]);

    private static JsonNode? Text(string text) => text.Length == 0 ? null : text;
}
