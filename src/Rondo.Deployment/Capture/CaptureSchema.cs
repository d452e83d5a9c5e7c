using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Bundles;

namespace Rondo.Deployment.Capture;

/// <summary>The inputs that a journal's predictions have.</summary>
internal sealed class CaptureSchema
{
    private static readonly string[] Own =
        [CaptureColumns.PredictionId, CaptureColumns.At, CaptureColumns.Version, CaptureColumns.Status, CaptureColumns.Latency, CaptureColumns.Value, CaptureColumns.Label];

    private CaptureSchema(IReadOnlyList<(string Name, FieldType Type)> fields)
    {
        Fields = fields;
        Columns = Unique(fields);
        Text = new JsonArray([.. fields.Select(f => (JsonNode)new JsonObject { ["name"] = f.Name, ["type"] = f.Type.ToString() })]).ToJsonString();
    }

    public IReadOnlyList<(string Name, FieldType Type)> Fields { get; }

    /// <summary>The name of each field's column: its own, but where it is taken (a table's names do not differ by case alone).</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>One line of JSON; equal for equal schemas.</summary>
    public string Text { get; }

    public static CaptureSchema Of(Signature signature) => new([.. signature.Inputs.Select(f => (f.Name, f.Type))]);

    /// <summary>Null when the text is no schema.</summary>
    public static CaptureSchema? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonArray fields
                ? new([.. fields.Select(f => ((string)f!["name"]!, Enum.Parse<FieldType>((string)f["type"]!)))])
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            return null;
        }
    }

    private static List<string> Unique(IReadOnlyList<(string Name, FieldType Type)> fields)
    {
        var taken = new HashSet<string>(Own, StringComparer.OrdinalIgnoreCase);
        var names = new List<string>(fields.Count);
        foreach (var (field, _) in fields)
        {
            var name = field;
            for (var n = 2; !taken.Add(name); n++)
            {
                name = $"{field}_{n}";
            }

            names.Add(name);
        }

        return names;
    }
}
