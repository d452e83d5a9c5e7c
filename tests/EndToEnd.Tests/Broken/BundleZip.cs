using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.EndToEnd.Broken;

/// <summary>The parts of a bundle, to take apart and to put together wrongly.</summary>
internal static class BundleZip
{
    public const string Manifest = "manifest.json";

    public static Dictionary<string, byte[]> Read(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip), ZipArchiveMode.Read);
        var parts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            var bytes = new MemoryStream();
            content.CopyTo(bytes);
            parts.Add(entry.FullName, bytes.ToArray());
        }

        return parts;
    }

    public static byte[] Write(IEnumerable<KeyValuePair<string, byte[]>> parts, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var content = archive.CreateEntry(name, compression).Open();
                content.Write(bytes);
            }
        }

        return zip.ToArray();
    }

    /// <summary>Changes the manifest and keeps its canonical form.</summary>
    public static byte[] WithManifest(byte[] zip, Action<JsonObject> change)
    {
        var parts = Read(zip);
        var manifest = JsonNode.Parse(parts[Manifest])!.AsObject();
        change(manifest);
        parts[Manifest] = Encoding.UTF8.GetBytes(CanonicalJson.Text(manifest));
        return Write(parts);
    }

    /// <summary>Replaces a part and makes the manifest agree with it, as somebody does who means harm.</summary>
    public static byte[] WithPart(byte[] zip, string name, byte[] content)
    {
        var parts = Read(zip);
        parts[name] = content;
        return WithManifest(Write(parts), manifest =>
        {
            var part = manifest["parts"]![name]!.AsObject();
            part["digest"] = Digest.Of(content).Hex;
            part["size"] = content.Length;
        });
    }
}
