using System.IO.Compression;
using System.Text;
using Rondo.Kernel;

namespace Rondo.Bundles.Archives;

/// <summary>Reads the known files of a zip that nobody vouches for. Nothing is ever written to a path from inside it.</summary>
internal static class ZipSource
{
    private const int Slack = 1 << 16;

    public static async Task<Dictionary<string, ReadOnlyMemory<byte>>> ReadAsync(Stream archive, BundleLimits limits, CancellationToken ct)
    {
        if (archive.Length > limits.Model + (limits.OtherPart * PartNames.All.Count))
        {
            throw new FailureException(BundleFailure.Broken("size", "The bundle is larger than the limit.", "Raise the limit if you trust it."));
        }

        using var zip = new ZipArchive(archive, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            Check(entry, files, limits, archive.Length);
            files.Add(entry.FullName, await ReadAsync(entry, ct));
        }

        return files;
    }

    private static void Check(ZipArchiveEntry entry, Dictionary<string, ReadOnlyMemory<byte>> seen, BundleLimits limits, long archiveLength)
    {
        var name = entry.FullName;
        if (!PartNames.All.Contains(name, StringComparer.Ordinal))
        {
            throw new FailureException(BundleFailure.Broken("unexpected-file", $"The bundle holds '{Shown(name)}', which is no part of a bundle."));
        }

        if (seen.ContainsKey(name))
        {
            throw new FailureException(BundleFailure.Broken("duplicate-file", $"The bundle holds two files named {name}."));
        }

        PartLimits.Check(name, entry.Length, limits);
        if (entry.CompressedLength > archiveLength || entry.Length > (entry.CompressedLength * limits.Ratio) + Slack)
        {
            throw new FailureException(BundleFailure.Broken("bomb", $"{name} would grow from {entry.CompressedLength} to {entry.Length} bytes.", "Do not open it."));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(ZipArchiveEntry entry, CancellationToken ct)
    {
        // the length is the archive's claim; one byte more is looked for
        var bytes = new byte[entry.Length];
        await using var content = await entry.OpenAsync(ct);
        var read = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        if (read < bytes.Length || await content.ReadAsync(new byte[1], ct) > 0)
        {
            throw new FailureException(BundleFailure.Broken("size", $"{entry.FullName} is not as long as the archive says."));
        }

        if (Crc32.Of(bytes) != entry.Crc32)
        {
            throw new FailureException(BundleFailure.Broken("archive", $"{entry.FullName} was damaged on its way: its checksum is another."));
        }

        return bytes;
    }

    // a hostile name goes to a terminal or a page
    private static string Shown(string name) =>
        new([.. name.Take(80).Select(c => char.IsControl(c) ? '?' : c)]);
}
