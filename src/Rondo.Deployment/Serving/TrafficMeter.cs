namespace Rondo.Deployment.Serving;

/// <summary>Counts the requests of one endpoint in this process: since its start, and by pieces of ten seconds for the recent hour.</summary>
internal sealed class TrafficMeter
{
    public const int PieceSeconds = 10;
    private const int Pieces = 360;
    private readonly Piece[] _pieces = [.. Enumerable.Range(0, Pieces).Select(_ => new Piece())];
    private readonly Piece _total = new();
    private long _micros;
    private long _rows;

    /// <summary>Requests by status since the start.</summary>
    public long Count(PredictionStatus status) => Volatile.Read(ref _total.Counts[(int)status]);

    /// <summary>Rows answered since the start.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>The sum of the latencies of answered requests, in microseconds.</summary>
    public long Micros => Interlocked.Read(ref _micros);

    /// <summary>Answered requests whose latency is at most <paramref name="micros"/>, to the bin.</summary>
    public long CountUpTo(long micros)
    {
        long count = 0;
        for (var bin = 0; bin < LatencyBins.Count && LatencyBins.End(bin) <= micros + 1; bin++)
        {
            count += Volatile.Read(ref _total.Bins[bin]);
        }

        return count;
    }

    public void Add(PredictionStatus status, long atMicros, long latency, int rows)
    {
        var number = atMicros / (PieceSeconds * 1_000_000L);
        var piece = _pieces[number % Pieces];
        if (Volatile.Read(ref piece.Number) != number)
        {
            piece.Begin(number);
        }

        piece.Add(status, latency);
        _total.Add(status, latency);
        if (status == PredictionStatus.Ok)
        {
            Interlocked.Add(ref _micros, latency);
            Interlocked.Add(ref _rows, rows);
        }
    }

    /// <summary>The recent hour up to <paramref name="now"/>, summed into at most <paramref name="buckets"/> pieces, those without requests included.</summary>
    public IReadOnlyList<TrafficBucket> Read(DateTimeOffset from, DateTimeOffset now, int buckets)
    {
        var last = now.Micros() / (PieceSeconds * 1_000_000L);
        var first = Math.Max(last - Pieces + 1, from.Micros() / (PieceSeconds * 1_000_000L));
        var width = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)Math.Max(1, buckets)));
        var result = new List<TrafficBucket>();
        for (var begin = first; begin <= last; begin += width)
        {
            var sum = new Piece();
            for (var number = begin; number < begin + width && number <= last; number++)
            {
                if (_pieces[number % Pieces] is var piece && Volatile.Read(ref piece.Number) == number)
                {
                    sum.Add(piece);
                }
            }

            result.Add(sum.ToBucket(Instants.OfMicros(begin * PieceSeconds * 1_000_000L)));
        }

        return result;
    }

    private sealed class Piece
    {
        public readonly long[] Counts = new long[Enum.GetValues<PredictionStatus>().Length];
        public readonly int[] Bins = new int[LatencyBins.Count];
        public long Number = -1;
        private readonly Lock _lock = new();

        public void Begin(long number)
        {
            lock (_lock)
            {
                if (Number < number)
                {
                    Array.Clear(Counts);
                    Array.Clear(Bins);
                    Volatile.Write(ref Number, number);
                }
            }
        }

        public void Add(PredictionStatus status, long latency)
        {
            Interlocked.Increment(ref Counts[(int)status]);
            if (status == PredictionStatus.Ok)
            {
                Interlocked.Increment(ref Bins[LatencyBins.Of(latency)]);
            }
        }

        public void Add(Piece other)
        {
            for (var i = 0; i < Counts.Length; i++)
            {
                Counts[i] += Volatile.Read(ref other.Counts[i]);
            }

            for (var i = 0; i < Bins.Length; i++)
            {
                Bins[i] += Volatile.Read(ref other.Bins[i]);
            }
        }

        public TrafficBucket ToBucket(DateTimeOffset at) => new(
            at, Counts[0], Counts[1], Counts[2], Counts[3], LatencyBins.Quantile(Bins, 0.5), LatencyBins.Quantile(Bins, 0.95), LatencyBins.Quantile(Bins, 0.99));
    }
}
