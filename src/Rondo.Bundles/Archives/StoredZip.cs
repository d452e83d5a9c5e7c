using System.Buffers.Binary;
using System.Text;

namespace Rondo.Bundles.Archives;

/// <summary>
/// Writes a zip whose bytes depend on names and contents alone: files are stored as they are, in the given order, dated 1980-01-01,
/// with no trace of the platform. (Compressed bytes differ between versions of zlib.)
/// </summary>
internal static class StoredZip
{
    private const int FirstDay = 0x0021;
    private const short Version = 20;

    public static async Task WriteAsync(Stream target, IEnumerable<(string Name, ReadOnlyMemory<byte> Content)> files, CancellationToken ct)
    {
        var directory = new MemoryStream();
        var (count, offset) = (0, 0L);
        foreach (var (name, content) in files)
        {
            var common = Common(name, content.Span);
            byte[] local = [.. Number(0x04034b50), .. common, .. Encoding.UTF8.GetBytes(name)];
            await target.WriteAsync(local, ct);
            await target.WriteAsync(content, ct);
            Describe(directory, name, common, checked((uint)offset));
            offset += local.Length + content.Length;
            count++;
        }

        directory.Position = 0;
        await directory.CopyToAsync(target, ct);
        byte[] end =
        [
            .. Number(0x06054b50), .. Short(0), .. Short(0), .. Short(count), .. Short(count), .. Number(checked((uint)directory.Length)),
            .. Number(checked((uint)offset)), .. Short(0),
        ];
        await target.WriteAsync(end, ct);
    }

    // what the header before a file and its line in the directory share: version, flags, method, time, date, sum, sizes, lengths
    private static byte[] Common(string name, ReadOnlySpan<byte> content) =>
    [
        .. Short(Version), .. Short(0), .. Short(0), .. Short(0), .. Short(FirstDay), .. Number(Crc32.Of(content)),
        .. Number((uint)content.Length), .. Number((uint)content.Length), .. Short(Encoding.UTF8.GetByteCount(name)), .. Short(0),
    ];

    private static void Describe(MemoryStream directory, string name, byte[] common, uint offset)
    {
        directory.Write(
        [
            .. Number(0x02014b50), .. Short(Version), .. common, .. Short(0), .. Short(0), .. Short(0), .. Number(0), .. Number(offset),
            .. Encoding.UTF8.GetBytes(name),
        ]);
    }

    private static byte[] Number(uint value)
    {
        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Short(int value) => [(byte)value, (byte)(value >> 8)];
}
