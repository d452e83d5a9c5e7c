using System.Collections.Concurrent;

namespace Rondo.Deployment.Serving;

/// <summary>
/// Counts the requests of one endpoint in this process: since its start, by pieces of ten seconds for the recent hour, and by minutes until
/// these are saved.
/// </summary>
internal sealed class TrafficMeter
{
    public const int PieceSeconds = 10;
    private const long PieceMicros = PieceSeconds * 1_000_000L;
    private const int Pieces = 360;
    private readonly TrafficPiece[] _pieces = [.. Enumerable.Range(0, Pieces).Select(_ => new TrafficPiece())];
    private readonly TrafficPiece _total = new();
    private readonly ConcurrentDictionary<long, TrafficPiece> _unsaved = new();
    private TrafficPiece _minute = new();
    private long _micros;
    private long _rows;

    /// <summary>Requests by status since the start.</summary>
    public long Count(PredictionStatus status) => _total.Count(status);

    /// <summary>Rows answered since the start.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>The sum of the latencies of answered requests, in microseconds.</summary>
    public long Micros => Interlocked.Read(ref _micros);

    /// <summary>Minutes that are not in the table yet, by their number since 1970.</summary>
    public IReadOnlyCollection<TrafficPiece> Unsaved => [.. _unsaved.Values];

    /// <summary>Answered requests whose latency is at most <paramref name="micros"/>, to the bin.</summary>
    public long CountUpTo(long micros)
    {
        long count = 0;
        for (var bin = 0; bin < LatencyBins.Count && LatencyBins.End(bin) <= micros + 1; bin++)
        {
            count += _total.CountIn(bin);
        }

        return count;
    }

    public void Add(PredictionStatus status, long atMicros, long latency, int rows)
    {
        var number = atMicros / PieceMicros;
        var piece = _pieces[number % Pieces];
        if (piece.Number != number)
        {
            piece.Begin(number);
        }

        piece.Add(status, latency);
        Minute(atMicros / TrafficStore.MinuteMicros).Add(status, latency);
        _total.Add(status, latency);
        if (status == PredictionStatus.Ok)
        {
            Interlocked.Add(ref _micros, latency);
            Interlocked.Add(ref _rows, rows);
        }
    }

    /// <summary>Takes the minutes before one out, to be saved; what fails is to be given back.</summary>
    public IReadOnlyList<TrafficPiece> TakeBefore(long minute) =>
        [.. _unsaved.Keys.Where(m => m < minute).Select(m => _unsaved.TryRemove(m, out var piece) ? piece : null).OfType<TrafficPiece>()];

    public void GiveBack(IEnumerable<TrafficPiece> pieces)
    {
        foreach (var piece in pieces)
        {
            _unsaved.GetOrAdd(piece.Number, TrafficPiece.Of).Add(piece);
        }
    }

    /// <summary>The recent hour up to <paramref name="now"/>, summed into at most <paramref name="buckets"/> pieces, those without requests included.</summary>
    public IReadOnlyList<TrafficBucket> Read(DateTimeOffset from, DateTimeOffset now, int buckets)
    {
        var last = now.Micros() / PieceMicros;
        var first = Math.Max(last - Pieces + 1, from.Micros() / PieceMicros);
        var width = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)Math.Max(1, buckets)));
        var result = new List<TrafficBucket>();
        for (var begin = first; begin <= last; begin += width)
        {
            var sum = new TrafficPiece();
            for (var number = begin; number < begin + width && number <= last; number++)
            {
                if (_pieces[number % Pieces] is var piece && piece.Number == number)
                {
                    sum.Add(piece);
                }
            }

            result.Add(sum.ToBucket(Instants.OfMicros(begin * PieceMicros)));
        }

        return result;
    }

    private TrafficPiece Minute(long number)
    {
        var minute = Volatile.Read(ref _minute);
        if (minute.Number != number || !_unsaved.ContainsKey(number))
        {
            minute = _unsaved.GetOrAdd(number, TrafficPiece.Of);
            Volatile.Write(ref _minute, minute);
        }

        return minute;
    }
}
