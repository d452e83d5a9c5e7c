using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rondo.Kernel;

namespace Rondo.Stores.Audit;

/// <summary>A row of the chain as it is stored.</summary>
internal sealed record AuditRow(long Number, long At, string Actor, string Action, string Subject, string Details, string Previous, string Hash)
{
    /// <summary>What the first row says of the one before it.</summary>
    public static string Beginning { get; } = new('0', 64);

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>SHA-256 of the row as a JSON array of its seven values, in UTF-8.</summary>
    public string ComputeHash()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartArray();
            json.WriteNumberValue(Number);
            json.WriteNumberValue(At);
            foreach (var text in (ReadOnlySpan<string>)[Actor, Action, Subject, Details, Previous])
            {
                json.WriteStringValue(Encoding.UTF8.GetBytes(text));
            }

            json.WriteEndArray();
        }

        return Digest.Of(buffer.ToArray()).Hex;
    }
}
