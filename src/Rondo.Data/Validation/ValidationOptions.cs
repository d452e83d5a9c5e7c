using System.Text.Json.Nodes;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Data.Validation;

/// <summary>The parameters of a validation.</summary>
internal sealed record ValidationOptions
{
    public static readonly string[] Known = ["key", "drop", "target", "classes", "categories", "known-at", "horizon", "accept", "checks", "slices", "conditions", "measures"];

    public IReadOnlyList<string> Key { get; init; } = [];

    public IReadOnlyList<string> Drop { get; init; } = [];

    public string? Target { get; init; }

    public bool Classes { get; init; }

    /// <summary>Columns that <c>types:</c> calls categories.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Seconds after the row's time.</summary>
    public IReadOnlyDictionary<string, double> KnownAt { get; init; } = System.Collections.Frozen.FrozenDictionary<string, double>.Empty;

    /// <summary>Seconds ahead.</summary>
    public double? Horizon { get; init; }

    public IReadOnlyDictionary<string, string> Accept { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    public IReadOnlyList<string> Checks { get; init; } = [];

    /// <summary>What requirements and slices ask of columns.</summary>
    public AskedColumns Asked { get; init; } = new([], [], []);

    public static JsonObject Parameters(Project project)
    {
        var data = project.Section<DataSettings>();
        var charter = project.Sections.Values.OfType<Charter>().FirstOrDefault();
        var json = new JsonObject();
        json.Put("key", data.Key);
        json.Put("drop", data.Drop);
        json.Put("target", charter?.Target);
        json.Put("categories", [.. data.Types.Where(t => t.Value is "category").Select(t => t.Key).Order(StringComparer.Ordinal)]);
        json.Put("accept", data.Accept);
        json.Put("checks", [.. data.Checks.Select(c => c.Text)]);
        if (charter is not null)
        {
            json["classes"] = charter.Task != TaskKind.Regression;
        }

        if (charter?.Horizon is { } horizon)
        {
            json["horizon"] = horizon.TotalSeconds;
        }

        if (data.KnownAt.Count > 0)
        {
            json["known-at"] = new JsonObject(data.KnownAt.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, (JsonNode?)JsonValue.Create(p.Value.TotalSeconds))));
        }

        return json;
    }

    public static ValidationOptions Of(JsonObject json) => new()
    {
        Key = json.Texts("key"),
        Drop = json.Texts("drop"),
        Target = json.Text("target"),
        Classes = (bool?)json["classes"] ?? false,
        Categories = json.Texts("categories"),
        KnownAt = json["known-at"] is JsonObject known ? known.ToDictionary(p => p.Key, p => (double)p.Value!, StringComparer.Ordinal) : [],
        Horizon = (double?)json["horizon"],
        Accept = json.TextMap("accept"),
        Checks = json.Texts("checks"),
        Asked = new(json.Texts("slices"), json.Texts("conditions"), json.Texts("measures")),
    };

    public ColumnRole RoleOf(string column) =>
        string.Equals(column, TableSchema.TimeColumn, StringComparison.Ordinal) ? ColumnRole.Time
        : string.Equals(column, Target, StringComparison.Ordinal) ? ColumnRole.Target
        : Drop.Contains(column, StringComparer.Ordinal) ? ColumnRole.Dropped
        : Key.Contains(column, StringComparer.Ordinal) ? ColumnRole.Key
        : ColumnRole.Feature;
}
