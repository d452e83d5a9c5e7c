using System.Text;
using System.Text.Json;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Caching;

/// <summary>What a key has given before.</summary>
internal sealed record CacheEntry(Digest Key, RunId Run, IReadOnlyList<RunArtifact> Outputs, IReadOnlyList<string> Warnings)
{
    public string OutputsText()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var output in Outputs)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(output.Port);
                writer.WriteStringValue(output.Kind);
                writer.WriteStringValue(output.Digest.Hex);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static List<RunArtifact> ParseOutputs(string text)
    {
        using var document = JsonDocument.Parse(text);
        var outputs = new List<RunArtifact>();
        foreach (var item in document.RootElement.EnumerateArray())
        {
            outputs.Add(new("out", item[0].GetString()!, item[1].GetString()!, Digest.Parse(item[2].GetString()!)));
        }

        return outputs;
    }

    public string WarningsText() => Warnings.Count == 0 ? "" : string.Join('\n', Warnings.Select(w => w.ReplaceLineEndings(" ")));

    public static IReadOnlyList<string> ParseWarnings(string text) => text.Length == 0 ? [] : text.Split('\n');
}
