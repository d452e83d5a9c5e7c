using System.Buffers.Binary;
using System.IO.Compression;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>
/// Unpacks a gzip file (RFC 1952) and refuses one that is damaged or was cut off: <see cref="GZipStream"/> takes the end of a file for
/// the end of its content, so that a table would silently lose its last rows.
/// </summary>
internal sealed class GzipText(Stream file, string shown) : Stream
{
    private const int Trailer = 8;

    private readonly GZipStream _content = new(file, CompressionMode.Decompress, leaveOpen: true);
    private long _count;

    /// <summary>How many bytes of the file were read.</summary>
    public long PackedPosition => file.Position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _count; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = _content.Read(buffer);
            _count += read;
            return read > 0 || buffer.Length == 0 || IsWhole() ? read : throw Damaged("was cut off");
        }
        catch (InvalidDataException)
        {
            throw Damaged("is damaged");
        }
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private FailureException Damaged(string how) =>
        ImportFailures.Broken("data.gzip", $"{shown} {how}: its gzip content does not end as it should.", "Copy or download the file again.", new Place(shown));

    // The last four bytes are the length of the last member; where several are joined, each is walked to its end.
    private bool IsWhole()
    {
        var end = new byte[4];
        file.Position = Math.Max(0, file.Length - end.Length);
        file.ReadExactly(end);
        return BinaryPrimitives.ReadUInt32LittleEndian(end) == (uint)_count || MembersAreWhole();
    }

    private bool MembersAreWhole()
    {
        var begin = 0L;
        while (SkipHeader(begin))
        {
            var bytes = new ByteByByte(file);
            using var member = new DeflateStream(bytes, CompressionMode.Decompress, leaveOpen: true);
            var (buffer, length) = (new byte[1 << 16], 0L);
            for (int read; (read = member.Read(buffer)) > 0;)
            {
                length += read;
            }

            var trailer = new byte[Trailer];
            if (file.ReadAtLeast(trailer, Trailer, throwOnEndOfStream: false) < Trailer || BinaryPrimitives.ReadUInt32LittleEndian(trailer.AsSpan(4)) != (uint)length)
            {
                return false;
            }

            begin = file.Position;
        }

        return begin > 0;
    }

    // Leaves the file where the member's compressed content begins; false when no member begins there.
    private bool SkipHeader(long begin)
    {
        file.Position = begin;
        var head = new byte[10];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || head is not [0x1F, 0x8B, ..])
        {
            return false;
        }

        if ((head[3] & 4) != 0)
        {
            var length = file.ReadByte() | (file.ReadByte() << 8);
            file.Position += length;
        }

        for (var texts = ((head[3] >> 3) & 1) + ((head[3] >> 4) & 1); texts > 0; texts--)
        {
            while (file.ReadByte() > 0)
            {
            }
        }

        file.Position += (head[3] & 2) != 0 ? 2 : 0;
        return true;
    }

    /// <summary>Gives one byte at a time, so that nothing beyond the end of a member is taken.</summary>
    private sealed class ByteByByte(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(1, count));

        public override int Read(Span<byte> buffer) => inner.Read(buffer[..Math.Min(1, buffer.Length)]);

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
