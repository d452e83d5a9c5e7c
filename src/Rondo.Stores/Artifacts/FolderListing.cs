using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Rondo.Kernel;

namespace Rondo.Stores.Artifacts;

/// <summary>One file of a stored folder.</summary>
internal sealed record FolderEntry(string Path, Digest Digest, long Size, bool Executable);

/// <summary>
/// A folder's content as a text: a first line that says so, then one line of JSON a file, sorted by path in ordinal order, with
/// <c>/</c> between names. Empty folders are not part of it.
/// </summary>
internal static class FolderListing
{
    private const string Header = "{\"rondo\":\"folder\",\"version\":1}\n";
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(IEnumerable<FolderEntry> entries)
    {
        using var buffer = new MemoryStream();
        buffer.Write(Encoding.UTF8.GetBytes(Header));
        using var json = new Utf8JsonWriter(buffer, Plain);
        foreach (var entry in entries.OrderBy(e => e.Path, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("digest", entry.Digest.Hex);
            json.WriteBoolean("executable", entry.Executable);
            json.WriteString("path", entry.Path);
            json.WriteNumber("size", entry.Size);
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            buffer.WriteByte((byte)'\n');
        }

        return buffer.ToArray();
    }

    /// <summary>Whether a file begins as a listing does. A few bytes are read.</summary>
    public static bool IsListing(string path)
    {
        using var file = File.OpenHandle(path);
        Span<byte> start = stackalloc byte[Header.Length];
        return RandomAccess.Read(file, start, 0) == Header.Length && start.SequenceEqual(Encoding.UTF8.GetBytes(Header));
    }

    /// <summary>Reads a listing; null when the bytes are none.</summary>
    public static List<FolderEntry>? Read(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(Encoding.UTF8.GetBytes(Header)))
        {
            return null;
        }

        var entries = new List<FolderEntry>();
        content = content[Header.Length..];
        while (!content.IsEmpty)
        {
            var end = content.IndexOf((byte)'\n');
            if (end < 0 || ReadEntry(content[..end]) is not { } entry)
            {
                return null;
            }

            entries.Add(entry);
            content = content[(end + 1)..];
        }

        return entries;
    }

    private static FolderEntry? ReadEntry(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref json);
            var root = document.RootElement;
            var path = root.GetProperty("path").GetString()!;
            return Digest.TryParse(root.GetProperty("digest").GetString(), out var digest) && IsInside(path)
                ? new(path, digest, root.GetProperty("size").GetInt64(), root.GetProperty("executable").GetBoolean())
                : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static bool IsInside(string path) =>
        path.Length > 0 && !Path.IsPathRooted(path) && !path.Split('/').Any(p => p is "" or "." or "..");
}
