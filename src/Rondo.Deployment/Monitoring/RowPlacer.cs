using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Rondo.DuckDb;

namespace Rondo.Deployment.Monitoring;

/// <summary>Answered rows of a chunk, one after the other, that belong to one window.</summary>
internal readonly record struct RowRun(int From, int To, long Version, WindowCounts Counts);

/// <summary>Puts captured rows into their windows, and counts what every capture has: status, latency, answer.</summary>
internal sealed class RowPlacer(Func<long, bool> known, TimeSpan window)
{
    private static readonly string[] Statuses = ["ok", "invalid", "error", "shed"];

    private readonly long _length = window.Ticks / TimeSpan.TicksPerMicrosecond;
    private readonly Dictionary<WindowKey, Tally> _windows = [];
    private Tally? _current;
    private byte[]? _first;
    private byte[] _last = [];
    private double[] _values = [];

    /// <summary>What it reads of each row, before the inputs.</summary>
    public static IReadOnlyList<string> Query { get; } =
    [
        CaptureColumns.PredictionId, $"epoch_us({CaptureColumns.At})", $"CAST({CaptureColumns.Version} AS BIGINT)", CaptureColumns.Status,
        $"CAST({CaptureColumns.Latency} AS BIGINT)", $"CAST({CaptureColumns.Value} AS DOUBLE)", $"CAST({CaptureColumns.Label} AS VARCHAR)",
    ];

    /// <summary>How many columns that are.</summary>
    public static int Columns => Query.Count;

    /// <summary>Where the answered rows of the last chunk belong, as far as their version is known.</summary>
    public List<RowRun> Runs { get; } = [];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Place(DataChunk chunk)
    {
        var (ids, versions, statuses, latencies, labels) = (chunk.Column(0), chunk.Column(2), chunk.Column(3), chunk.Column(4), chunk.Column(6));
        var times = chunk.Values<long>(1);
        var numbers = versions.Values<long>();
        var latency = latencies.Values<long>();
        _values = _values.Length < chunk.RowCount ? new double[chunk.RowCount] : _values;
        chunk.CopyDoubles(5, _values);
        Runs.Clear();
        for (var row = 0; row < chunk.RowCount; row++)
        {
            var tally = At(versions.IsNull(row) ? 0 : numbers[row], times[row]);
            var status = Status(statuses.Utf8(row));
            tally.Statuses[status]++;
            var id = ids.Utf8(row);
            Widen(id);
            if (status != 0)
            {
                continue;
            }

            if (!latencies.IsNull(row))
            {
                tally.Latency(latency[row]);
            }

            if (!double.IsNaN(_values[row]))
            {
                tally.Counts.Values.Add(Hash(id), _values[row]);
            }

            tally.Label(labels.Utf8(row));
            Run(row, tally);
        }
    }

    public CountedFile End()
    {
        foreach (var tally in _windows.Values)
        {
            tally.End();
        }

        return new(_windows.ToDictionary(w => w.Key, w => w.Value.Counts), Encoding.UTF8.GetString(_first ?? []), Encoding.UTF8.GetString(_last));
    }

    // Rows come by time, and hardly ever belong to another window than the one before.
    private Tally At(long version, long time)
    {
        if (_current is { } same && same.Version == version && time >= same.Start && time - same.Start < _length)
        {
            return same;
        }

        var key = new WindowKey(version, time - (((time % _length) + _length) % _length));
        if (!_windows.TryGetValue(key, out _current))
        {
            _windows.Add(key, _current = new(key.Version, key.Start, known(key.Version)));
        }

        return _current;
    }

    private void Run(int row, Tally tally)
    {
        if (!tally.Known)
        {
            return;
        }

        if (Runs.Count > 0 && Runs[^1] is var last && last.To == row && ReferenceEquals(last.Counts, tally.Counts))
        {
            Runs[^1] = last with { To = row + 1 };
        }
        else
        {
            Runs.Add(new(row, row + 1, tally.Version, tally.Counts));
        }
    }

    private void Widen(ReadOnlySpan<byte> id)
    {
        if (_first is null || id.SequenceCompareTo(_first) < 0)
        {
            _first = id.ToArray();
        }

        if (id.SequenceCompareTo(_last) > 0)
        {
            _last = id.ToArray();
        }
    }

    private static int Status(ReadOnlySpan<byte> utf8) => utf8.SequenceEqual("ok"u8) ? 0 : utf8.SequenceEqual("invalid"u8) ? 1 : utf8.SequenceEqual("error"u8) ? 2 : 3;

    private static ulong Hash(ReadOnlySpan<byte> id)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in id)
        {
            hash = (hash ^ b) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL;
        return hash ^ (hash >> 33);
    }

    /// <summary>What is counted of a window, in a form that is quick to add to.</summary>
    private sealed class Tally(long version, long start, bool known)
    {
        private readonly Dictionary<int, long> _latencies = [];

        public long Version { get; } = version;

        public long Start { get; } = start;

        public bool Known { get; } = known;

        public long[] Statuses { get; } = new long[RowPlacer.Statuses.Length];

        public WindowCounts Counts { get; } = new();

        public void Latency(long microseconds)
        {
            var bucket = LatencyCounts.Bucket(microseconds);
            CollectionsMarshal.GetValueRefOrAddDefault(_latencies, bucket, out _)++;
        }

        public void Label(ReadOnlySpan<byte> utf8)
        {
            if (!utf8.IsEmpty)
            {
                var label = Encoding.UTF8.GetString(utf8);
                Counts.Labels[label] = Counts.Labels.GetValueOrDefault(label) + 1;
            }
        }

        public void End()
        {
            for (var i = 0; i < Statuses.Length; i++)
            {
                if (Statuses[i] > 0)
                {
                    Counts.Statuses[RowPlacer.Statuses[i]] = Statuses[i];
                }
            }

            foreach (var (bucket, count) in _latencies)
            {
                Counts.Latency.Buckets[bucket] = count;
            }

            Counts.Values.Trim();
        }
    }
}
