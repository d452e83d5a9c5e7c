using System.Globalization;
using System.Text.Json.Nodes;

namespace Rondo.Deployment.Alerts;

/// <summary>What an alert's evidence comes to: which columns, which parts of them, and in which slices answers are worst.</summary>
/// <param name="Code">The kind of rule: <c>drift</c>, <c>quality</c>, <c>requests</c>, <c>errors</c>, <c>shed</c>, <c>performance</c>, <c>concept</c>, <c>requirement</c>, <c>rollback</c>.</param>
/// <param name="Text">In words; empty where the alert's own sentence says all.</param>
/// <param name="Args">The most telling figures as values, by which a page says the same in another language.</param>
public sealed record AlertExplanation(string Code, string Text, JsonObject Args)
{
    private const int Shown = 3;

    /// <summary>Reads an alert's evidence; what is not there is left out.</summary>
    public static AlertExplanation Of(Alert alert)
    {
        var code = CodeOf(alert.Rule);
        var columns = Items(alert.Evidence, "columns");
        var slices = Items(alert.Evidence, "slices");
        var said = columns.Take(Shown).Select(Column).Concat(slices.Take(Shown).Select(Slice)).Where(s => s.Length > 0);
        return new(code, string.Join(' ', said), Figures(alert, columns, slices));
    }

    private static string CodeOf(string rule) => rule switch
    {
        "quality:requests" => "requests",
        "errors:shed" => "shed",
        _ => rule.Split(':')[0],
    };

    private static string Column(JsonObject column)
    {
        var name = (string?)column["name"];
        var moved = Items(column, "moved").Select(m => string.Create(CultureInfo.InvariantCulture, $"{Percent(m, "current")} of rows are {Label(m)}, {Percent(m, "reference")} in the training data"));
        return string.Join("; ", moved) is { Length: > 0 } parts ? $"{name}: {parts}." : "";
    }

    private static string Slice(JsonObject slice)
    {
        var where = (string?)slice["column"] is { } column ? $"{column} is {Label(slice)}" : Label(slice);
        var before = slice["before"] is null ? "" : string.Create(CultureInfo.InvariantCulture, $" (at first {Number(slice, "before"):0.###})");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Where {where}: error {Number(slice, "error"):0.###}{before} over {Number(slice, "rows"):0} answers, {Percent(slice, "share")} of all; {Number(slice, "others"):0.###} elsewhere.");
    }

    private static JsonObject Figures(Alert alert, List<JsonObject> columns, List<JsonObject> slices)
    {
        var args = new JsonObject { ["endpoint"] = alert.Endpoint, ["rule"] = alert.Rule };
        foreach (var key in new[] { "version", "rows", "windows", "before", "now", "reason", "requirement", "bound" })
        {
            if (alert.Evidence[key] is JsonValue value)
            {
                args[key] = value.DeepClone();
            }
        }

        Measured(args, alert.Evidence["measured"] ?? alert.Evidence["now"], "");
        Measured(args, alert.Evidence["before"], "before");
        if (columns.Count > 0)
        {
            args["column"] = columns[0]["name"]?.DeepClone();
            args["more"] = columns.Count - 1;
            args["effect"] = columns[0]["effect"]?.DeepClone();
            args["noise"] = columns[0]["noise"]?.DeepClone();
        }

        if ((columns.Count > 0 ? Items(columns[0], "moved") : slices) is [var part, ..])
        {
            args["part"] = Label(part);
        }

        return args;
    }

    private static void Measured(JsonObject args, JsonNode? node, string prefix)
    {
        if (node is JsonObject measured)
        {
            foreach (var key in new[] { "measure", "value", "low", "high", "count" })
            {
                args[prefix.Length == 0 ? key : prefix + char.ToUpperInvariant(key[0]) + key[1..]] = measured[key]?.DeepClone();
            }
        }
    }

    private static List<JsonObject> Items(JsonObject of, string key) => [.. (of[key] as JsonArray ?? []).OfType<JsonObject>()];

    private static string Label(JsonObject part) => (string?)part["label"] ?? "";

    private static string Percent(JsonObject part, string key) => (100 * Number(part, key)).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    private static double Number(JsonObject part, string key) => part[key] is JsonValue value && value.TryGetValue<double>(out var number) ? number : 0;
}
