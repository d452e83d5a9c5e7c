using System.Text;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>What is in a file, by its content and never by its name.</summary>
internal enum SourceKind
{
    /// <summary>Delimited text.</summary>
    Delimited,

    /// <summary>One JSON object a line, or an array of objects.</summary>
    Json,

    /// <summary>Parquet.</summary>
    Parquet,
}

/// <summary>One file of a source.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Name">Its path inside the source; empty when the source is a single file.</param>
/// <param name="Shown">What people call it.</param>
internal sealed record SourceFile(string Path, string Name, string Shown)
{
    /// <summary>The bytes, unpacked when they are packed by gzip.</summary>
    public Stream Open()
    {
        Stream file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        Span<byte> magic = stackalloc byte[2];
        var packed = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1F, 0x8B];
        file.Position = 0;
        return packed ? new BufferedStream(new GzipText(file, Shown), 1 << 16) : file;
    }

    /// <summary>How many bytes of the file a stream from <see cref="Open"/> has read; packed bytes where it is packed.</summary>
    public static long PositionOf(Stream stream) =>
        stream is BufferedStream { UnderlyingStream: GzipText packed } ? packed.PackedPosition : stream.Position;

    /// <summary>The text, without a byte order mark.</summary>
    public StreamReader OpenText(Encoding encoding)
    {
        var stream = Open();
        var preamble = encoding.CodePage switch { 65001 => new byte[] { 0xEF, 0xBB, 0xBF }, 1200 => [0xFF, 0xFE], 1201 => [0xFE, 0xFF], _ => [] };
        if (preamble.Length > 0)
        {
            var head = new byte[preamble.Length];
            var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            if (!head.AsSpan(0, read).SequenceEqual(preamble))
            {
                stream.Dispose();
                stream = Open();
            }
        }

        return new(stream, encoding, detectEncodingFromByteOrderMarks: false, 1 << 16);
    }

    /// <summary>Looks at the first bytes.</summary>
    public SourceKind Kind()
    {
        using var stream = Open();
        var head = new byte[8192];
        var start = head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        if (start.StartsWith("PAR1"u8))
        {
            return SourceKind.Parquet;
        }

        if (Foreign(start) is { } what)
        {
            throw ImportFailures.Broken("data.not-a-table", $"{Shown} is {what}, not a table that can be read.", "Save it as CSV, TSV, Parquet or JSON lines and name that file in source:.", new Place(Shown));
        }

        start = start is [0xEF, 0xBB, 0xBF, ..] ? start[3..] : start;
        return start.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..] ? SourceKind.Json : SourceKind.Delimited;
    }

    private static string? Foreign(ReadOnlySpan<byte> start) => start switch
    {
        _ when start.StartsWith("PK\x03\x04"u8) => "a zip archive or an Excel workbook",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Office document",
        [0xFF, 0xD8, 0xFF, ..] => "a JPEG image",
        _ when start.StartsWith("\u0089PNG"u8) || start is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "a PNG image",
        _ when start.StartsWith("%PDF"u8) => "a PDF document",
        _ when start.StartsWith("SQLite format 3"u8) => "a SQLite database",
        _ when start.StartsWith("ARROW1"u8) => "an Arrow file",
        _ when start.StartsWith("BZh"u8) || start is [0xFD, (byte)'7', (byte)'z', ..] or [0x28, 0xB5, 0x2F, 0xFD, ..] => "packed by a program other than gzip",
        _ when start.StartsWith("version https://git-lfs"u8) => "a git LFS pointer",
        _ => null,
    };
}

/// <summary>Lists the files of a source.</summary>
internal static class SourceFiles
{
    /// <summary>A file by itself, or all files of a folder in ordinal order of their paths; hidden ones are left out.</summary>
    public static IReadOnlyList<SourceFile> Of(string path, string shown)
    {
        if (File.Exists(path))
        {
            return [new(path, "", shown)];
        }

        if (!Directory.Exists(path))
        {
            throw ImportFailures.Misuse("data.no-source", $"{shown} does not exist.", "Correct source: in rondo.yaml.", new Place(shown));
        }

        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(f => (Path: f, Name: Path.GetRelativePath(path, f).Replace('\\', '/')))
            .Where(f => !f.Name.Split('/').Any(p => p.StartsWith('.')))
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => new SourceFile(f.Path, f.Name, f.Name))
            .ToList();
        return files.Count > 0
            ? files
            : throw ImportFailures.Misuse("data.no-source", $"{shown} holds no file.", "Name a folder or pattern with tables in source:.", new Place(shown));
    }
}
