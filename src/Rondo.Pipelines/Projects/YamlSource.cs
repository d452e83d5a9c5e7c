using System.Text;
using Rondo.Kernel;

namespace Rondo.Pipelines.Projects;

/// <summary>Turns the bytes of a YAML file into text, or says at which byte they are none.</summary>
internal static class YamlSource
{
    /// <summary>The largest file that is read.</summary>
    public const int MaximumBytes = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static Result<string> Decode(ReadOnlySpan<byte> bytes, string file)
    {
        if (bytes.Length > MaximumBytes)
        {
            return new Failure("yaml.too-large", $"{file} has {bytes.Length} bytes; the limit is {MaximumBytes}.", "Move data out of it into files of its own.", new(file));
        }

        // without a mark, the first character's other byte is zero
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, not 0, 0, not 0, ..] or [not 0, 0, not 0, 0, ..])
        {
            return new Failure("yaml.encoding", $"{file} is written in UTF-16.", "Save it as UTF-8.", new(file));
        }

        bytes = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        var invalid = FirstInvalid(bytes);
        var text = Strict.GetString(invalid < 0 ? bytes : bytes[..invalid]);
        if (invalid >= 0)
        {
            return new Failure("yaml.encoding", $"{file} is not UTF-8: the byte 0x{bytes[invalid]:X2} cannot stand here.", "Save the file as UTF-8.", End(text, file));
        }

        var control = text.AsSpan().IndexOfAnyExceptInRange(' ', char.MaxValue);
        for (var from = 0; control >= 0; control = text.AsSpan(from).IndexOfAnyExceptInRange(' ', char.MaxValue))
        {
            var at = from + control;
            if (text[at] is not ('\n' or '\r' or '\t'))
            {
                return new Failure("yaml.control-character", $"A control character (U+{(int)text[at]:X4}) stands in {file}.", "Remove it.", End(text[..at], file));
            }

            from = at + 1;
        }

        return text;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            if (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return at;
            }

            at += length;
        }

        return -1;
    }

    private static Place End(string before, string file)
    {
        var lines = before.ReplaceLineEndings("\n").Split('\n');
        return new(file, lines.Length, lines[^1].Length + 1);
    }
}
