namespace Rondo.Kernel;

/// <summary>A small generator whose sequence is fixed for ever by its seed (Steele, Lea and Flood 2014), whatever the runtime. Not for secrets.</summary>
/// <param name="seed">Any number; nearby seeds give unrelated sequences.</param>
public sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15UL;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>A whole number from 0 to <paramref name="limit"/> - 1; <paramref name="limit"/> is positive.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);
}
