using System.Text;

namespace Rondo.Deployment.Serving;

/// <summary>A fixed set of texts, found by their UTF-8 bytes without making a text of them.</summary>
internal sealed class Utf8Names
{
    private readonly byte[][] _names;
    private readonly int[] _slots;

    public Utf8Names(IReadOnlyList<string> names)
    {
        Names = names;
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        _slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, names.Count * 2))];
        Array.Fill(_slots, -1);
        for (var i = 0; i < _names.Length; i++)
        {
            var slot = Hash(_names[i]) & (_slots.Length - 1);
            while (_slots[slot] >= 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = i;
        }
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The place of a text; -1 when it is none of them. <paramref name="guess"/> is tried first.</summary>
    public int Find(ReadOnlySpan<byte> name, int guess = 0)
    {
        if ((uint)guess < (uint)_names.Length && name.SequenceEqual(_names[guess]))
        {
            return guess;
        }

        for (var slot = Hash(name) & (_slots.Length - 1); _slots[slot] >= 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (name.SequenceEqual(_names[_slots[slot]]))
            {
                return _slots[slot];
            }
        }

        return -1;
    }

    // FNV-1a; the set is fixed and half empty, so that nobody outside can make it slow
    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = 2166136261u;
        foreach (var b in name)
        {
            hash = (hash ^ b) * 16777619u;
        }

        return (int)(hash ^ (hash >> 15));
    }
}
