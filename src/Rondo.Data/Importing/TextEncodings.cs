using System.Text;

namespace Rondo.Data.Importing;

/// <summary>Finds out how a text file is encoded by reading all of it.</summary>
/// <param name="Name">One of <see cref="TextEncodings.Names"/>.</param>
/// <param name="Encoding">Decodes; what cannot be decoded becomes <see cref="TextEncodings.Undecodable"/>.</param>
internal sealed record TextEncoding(string Name, Encoding Encoding);

/// <inheritdoc cref="TextEncoding"/>
internal static class TextEncodings
{
    /// <summary>A noncharacter: no text holds it.</summary>
    public const char Undecodable = '\uFFFF';

    private static readonly DecoderFallback Mark = new DecoderReplacementFallback("\uFFFF");

    /// <summary>The encodings that can be named; all but the first two only when they are named.</summary>
    public static IReadOnlyList<string> Names { get; } = ["utf-8", "utf-16", "latin-1", "windows-1252", "big5", "gb18030", "shift_jis"];

    /// <summary>The encoding that is named, else the one that the file shows, else the one named for files that show none.</summary>
    /// <exception cref="Kernel.FailureException"><c>data.encoding-unknown</c>: it is not UTF-8, and nothing in it says what it is.</exception>
    public static TextEncoding Of(SourceFile file, ReadOptions options)
    {
        using var bytes = file.Open();
        return options.Encoding is { } name
            ? ByName(name, bytes)
            : Detect(bytes) ?? (options.EncodingOtherwise is { } otherwise ? ByName(otherwise, bytes) : throw EncodingGuess.Failure(file));
    }

    public static TextEncoding ByName(string name, Stream stream) => name switch
    {
        "utf-8" => Utf8,
        "latin-1" => new(name, Encoding.Latin1),
        "windows-1252" => Of(name, 1252),
        "big5" => Of(name, 950),
        "gb18030" => Of(name, 54936),
        "shift_jis" => Of(name, 932),
        _ => new("utf-16", Utf16(IsBigEndian(stream))),
    };

    /// <summary>The encoding that the bytes show; null when they are merely not UTF-8.</summary>
    public static TextEncoding? Detect(Stream stream)
    {
        var head = new byte[4096];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var start = head.AsSpan(0, read);
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            return new("utf-16", Utf16(start[0] == 0xFE));
        }

        if (start is [0xEF, 0xBB, 0xBF, ..])
        {
            return Utf8;
        }

        if (IsWide(start, high: 1) || IsWide(start, high: 0))
        {
            return new("utf-16", Utf16(bigEndian: IsWide(start, high: 0)));
        }

        var (valid, invalid) = CountSequences(start, stream);

        // Text in another code page hardly ever forms a valid sequence by chance; a damaged UTF-8 file mostly does.
        return invalid > 0 && invalid >= valid ? null : Utf8;
    }

    private static TextEncoding Utf8 => new("utf-8", Encoding.GetEncoding(65001, EncoderFallback.ExceptionFallback, Mark));

    private static TextEncoding Of(string name, int codePage) =>
        new(name, CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, Mark)!);

    private static Encoding Utf16(bool bigEndian) => Encoding.GetEncoding(bigEndian ? 1201 : 1200, EncoderFallback.ExceptionFallback, Mark);

    private static bool IsBigEndian(Stream stream)
    {
        var head = new byte[4096];
        var start = head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        return start is [0xFE, 0xFF, ..] || (start is not [0xFF, 0xFE, ..] && NulShare(start, 0) > NulShare(start, 1));
    }

    // UTF-16 without a mark: line ends, delimiters and digits have a zero as their high byte, and no byte that is low is zero. Four of them are no accident.
    private static bool IsWide(ReadOnlySpan<byte> bytes, int high)
    {
        var (zeros, share) = (0, NulShare(bytes, high));
        for (var i = high; i < bytes.Length; i += 2)
        {
            zeros += bytes[i] == 0 ? 1 : 0;
        }

        return zeros >= 4 && share > 0.05 && NulShare(bytes, 1 - high) == 0;
    }

    private static double NulShare(ReadOnlySpan<byte> bytes, int parity)
    {
        var nul = 0;
        for (var i = parity; i < bytes.Length; i += 2)
        {
            nul += bytes[i] == 0 ? 1 : 0;
        }

        return bytes.Length < 2 ? 0 : nul / (bytes.Length / 2.0);
    }

    /// <summary>Counts valid and invalid UTF-8 sequences of more than one byte.</summary>
    private static (long Valid, long Invalid) CountSequences(ReadOnlySpan<byte> head, Stream rest)
    {
        long valid = 0, invalid = 0;
        var buffer = new byte[1 << 20];
        head.CopyTo(buffer);
        var length = head.Length;
        while (true)
        {
            var position = 0;
            while (position < length)
            {
                var ascii = buffer.AsSpan(position, length - position).IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                if (ascii < 0)
                {
                    position = length;
                    break;
                }

                position += ascii;
                var status = Rune.DecodeFromUtf8(buffer.AsSpan(position, length - position), out _, out var used);
                if (status == System.Buffers.OperationStatus.NeedMoreData)
                {
                    break;
                }

                _ = status == System.Buffers.OperationStatus.Done ? valid++ : invalid++;
                position += used;
            }

            var left = length - position;
            buffer.AsSpan(position, left).CopyTo(buffer);
            var read = rest.Read(buffer, left, buffer.Length - left);
            if (read == 0)
            {
                return (valid, invalid + (left > 0 ? 1 : 0));
            }

            length = left + read;
        }
    }
}
