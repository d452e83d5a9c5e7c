using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>A span of time cut into buckets of whole minutes; its end is that of the minute in which the asked one lies.</summary>
internal sealed class TrafficSpan
{
    private readonly long _width;

    private TrafficSpan(long begin, long width, int count) => (BeginMicros, _width, Count) = (begin, width, count);

    public long BeginMicros { get; }

    public long EndMicros => BeginMicros + (_width * Count);

    public int Count { get; }

    public static Result<TrafficSpan> Of(DateTimeOffset from, DateTimeOffset to, int buckets)
    {
        if (from >= to || to - from > TrafficStore.Longest)
        {
            return new Failure("traffic.span", from >= to ? "The span of time ends before it begins." : $"The span of time is longer than {TrafficStore.Longest.Days} days.", "Give from and to, from being the earlier.");
        }

        var minutes = Math.Max(1, (long)Math.Round((to - from).TotalMinutes));
        var width = (minutes + buckets - 1) / buckets;
        var count = (int)((minutes + width - 1) / width);
        var end = (to.Micros() + TrafficStore.MinuteMicros - 1) / TrafficStore.MinuteMicros;
        return new TrafficSpan((end - (width * count)) * TrafficStore.MinuteMicros, width * TrafficStore.MinuteMicros, count);
    }

    /// <summary>The bucket of a time of the span.</summary>
    public int IndexOf(long micros) => (int)((micros - BeginMicros) / _width);

    public DateTimeOffset BeginOf(int bucket) => Instants.OfMicros(BeginMicros + (bucket * _width));
}
