using Rondo.Modeling.Metrics;
using Rondo.Modeling.Training;

namespace Rondo.Modeling.Tests.Training;

public sealed class RocAreaOfMarginsTests
{
    [Fact]
    public void It_is_the_area_that_evaluation_measures_to_the_last_bit()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var margins = Enumerable.Range(0, random.Next(2, 3000)).Select(_ => seed % 2 == 0 ? random.Next(-5, 5) : (float)((random.NextDouble() - 0.5) * 1e3)).ToArray();
            float[] labels = [1, 0, .. margins.Skip(2).Select(_ => (float)random.Next(2))];
            var expected = new RocArea(new([.. labels.Select(v => v > 0)], [.. margins.Select(v => (double)v)], 0, ErrorCosts.Even)).Value([1], new int[labels.Length]);
            Assert.Equal(expected, RocAreaOfMargins.Of(margins, labels));
        }
    }

    [Fact]
    public void Equal_margins_count_half_and_both_zeros_are_equal()
    {
        Assert.Equal(0.5, RocAreaOfMargins.Of([0f, -0f], [1, 0]));
        Assert.Equal(1, RocAreaOfMargins.Of([-1f, -2f, -2f], [1, 0, 0]));
        Assert.Equal(double.NaN, RocAreaOfMargins.Of([1f], [1]));
    }
}
