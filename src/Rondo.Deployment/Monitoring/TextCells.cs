using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Rondo.Deployment.Monitoring;

/// <summary>Which cell a text belongs to, by its bytes in UTF-8: a table that is built once and never grows.</summary>
internal sealed class TextCells
{
    private readonly byte[]?[] _texts;
    private readonly int[] _cells;

    public TextCells(IReadOnlyList<string> texts)
    {
        // At most a quarter full: what is looked up comes from anywhere, and is to be found or missed at once.
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, 4 * texts.Count));
        _texts = new byte[]?[size];
        _cells = new int[size];
        for (var i = 0; i < texts.Count; i++)
        {
            var text = Encoding.UTF8.GetBytes(texts[i]);
            var at = Place(text);
            (_texts[at], _cells[at]) = (text, i);
        }
    }

    /// <summary>The cell; -1 where the text has none.</summary>
    public int Find(ReadOnlySpan<byte> utf8)
    {
        var at = Place(utf8);
        return _texts[at] is null ? -1 : _cells[at];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Place(ReadOnlySpan<byte> utf8)
    {
        var at = (int)(Hash(utf8) & (uint)(_texts.Length - 1));
        while (_texts[at] is { } there && !utf8.SequenceEqual(there))
        {
            at = (at + 1) & (_texts.Length - 1);
        }

        return at;
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        const ulong Factor = 0x9E3779B97F4A7C15UL;
        var hash = (ulong)utf8.Length * Factor;
        while (utf8.Length >= sizeof(ulong))
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * Factor;
            hash ^= hash >> 32;
            utf8 = utf8[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (var b in utf8)
        {
            rest = (rest << 8) | b;
        }

        hash = (hash ^ rest) * Factor;
        return (uint)(hash >> 32);
    }
}
