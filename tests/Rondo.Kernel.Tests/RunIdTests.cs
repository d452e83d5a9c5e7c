namespace Rondo.Kernel.Tests;

public sealed class RunIdTests
{
    [Fact]
    public void Ids_sort_by_the_time_they_were_made()
    {
        var clock = new Clock();
        var ids = Enumerable.Range(0, 50).Select(_ =>
        {
            clock.Now += TimeSpan.FromMilliseconds(1);
            return RunId.New(clock).Value;
        }).ToList();

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{32}$", id));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(50);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
