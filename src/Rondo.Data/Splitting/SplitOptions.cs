using System.Text.Json.Nodes;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Data.Splitting;

/// <summary>The parameters of a split.</summary>
internal sealed record SplitOptions
{
    public static readonly string[] Known = ["by", "group", "test", "validation", "seed", "key", "target", "classes", "time", "window"];

    public SplitKind? By { get; init; }

    public string? Group { get; init; }

    public double Test { get; init; } = 0.2;

    public double Validation { get; init; } = 0.1;

    public int Seed { get; init; } = 1;

    public IReadOnlyList<string> Key { get; init; } = [];

    public string? Target { get; init; }

    public bool Classes { get; init; }

    /// <summary>When a row happened, as an expression; only rows of traffic need it.</summary>
    public string? Time { get; init; }

    /// <summary>With traffic: how far back training rows go.</summary>
    public TimeSpan? Window { get; init; }

    public static JsonObject Parameters(Project project)
    {
        var data = project.Section<DataSettings>();
        var charter = project.Sections.Values.OfType<Charter>().FirstOrDefault();
        var json = new JsonObject { ["test"] = data.Split.Test, ["validation"] = data.Split.Validation, ["seed"] = data.Split.Seed };
        json.Put("by", data.Split.By?.ToString().ToLowerInvariant());
        json.Put("group", data.Split.Group);
        json.Put("key", data.Key);
        json.Put("target", charter?.Target);
        if (charter is not null)
        {
            json["classes"] = charter.Task != TaskKind.Regression;
        }

        if (data.Traffic is not null)
        {
            json.Put("time", data.Time);
            json.Put("window", data.Window?.ToString("c", System.Globalization.CultureInfo.InvariantCulture));
        }

        return json;
    }

    public static SplitOptions Of(JsonObject json) => new()
    {
        By = json.Text("by") is { } by ? Enum.Parse<SplitKind>(by, ignoreCase: true) : json.ContainsKey("group") ? SplitKind.Group : null,
        Group = json.Text("group"),
        Test = Share(json["test"], 0.2),
        Validation = Share(json["validation"], 0.1),
        Seed = (int?)json["seed"] ?? 1,
        Key = json.Texts("key"),
        Target = json.Text("target"),
        Classes = (bool?)json["classes"] ?? false,
        Time = json.Text("time"),
        Window = json.Text("window") is { } window ? ScalarForms.Duration(window) ?? TimeSpan.Parse(window, System.Globalization.CultureInfo.InvariantCulture) : null,
    };

    // A step's with: may write 20% as people do.
    private static double Share(JsonNode? node, double fallback) =>
        node is null ? fallback : node.GetValueKind() == System.Text.Json.JsonValueKind.String ? ScalarForms.Share((string)node!) ?? fallback : (double)node;
}
