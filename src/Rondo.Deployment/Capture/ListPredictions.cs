using System.Globalization;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Capture;

/// <summary>The captured predictions of an endpoint, newest first: from the journals that are being written, and from the files before them.</summary>
public static class ListPredictions
{
    private const int FilesAtOnce = 16;

    /// <summary>Reads some.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="endpoint">Whose.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="before">Only what comes after this one in the list; null for the newest.</param>
    /// <param name="pending">The captures of this process, so that what it answered a moment ago is there; null: without.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<IReadOnlyList<CapturedPrediction>> RunAsync(
        Workspace workspace, string endpoint, int limit, (DateTimeOffset At, string Id)? before, CaptureLog? pending, CancellationToken ct)
    {
        var store = new CaptureStore(workspace);
        var newest = new Newest(limit, before is { } b ? (b.At.Micros(), b.Id) : (long.MaxValue, ""));
        await (pending?.DrainAsync(ct) ?? Task.CompletedTask);
        foreach (var journal in JournalReader.Find(store.Folder, endpoint))
        {
            ReadJournal(journal, newest, ct);
        }

        // Files whose newest prediction is older than all that were found have nothing to add.
        for (var skip = 0; ; skip += FilesAtOnce)
        {
            var files = await store.NewestAsync(endpoint, newest.Before.At, FilesAtOnce, skip, ct);
            if (files.Count > 0)
            {
                await Task.Run(() => ReadFiles([.. files.Select(f => f.Path)], newest, ct), ct);
            }

            if (files.Count < FilesAtOnce || newest.Oldest > files[^1].LastAt.Micros())
            {
                var found = newest.Take();
                var truths = await new FeedbackStore(workspace).TruthsAsync(endpoint, [.. found.Select(h => h.Id)], ct);
                return [.. found.Select(h => Of(h, truths.GetValueOrDefault(h.Id)))];
            }
        }
    }

    private static CapturedPrediction Of(CaptureHead h, string? truth) => new(
        h.Id, Instants.OfMicros(h.At), h.Version, h.Status, TimeSpan.FromMicroseconds(h.Latency),
        h.Status == PredictionStatus.Ok && double.IsFinite(h.Value) ? h.Value : null, h.Label, truth);

    private static void ReadJournal(string journal, Newest newest, CancellationToken ct)
    {
        try
        {
            using var reader = JournalReader.Open(journal, alone: false);
            while (reader?.Next() is { } row)
            {
                ct.ThrowIfCancellationRequested();
                newest.Add(row.Head);
            }
        }
        catch (IOException)
        {
            // It was rolled meanwhile: then it is among the files.
        }
    }

    private static void ReadFiles(string[] files, Newest newest, CancellationToken ct)
    {
        try
        {
            using var database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1" });
            using var connection = database.Connect();
            using var result = connection.Query(
                string.Create(CultureInfo.InvariantCulture, $"""
                SELECT {CaptureColumns.PredictionId}, epoch_us({CaptureColumns.At}), {CaptureColumns.Version}, {CaptureColumns.Status}, {CaptureColumns.Latency}, {CaptureColumns.Value}, {CaptureColumns.Label}
                FROM read_parquet({Sql.Literal(files)}, union_by_name = true)
                WHERE (epoch_us({CaptureColumns.At}), {CaptureColumns.PredictionId}) < ({newest.Before.At}, {Sql.Literal(newest.Before.Id)})
                ORDER BY 2 DESC, 1 DESC LIMIT {newest.Limit}
                """),
                ct: ct);
            foreach (var row in result.Rows())
            {
                newest.Add(new(
                    (string)row[0]!, Enum.Parse<PredictionStatus>((string)row[3]!, ignoreCase: true), Convert.ToInt64(row[1], CultureInfo.InvariantCulture),
                    Convert.ToInt64(row[2], CultureInfo.InvariantCulture), Convert.ToInt64(row[4], CultureInfo.InvariantCulture), row[5] as double? ?? double.NaN, row[6] as string));
            }
        }
        catch (DuckDbException e)
        {
            throw new FailureException(new Failure("capture.unreadable", $"Captured traffic cannot be read: {e.Message}", "See which file is damaged: rondo verify.") { Kind = FailureKind.World }, e);
        }
    }

    /// <summary>Keeps the newest of what it is given, each id once.</summary>
    private sealed class Newest(int limit, (long At, string Id) before)
    {
        private readonly SortedSet<(long At, string Id)> _order = new(Comparer<(long At, string Id)>.Create(Compare));
        private readonly Dictionary<(long At, string Id), CaptureHead> _heads = [];

        public int Limit => limit;

        public (long At, string Id) Before => before;

        /// <summary>The time of the oldest that is kept, once there are enough; else before all times.</summary>
        public long Oldest => _order.Count < limit ? long.MinValue : _order.Min.At;

        public void Add(in CaptureHead head)
        {
            var key = (head.At, head.Id);
            if (Compare(key, before) >= 0 || (_order.Count == limit && Compare(key, _order.Min) < 0) || !_order.Add(key))
            {
                return;
            }

            _heads[key] = head;
            if (_order.Count > limit)
            {
                _heads.Remove(_order.Min);
                _order.Remove(_order.Min);
            }
        }

        public IReadOnlyList<CaptureHead> Take() => [.. _order.Reverse().Select(k => _heads[k])];

        private static int Compare((long At, string Id) a, (long At, string Id) b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Id, b.Id);
    }
}
