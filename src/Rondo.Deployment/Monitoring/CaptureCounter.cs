using Rondo.Data;
using Rondo.Deployment.Drift;
using Rondo.DuckDb;

namespace Rondo.Deployment.Monitoring;

/// <summary>A version's traffic in a window.</summary>
internal readonly record struct WindowKey(long Version, long Start);

/// <summary>What a capture file held.</summary>
internal sealed record CountedFile(Dictionary<WindowKey, WindowCounts> Windows, string FirstId, string LastId);

/// <summary>Counts a capture file once, row by row, in memory that does not grow with it.</summary>
internal sealed class CaptureCounter(Connection connection, IReadOnlyDictionary<long, WatchedVersion> versions, TimeSpan window)
{
    private const int Fixed = 7;

    public CountedFile Count(string path, CancellationToken ct)
    {
        var present = Columns(path, ct);
        var tallies = versions.ToDictionary(v => v.Key, v => v.Value.Columns.Where(c => present.Contains(c.Name)).ToDictionary(c => c.Name, c => new ColumnTally(c), StringComparer.Ordinal));
        var inputs = versions.Values.SelectMany(v => v.Columns).Where(c => present.Contains(c.Name)).DistinctBy(c => c.Name, StringComparer.Ordinal).ToList();
        var windows = new Dictionary<WindowKey, WindowCounts>();
        var (first, last) = ("", "");
        using var rows = connection.Stream(Query(path, inputs), ct: ct);
        var states = new RowTargets();
        while (rows.NextChunk(out var chunk))
        {
            Place(chunk, windows, states, ref first, ref last);
            for (var column = 0; column < inputs.Count; column++)
            {
                Tally(chunk, Fixed + column, inputs[column].Name, tallies, states);
            }
        }

        foreach (var counts in windows.Values)
        {
            counts.Values.Trim();
        }

        return new(windows, first, last);
    }

    private HashSet<string> Columns(string path, CancellationToken ct)
    {
        using var described = connection.Query($"SELECT * FROM read_parquet({Sql.Literal(path)}) LIMIT 0", ct: ct);
        return [.. described.Columns.Select(c => c.Name)];
    }

    private static string Query(string path, List<ReferenceColumn> inputs)
    {
        var columns = inputs.Select(c => c.Type switch
        {
            ColumnType.Text => $"CAST({Sql.Identifier(c.Name)} AS VARCHAR)",
            ColumnType.Timestamp => $"CAST(epoch_us({Sql.Identifier(c.Name)}) AS DOUBLE)",
            _ => $"CAST({Sql.Identifier(c.Name)} AS DOUBLE)",
        });
        string[] always =
        [
            CaptureColumns.PredictionId, $"epoch_us({CaptureColumns.At})", $"CAST({CaptureColumns.Version} AS BIGINT)", CaptureColumns.Status,
            $"CAST({CaptureColumns.Latency} AS BIGINT)", $"CAST({CaptureColumns.Value} AS DOUBLE)", $"CAST({CaptureColumns.Label} AS VARCHAR)",
        ];
        return $"SELECT {string.Join(", ", always.Concat(columns))} FROM read_parquet({Sql.Literal(path)})";
    }

    private void Place(DataChunk chunk, Dictionary<WindowKey, WindowCounts> windows, RowTargets states, ref string first, ref string last)
    {
        var times = chunk.Values<long>(1);
        var numbers = chunk.Values<long>(2);
        var latencies = chunk.Values<long>(4);
        states.Fit(chunk.RowCount);
        chunk.CopyDoubles(5, states.Values);
        var length = window.Ticks / TimeSpan.TicksPerMicrosecond;
        for (var row = 0; row < chunk.RowCount; row++)
        {
            var key = new WindowKey(chunk.IsNull(2, row) ? 0 : numbers[row], times[row] - (((times[row] % length) + length) % length));
            if (!windows.TryGetValue(key, out var counts))
            {
                windows.Add(key, counts = new());
            }

            var status = Status(chunk.Utf8(3, row));
            counts.Statuses[status] = counts.Statuses.GetValueOrDefault(status) + 1;
            var id = chunk.IsNull(0, row) ? "" : (string)chunk.Value(0, row)!;
            (first, last) = (first.Length == 0 || string.CompareOrdinal(id, first) < 0 ? id : first, string.CompareOrdinal(id, last) > 0 ? id : last);
            states.Rows[row] = status == "ok" && versions.ContainsKey(key.Version) ? (key.Version, counts) : null;
            if (status == "ok")
            {
                Answer(chunk, row, counts, latencies[row], states.Values[row], id);
            }
        }
    }

    private static void Answer(DataChunk chunk, int row, WindowCounts counts, long latency, double value, string id)
    {
        if (!chunk.IsNull(4, row))
        {
            counts.Latency.Add(latency);
        }

        if (!double.IsNaN(value))
        {
            counts.Values.Add(Hash(id), value);
        }

        if (!chunk.IsNull(6, row))
        {
            var label = (string)chunk.Value(6, row)!;
            counts.Labels[label] = counts.Labels.GetValueOrDefault(label) + 1;
        }
    }

    private static void Tally(DataChunk chunk, int index, string name, Dictionary<long, Dictionary<string, ColumnTally>> tallies, RowTargets states)
    {
        foreach (var (version, columns) in tallies)
        {
            if (columns.TryGetValue(name, out var tally) && states.Of(version, name, tally, chunk.RowCount))
            {
                tally.Add(chunk, index, states.Cells);
            }
        }
    }

    private static string Status(ReadOnlySpan<byte> utf8) => utf8.SequenceEqual("ok"u8) ? "ok" : utf8.SequenceEqual("invalid"u8) ? "invalid" : utf8.SequenceEqual("error"u8) ? "error" : "shed";

    private static ulong Hash(string id)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in id)
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDUL;
        return hash ^ (hash >> 33);
    }

    /// <summary>Where the rows of a chunk belong.</summary>
    private sealed class RowTargets
    {
        public (long Version, WindowCounts Counts)?[] Rows { get; private set; } = [];

        public CellCounts?[] Cells { get; private set; } = [];

        public double[] Values { get; private set; } = [];

        public void Fit(int rows)
        {
            if (Rows.Length < rows)
            {
                Rows = new (long, WindowCounts)?[rows];
                Cells = new CellCounts?[rows];
                Values = new double[rows];
            }
        }

        public bool Of(long version, string column, ColumnTally tally, int rows)
        {
            var any = false;
            WindowCounts? former = null;
            CellCounts? cells = null;
            for (var row = 0; row < rows; row++)
            {
                if (Rows[row] is not var (of, counts) || of != version)
                {
                    Cells[row] = null;
                    continue;
                }

                if (!ReferenceEquals(counts, former))
                {
                    former = counts;
                    if (!counts.Columns.TryGetValue(column, out cells))
                    {
                        counts.Columns.Add(column, cells = tally.New());
                    }
                }

                Cells[row] = cells;
                any = true;
            }

            return any;
        }
    }
}
