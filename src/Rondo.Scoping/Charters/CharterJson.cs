using System.Globalization;
using System.Text.Json.Nodes;
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
