using Rondo.Deployment.Monitoring;

namespace Rondo.Deployment.Tests.Monitoring;

public sealed class ErrorStreamTests
{
    [Theory]
    [InlineData(45, 1500)]
    [InlineData(45, 90)]
    [InlineData(20, 26)]
    public void What_is_told_of_a_change_is_the_mean_before_its_beginning_and_the_mean_now(double before, double after)
    {
        var stream = new ErrorStream();
        Assert.False(Take(stream, 1, 800, _ => before));
        Assert.True(Take(stream, 2, 1200, _ => after));
        Assert.Equal((1, true), (stream.Direction, stream.Changes >= 1));
        Assert.InRange(stream.Before, before * 0.95, before * 1.05);
        Assert.InRange(stream.Now, after * 0.9, after * 1.1);

        Assert.False(Take(stream, 3, 2000, _ => before));
        Assert.Equal(-1, stream.Direction);
        Assert.InRange(stream.Before, after * 0.9, after * 1.1);
        Assert.InRange(stream.Now, before * 0.9, before * 1.1);
    }

    [Fact]
    public void Errors_that_grow_slowly_are_told_from_where_they_began()
    {
        var stream = new ErrorStream();
        Take(stream, 4, 800, _ => 40);
        Take(stream, 5, 4000, i => 40 + (i / 20.0));
        Assert.True(stream.Changes > 2 && stream.Direction == 1);
        Assert.InRange(stream.Before, 38, 44);
        Assert.InRange(stream.Now, 190, 240);
    }

    // In tens, as they come in from captures.
    private static bool Take(ErrorStream stream, int seed, int count, Func<int, double> mean)
    {
        var random = new Random(seed);
        var worse = false;
        foreach (var chunk in Enumerable.Range(0, count).Select(i => new JoinedRow(default!, i, "", "0", mean(i) * (0.7 + (0.6 * random.NextDouble())), null)).Chunk(10))
        {
            worse |= stream.Add(chunk);
        }

        return worse;
    }
}
