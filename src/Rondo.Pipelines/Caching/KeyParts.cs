using System.Text;
using System.Text.Json;
using Rondo.Kernel;

namespace Rondo.Pipelines.Caching;

/// <summary>
/// What decides a step's outputs, as named texts. The step's key is the digest of all of them; a difference between two is the reason
/// why a step runs again.
/// </summary>
internal sealed class KeyParts
{
    /// <summary>Grows when the meaning of a part changes, so that old keys fit nothing.</summary>
    public const string Format = "1";

    private readonly SortedDictionary<string, string> _parts;
    private Digest? _key;

    public KeyParts() : this(new(StringComparer.Ordinal) { ["format"] = Format })
    {
    }

    private KeyParts(SortedDictionary<string, string> parts) => _parts = parts;

    /// <summary>The parts in ordinal order.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => _parts;

    /// <summary>The key.</summary>
    public Digest Key => _key ??= Digest.OfText(Text());

    /// <summary>Adds a part; a second one of a name (a nested key that holds a dot) gets a name of its own.</summary>
    public void Add(string name, string value)
    {
        while (!_parts.TryAdd(name, value))
        {
            name += "'";
        }
    }

    public string? this[string name] => _parts.GetValueOrDefault(name);

    /// <summary>Canonical JSON.</summary>
    public string Text()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (name, value) in _parts)
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static KeyParts Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            parts[property.Name] = property.Value.GetString() ?? "";
        }

        return new(parts);
    }
}
