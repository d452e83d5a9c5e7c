using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Rondo.Deployment.Capture;

/// <summary>
/// The predictions of one request in the journal's form, written where the answer is made and carried to the journal by another thread.
/// Frames of: length (4 bytes), CRC-32C (4), and the body: status, whether inputs follow, time, version, latency, value (8 bytes each), id
/// and label (length and UTF-8; -1 is null), then the inputs in the schema's order (8 bytes, or a text).
/// </summary>
internal sealed class CaptureBatch(string endpoint, CaptureSchema schema) : IDisposable
{
    public const int FrameHead = 8;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(1024);
    private int _frame;

    public string Endpoint => endpoint;

    public CaptureSchema Schema => schema;

    public int Length { get; private set; }

    public int Rows { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, Length);

    /// <summary>Begins a prediction; its inputs follow when <paramref name="withInputs"/>, then <see cref="End"/>.</summary>
    public void Begin(in CaptureHead head, bool withInputs)
    {
        _frame = Length;
        _ = Span(FrameHead);
        var to = Span(2);
        to[0] = (byte)head.Status;
        to[1] = withInputs ? (byte)1 : (byte)0;
        Write(head.At);
        Write(head.Version);
        Write(head.Latency);
        Write(BitConverter.DoubleToInt64Bits(head.Value));
        Write(head.Id);
        Write(head.Label);
    }

    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Span(sizeof(long)), value);

    public void Write(double value) => Write(BitConverter.DoubleToInt64Bits(value));

    public void Write(string? text)
    {
        if (text is null)
        {
            BinaryPrimitives.WriteInt32LittleEndian(Span(sizeof(int)), -1);
            return;
        }

        var head = Length;
        _ = Span(sizeof(int));
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        Reserve(most);
        var written = Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Length, most));
        Length += written;
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(head), written);
    }

    public void End()
    {
        var body = _bytes.AsSpan(_frame + FrameHead, Length - _frame - FrameHead);
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_frame), body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(_bytes.AsSpan(_frame + sizeof(int)), Checksum(body));
        Rows++;
    }

    /// <summary>CRC-32C (Castagnoli), which processors compute themselves.</summary>
    public static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return ~crc;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Length = 0;
    }

    private Span<byte> Span(int count)
    {
        Reserve(count);
        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length >= count)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + count), checked(_bytes.Length * 2)));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}

/// <summary>What every captured prediction has.</summary>
internal readonly record struct CaptureHead(string Id, PredictionStatus Status, long At, long Version, long Latency, double Value, string? Label);
