using Rondo.Data.Profiling;

namespace Rondo.Data.Tests;

public sealed class NumberSortTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(50_000)]
    public void Numbers_come_in_the_order_of_their_values(int count)
    {
        var random = new Random(count);
        double[] extremes = [double.MinValue, double.MaxValue, double.Epsilon, -double.Epsilon, -1, 1, double.NegativeInfinity, double.PositiveInfinity];
        var values = Enumerable.Range(0, count).Select(i => random.Next(9) == 0 ? extremes[random.Next(extremes.Length)] : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-300, 300))).ToArray();
        var expected = values.Order().ToArray();
        NumberSort.Ascending(values);
        Assert.Equal(expected, values);
    }

    [Fact]
    public void Equal_numbers_have_equal_bits()
    {
        foreach (var count in new[] { 10, 10_000 })
        {
            var values = Enumerable.Range(0, count).Select(i => i % 2 == 0 ? 0.0 : -0.0).ToArray();
            NumberSort.Ascending(values);
            Assert.All(values, v => Assert.Equal(0L, BitConverter.DoubleToInt64Bits(v)));
        }
    }

    [Fact]
    public void Whole_keys_are_sorted_too()
    {
        var random = new Random(3);
        var keys = Enumerable.Range(0, 10_000).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue)).Append(0UL).Append(ulong.MaxValue).ToArray();
        var expected = keys.Order().ToArray();
        NumberSort.Ascending(keys);
        Assert.Equal(expected, keys);
    }
}
