using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Bundles.Json;

/// <summary>Reads JSON that nobody vouches for; repeated keys are refused.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static bool IsValid(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads a whole file; whatever is wrong with it becomes one failure that names it.</summary>
    public static T Read<T>(string part, ReadOnlyMemory<byte> bytes, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            return read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            var failure = BundleFailure.Broken("json", $"{part} of the bundle is not what it should be: {FirstLine(error.Message)}");
            throw new FailureException(failure, error);
        }
    }

    public static string Text(this JsonElement element, string key) => element.GetProperty(key).GetString() ?? throw Null(key);

    public static string? TextOrNull(this JsonElement element, string key) => element.Find(key)?.GetString();

    public static double? NumberOrNull(this JsonElement element, string key) => element.Find(key)?.GetDouble();

    public static IReadOnlyList<string> Texts(this JsonElement element, string key) =>
        [.. element.GetProperty(key).EnumerateArray().Select(e => e.GetString() ?? throw Null(key))];

    public static JsonElement? Find(this JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static JsonArray Array(IEnumerable<string> texts) => new([.. texts.Select(t => (JsonNode)JsonValue.Create(t))]);

    private static FormatException Null(string key) => new($"'{key}' holds a null.");

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();
}
