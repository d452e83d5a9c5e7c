using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Rondo.Bundles;

namespace Rondo.Deployment.Capture;

/// <summary>A prediction as it was captured; its inputs in the schema's order: double, long (microseconds), string or null.</summary>
internal sealed record CapturedRow(CaptureHead Head, object?[]? Inputs);

/// <summary>Reads a journal up to its end, or to the place where its writer was killed in the middle of a write.</summary>
internal sealed class JournalReader : IDisposable
{
    private const int LongestFrame = 1 << 28;
    private readonly FileStream _file;
    private byte[] _body = new byte[4096];

    private JournalReader(FileStream file, CaptureSchema schema) => (_file, Schema) = (file, schema);

    public CaptureSchema Schema { get; }

    /// <summary>Bytes at the end that are no whole prediction: at most the last write of a killed process.</summary>
    public long Torn { get; private set; }

    /// <summary>
    /// The journals of an endpoint, or of all, oldest first; those that are still written, by this process or another, refuse to be opened
    /// alone.
    /// </summary>
    public static IReadOnlyList<string> Find(string captures, string? endpoint) => !Directory.Exists(captures)
        ? []
        : [.. Directory.EnumerateDirectories(captures)
            .Where(d => endpoint is null || string.Equals(Path.GetFileName(d), endpoint, StringComparison.Ordinal))
            .SelectMany(d => Directory.EnumerateFiles(d, "*" + JournalWriter.Extension))
            .Order(StringComparer.Ordinal)];

    /// <summary>Opens a journal; null when not even its head was written.</summary>
    /// <param name="path">The file.</param>
    /// <param name="alone">Whether nobody may be writing it: <see cref="IOException"/> when somebody is.</param>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The reader owns the file.")]
    public static JournalReader? Open(string path, bool alone)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, alone ? FileShare.None : FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        if (string.Equals(Line(file), JournalWriter.Magic, StringComparison.Ordinal) && Line(file) is { } text && CaptureSchema.Parse(text) is { } schema)
        {
            return new(file, schema);
        }

        file.Dispose();
        return null;
    }

    /// <summary>The next prediction, or null at the end.</summary>
    public CapturedRow? Next()
    {
        var start = _file.Position;
        Span<byte> head = stackalloc byte[CaptureBatch.FrameHead];
        var read = _file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var length = read == head.Length ? BinaryPrimitives.ReadInt32LittleEndian(head) : -1;
        if (length is < 0 or > LongestFrame || length > _file.Length - _file.Position)
        {
            return End(start);
        }

        if (_body.Length < length)
        {
            _body = new byte[Math.Max(length, _body.Length * 2)];
        }

        var body = _body.AsSpan(0, length);
        return _file.ReadAtLeast(body, length, throwOnEndOfStream: false) == length
            && CaptureBatch.Checksum(body) == BinaryPrimitives.ReadUInt32LittleEndian(head[sizeof(int)..])
            ? Row(body)
            : End(start);
    }

    public void Dispose() => _file.Dispose();

    private static string? Line(FileStream file)
    {
        var bytes = new List<byte>();
        for (var b = file.ReadByte(); b is not '\n'; b = file.ReadByte())
        {
            if (b < 0)
            {
                return null;
            }

            bytes.Add((byte)b);
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    private CapturedRow? End(long start)
    {
        Torn = _file.Length - start;
        return null;
    }

    private CapturedRow Row(ReadOnlySpan<byte> body)
    {
        var (status, withInputs) = ((PredictionStatus)body[0], body[1] != 0);
        body = body[2..];
        var at = Long(ref body);
        var version = Long(ref body);
        var latency = Long(ref body);
        var value = BitConverter.Int64BitsToDouble(Long(ref body));
        var id = Text(ref body) ?? "";
        var label = Text(ref body);
        object?[]? inputs = null;
        if (withInputs)
        {
            inputs = new object?[Schema.Fields.Count];
            for (var f = 0; f < inputs.Length; f++)
            {
                inputs[f] = Input(Schema.Fields[f].Type, ref body);
            }
        }

        return new(new(id, status, at, version, latency, value, label), inputs);
    }

    private static object? Input(FieldType type, ref ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case FieldType.Text:
                return Text(ref body) is { Length: > 0 } text ? text : null;
            case FieldType.Timestamp:
                var micros = Long(ref body);
                return micros == long.MinValue ? null : micros;
            default:
                var number = BitConverter.Int64BitsToDouble(Long(ref body));
                return double.IsNaN(number) ? null : number;
        }
    }

    private static long Long(ref ReadOnlySpan<byte> body)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(body);
        body = body[sizeof(long)..];
        return value;
    }

    private static string? Text(ref ReadOnlySpan<byte> body)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(body);
        body = body[sizeof(int)..];
        if (length < 0)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(body[..length]);
        body = body[length..];
        return text;
    }
}
