using Rondo.Kernel;

namespace Rondo.Modeling.Metrics;

/// <summary>How often each block is drawn in each resample: the same draws for every measure, slice and model, so that differences are paired.</summary>
internal sealed class Resamples
{
    private readonly byte[] _weights;
    private readonly int _blocks;

    public Resamples(int blocks, int count, ulong seed)
    {
        (_blocks, Count) = (blocks, count);
        _weights = new byte[(long)blocks * count];
        var random = new SplitMix64(seed);
        for (var b = 0; b < count; b++)
        {
            var draw = _weights.AsSpan(b * blocks, blocks);
            for (var i = 0; i < blocks; i++)
            {
                var hit = random.Below(blocks);
                draw[hit] += draw[hit] < byte.MaxValue ? (byte)1 : (byte)0;
            }
        }
    }

    /// <summary>How many resamples there are.</summary>
    public int Count { get; }

    /// <summary>Weights by block.</summary>
    public ReadOnlySpan<byte> this[int resample] => _weights.AsSpan(resample * _blocks, _blocks);
}
