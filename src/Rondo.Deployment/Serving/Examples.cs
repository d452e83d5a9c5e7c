using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Bundles;

namespace Rondo.Deployment.Serving;

/// <summary>A bundle's samples as the records that a caller would send.</summary>
internal static class Examples
{
    /// <summary>The first sample as a JSON object.</summary>
    public static string Of(Bundle bundle) => Record(bundle, 0).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static JsonObject Record(Bundle bundle, int row) =>
        new(bundle.Signature.Inputs.Select(f => KeyValuePair.Create(f.Name, Value(f.Type, bundle.Samples.Inputs[f.Name], row))));

    private static JsonNode? Value(FieldType type, Array column, int row) => (type, column) switch
    {
        (FieldType.Boolean, double[] numbers) => double.IsNaN(numbers[row]) ? null : numbers[row] != 0,
        (_, double[] numbers) => double.IsFinite(numbers[row]) ? numbers[row] : null,
        (_, long[] times) => Time(times[row]),
        (_, string?[] texts) => string.IsNullOrEmpty(texts[row]) ? null : texts[row],
        _ => null,
    };

    private static JsonNode? Time(long micros) =>
        micros < Instants.Micros(DateTimeOffset.MinValue) || micros > Instants.Micros(DateTimeOffset.MaxValue)
            ? null
            : Instants.OfMicros(micros).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);
}
