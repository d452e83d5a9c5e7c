using System.Globalization;
using System.Text.Json.Nodes;

namespace Rondo.Pipelines.Projects;

/// <summary>What plain YAML values mean, by the core schema of YAML 1.2 (yes, no, on and off are texts).</summary>
internal static class YamlJson
{
    public static JsonNode? Of(YamlNode node) => node switch
    {
        YamlScalar scalar => Of(scalar),
        YamlList list => new JsonArray([.. list.Items.Select(Of)]),
        YamlMap map => Of(map),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is no node of a document."),
    };

    public static JsonObject Of(YamlMap map) => new(map.Entries.Select(e => KeyValuePair.Create(e.Key, Of(e.Value))));

    private static JsonValue? Of(YamlScalar scalar)
    {
        if (scalar.IsNull)
        {
            return null;
        }

        if (scalar.Quoted)
        {
            return JsonValue.Create(scalar.Text);
        }

        return scalar.Text switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            var t when long.TryParse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
            var t when IsNumber(t, out var number) => JsonValue.Create(number),
            var t => JsonValue.Create(t),
        };
    }

    private static bool IsNumber(string text, out double number)
    {
        number = 0;
        return text.All(c => char.IsAsciiDigit(c) || c is '+' or '-' or '.' or 'e' or 'E')
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }
}
