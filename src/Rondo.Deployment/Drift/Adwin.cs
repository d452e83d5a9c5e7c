namespace Rondo.Deployment.Drift;

/// <summary>
/// Adaptive windowing (Bifet and Gavaldà 2007, ADWIN2): keeps the longest recent window whose two halves, wherever it is cut, have the same
/// mean; memory grows with the logarithm of the window. Values are to be standardised by the caller to about one unit of spread.
/// </summary>
internal sealed class Adwin
{
    private const int Clock = 32;
    private const int MostBuckets = 5;
    private const int LeastPart = 5;
    private const int Grace = 10;

    /// <summary>Rows by size, the smallest (newest) first; in a row the oldest bucket is first.</summary>
    private readonly List<List<Bucket>> _rows = [[]];

    /// <summary>Probability of an alarm on a stream that does not change.</summary>
    public double Delta { get; init; } = 0.002;

    /// <summary>Values taken in all.</summary>
    public long Seen { get; private set; }

    /// <summary>Values in the window.</summary>
    public long Width { get; private set; }

    /// <summary>Mean of the window.</summary>
    public double Mean => Width == 0 ? 0 : _total / Width;

    /// <summary>Mean of what the last change cut off.</summary>
    public double Dropped { get; private set; }

    private double _total;
    private double _variance;

    /// <summary>A detector as it was when <see cref="State"/> was taken.</summary>
    public static Adwin Of(AdwinState state)
    {
        var adwin = new Adwin { Seen = state.Seen, _total = state.Total, _variance = state.Variance, Width = state.Width };
        adwin._rows.Clear();
        adwin._rows.AddRange(state.Rows.Select(r => r.Select(b => new Bucket(b[0], b[1])).ToList()));
        return adwin;
    }

    /// <summary>All there is to know, to go on later.</summary>
    public AdwinState State() => new(Seen, Width, _total, _variance, [.. _rows.Select(r => r.Select(b => new[] { b.Total, b.Variance }).ToArray())]);

    /// <summary>Takes a value.</summary>
    /// <returns>1 when the mean rose, -1 when it fell, 0 when nothing changed; the window then holds what came after the change.</returns>
    public int Add(double value)
    {
        Seen++;
        if (Width > 0)
        {
            var distance = value - (_total / Width);
            _variance += Width * distance * distance / (Width + 1);
        }

        Width++;
        _total += value;
        _rows[0].Add(new(value, 0));
        Compress();
        if (Seen % Clock != 0 || Width <= Grace)
        {
            return 0;
        }

        var (total, width) = (_total, Width);
        while (HasCut())
        {
            DropOldest();
        }

        if (Width == width)
        {
            return 0;
        }

        Dropped = (total - _total) / (width - Width);
        return Mean > Dropped ? 1 : -1;
    }

    private void Compress()
    {
        for (var i = 0; i < _rows.Count && _rows[i].Count > MostBuckets; i++)
        {
            if (i + 1 == _rows.Count)
            {
                _rows.Add([]);
            }

            var (a, b) = (_rows[i][0], _rows[i][1]);
            double size = 1L << i;
            var distance = (a.Total / size) - (b.Total / size);
            _rows[i + 1].Add(new(a.Total + b.Total, a.Variance + b.Variance + (size * distance * distance / 2)));
            _rows[i].RemoveRange(0, 2);
        }
    }

    private bool HasCut()
    {
        double older = 0, olderTotal = 0, newer = Width, newerTotal = _total;
        for (var i = _rows.Count - 1; i >= 0; i--)
        {
            foreach (var bucket in _rows[i])
            {
                double size = 1L << i;
                older += size;
                olderTotal += bucket.Total;
                newer -= size;
                newerTotal -= bucket.Total;
                if (older >= LeastPart && newer >= LeastPart && Differ(older, newer, (olderTotal / older) - (newerTotal / newer)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Differ(double older, double newer, double distance)
    {
        var bound = Math.Log(2 * Math.Log(Width) / Delta);
        var harmonic = (1 / (older - LeastPart + 1)) + (1 / (newer - LeastPart + 1));
        var variance = _variance / Width;
        return Math.Abs(distance) > Math.Sqrt(2 * harmonic * variance * bound) + (2.0 / 3 * bound * harmonic);
    }

    private void DropOldest()
    {
        var row = _rows.FindLastIndex(r => r.Count > 0);
        double size = 1L << row;
        var bucket = _rows[row][0];
        _rows[row].RemoveAt(0);
        Width -= (long)size;
        _total -= bucket.Total;
        var distance = (bucket.Total / size) - (_total / Width);
        _variance = Math.Max(0, _variance - bucket.Variance - (size * Width * distance * distance / (size + Width)));
        while (_rows.Count > 1 && _rows[^1].Count == 0)
        {
            _rows.RemoveAt(_rows.Count - 1);
        }
    }

    private readonly record struct Bucket(double Total, double Variance);
}

/// <summary>What an <see cref="Adwin"/> remembers.</summary>
internal sealed record AdwinState(long Seen, long Width, double Total, double Variance, double[][][] Rows);
