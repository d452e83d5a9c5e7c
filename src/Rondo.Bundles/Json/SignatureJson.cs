using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rondo.Bundles.Json;

/// <summary>The signature inside manifest.json. What is not set is not written.</summary>
internal static class SignatureJson
{
    public static JsonNode Write(Signature signature)
    {
        var node = new JsonObject
        {
            ["inputs"] = new JsonArray([.. signature.Inputs.Select(Write)]),
            ["classes"] = JsonText.Array(signature.Classes),
        };
        if (signature.Target is { } target)
        {
            node["target"] = target;
        }

        return node;
    }

    public static Signature Read(string task, JsonElement root) => new(
        task,
        [.. root.GetProperty("inputs").EnumerateArray().Select(Read)],
        root.Texts("classes"),
        root.TextOrNull("target"));

    private static JsonNode Write(Field field)
    {
        var node = new JsonObject { ["name"] = field.Name, ["type"] = Name(field.Type), ["nullable"] = field.Nullable };
        if (field.Unit is { } unit)
        {
            node["unit"] = unit;
        }

        if (field.Minimum is { } minimum)
        {
            node["minimum"] = minimum;
        }

        if (field.Maximum is { } maximum)
        {
            node["maximum"] = maximum;
        }

        if (field.Categories is { } categories)
        {
            node["categories"] = JsonText.Array(categories);
        }

        return node;
    }

    private static Field Read(JsonElement root) => new(
        root.Text("name"),
        Type(root.Text("type")),
        root.TextOrNull("unit"),
        root.NumberOrNull("minimum"),
        root.NumberOrNull("maximum"),
        root.Find("categories") is null ? null : root.Texts("categories"),
        root.GetProperty("nullable").GetBoolean());

    private static string Name(FieldType type) => type switch
    {
        FieldType.Number => "number",
        FieldType.Text => "text",
        FieldType.Boolean => "boolean",
        FieldType.Timestamp => "timestamp",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static FieldType Type(string name) => name switch
    {
        "number" => FieldType.Number,
        "text" => FieldType.Text,
        "boolean" => FieldType.Boolean,
        "timestamp" => FieldType.Timestamp,
        _ => throw new FormatException($"There is no field type '{name}'."),
    };
}
