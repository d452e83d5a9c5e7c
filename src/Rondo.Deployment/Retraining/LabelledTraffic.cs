using System.Globalization;
using Rondo.Bundles;
using Rondo.Data;
using Rondo.Deployment.Capture;
using Rondo.DuckDb;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary>What captures and feedback come to when they are joined.</summary>
/// <param name="Path">The table (Parquet) with <see cref="TrafficColumns"/>, the inputs and the truth; rows in the order of time and id.</param>
/// <param name="Rows">Labelled predictions, each content once.</param>
/// <param name="Test">Those of the newest window.</param>
/// <param name="TrainedUntil">When the newest row of the other parts was asked for.</param>
/// <param name="From">The first and last time of the test window.</param>
/// <param name="Until">Its end.</param>
/// <param name="Files">The capture files that were read.</param>
/// <param name="Sequence">The last feedback that was read.</param>
internal sealed record Gathered(string Path, long Rows, long Test, DateTimeOffset? TrainedUntil, DateTimeOffset? From, DateTimeOffset? Until, IReadOnlyList<CaptureFile> Files, long Sequence)
{
    /// <summary>What people should know about the rows: sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>
/// Joins what an endpoint was asked with what turned out to be true, and decides which rows teach and which judge: the newest share is the
/// test window, and it begins after everything the version in use has learned from; of the rest, every fifth day is for validation (every
/// fifth row, when there are fewer than ten days). A record that is asked about again, with the same truth, counts once, where it stood
/// first: no row of the test window was learned under another id. The same captures and feedback give the same bytes.
/// </summary>
internal sealed class LabelledTraffic(Workspace workspace, string endpoint, Signature signature)
{
    private const int Page = 5000;

    // inputs may be called anything but what begins like this
    private const string Number = "_rondo_n";

    private string Truth => signature.Target ?? "truth";

    public async Task<Gathered> GatherAsync(string folder, RetrainSettings settings, DateTimeOffset? learnedUntil, CancellationToken ct)
    {
        var known = await FilesAsync(ct);
        var files = known.Where(f => f.IsThere).ToList();
        IReadOnlyList<string> missing = files.Count == known.Count ? [] : [string.Create(CultureInfo.InvariantCulture, $"{known.Count - files.Count} of {known.Count} files of captured predictions are not there, and their predictions are left out.")];
        using var database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1", ["preserve_insertion_order"] = "true" });
        using var connection = database.Connect();
        connection.Execute("SET TimeZone = 'UTC'", ct);
        var sequence = await LoadTruthAsync(connection, ct);
        if (files.Count == 0 || sequence == 0)
        {
            return new("", 0, 0, null, null, null, files, sequence) { Notes = missing };
        }

        Join(connection, files, ct);
        IReadOnlyList<string> notes = [.. missing, .. RemoveRepeated(connection, ct)];
        return Cut(connection, Path.Combine(folder, "traffic.parquet"), settings, learnedUntil, ct) with { Files = files, Sequence = sequence, Notes = notes };
    }

    private async Task<IReadOnlyList<CaptureFile>> FilesAsync(CancellationToken ct)
    {
        var store = new CaptureStore(workspace);
        var files = new List<CaptureFile>();
        while (await store.FilesAfterAsync(endpoint, files.Count > 0 ? files[^1].Number : 0, Page, ct) is { Count: > 0 } page)
        {
            files.AddRange(page);
        }

        return files;
    }

    private async Task<long> LoadTruthAsync(Connection connection, CancellationToken ct)
    {
        connection.Execute("CREATE TABLE truths (id VARCHAR, truth VARCHAR)", ct);
        var store = new FeedbackStore(workspace);
        long last = 0;
        while (await store.AfterAsync(endpoint, last, Page, ct) is { Count: > 0 } page)
        {
            using var appender = connection.Appender("truths");
            foreach (var row in page)
            {
                appender.Append(row.Feedback.PredictionId);
                appender.Append(row.Feedback.Truth);
                appender.EndRow();
            }

            appender.Complete();
            last = page[^1].Sequence;
        }

        return last;
    }

    private void Join(Connection connection, IReadOnlyList<CaptureFile> files, CancellationToken ct)
    {
        var inputs = string.Join(", ", signature.Inputs.Select(f => $"c.{Sql.Identifier(f.Name)}"));
        connection.Execute(
            $"""
            CREATE TABLE joined AS
            SELECT c.{CaptureColumns.PredictionId} AS {TrafficColumns.PredictionId}, CAST(c.{CaptureColumns.At} AS TIMESTAMP) AS {TrafficColumns.At}, {inputs}, t.truth AS {Sql.Identifier(Truth)}
            FROM read_parquet({Sql.Literal(files.Select(f => f.Path))}, union_by_name = true) c JOIN truths t ON t.id = c.{CaptureColumns.PredictionId}
            WHERE c.{CaptureColumns.Status} = 'ok'
            QUALIFY row_number() OVER (PARTITION BY c.{CaptureColumns.PredictionId} ORDER BY c.{CaptureColumns.At}) = 1
            ORDER BY 2, 1
            """, ct);
    }

    private IReadOnlyList<string> RemoveRepeated(Connection connection, CancellationToken ct)
    {
        var content = signature.Inputs.Select(f => f.Name).Append(Truth).ToList();
        var found = RowContents.Count(connection, "joined", content, ct);
        if (found.Rows == found.Different)
        {
            return [];
        }

        if (!found.TellApart)
        {
            return [string.Create(CultureInfo.InvariantCulture, $"Only {found.Different} of the {found.Rows} labelled predictions differ, too few to tell what was asked twice from what looks alike: rows that judge may have been learned.")];
        }

        connection.Execute($"CREATE OR REPLACE TABLE joined AS SELECT * FROM joined QUALIFY row_number() OVER (PARTITION BY {RowContents.Hash(content)} ORDER BY {TrafficColumns.At}, {TrafficColumns.PredictionId}) = 1", ct);
        return [string.Create(CultureInfo.InvariantCulture, $"{found.Rows - found.Different} labelled predictions repeat earlier ones, equal in every input and the truth, and count once.")];
    }

    private static Gathered Cut(Connection connection, string path, RetrainSettings settings, DateTimeOffset? learnedUntil, CancellationToken ct)
    {
        var (rows, days) = Row(connection, $"SELECT count(*), count(DISTINCT CAST({TrafficColumns.At} AS DATE)) FROM joined", ct) is [long r, long d] ? (r, d) : (0, 0);
        var learned = learnedUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $"make_timestamp({(until - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond})") : "TIMESTAMP '-infinity'";
        var newest = (long)Math.Ceiling(rows * settings.Holdout);
        var block = days >= 10 ? $"(epoch_us({TrafficColumns.At}) // 86400000000)" : Number;
        connection.Execute(string.Create(CultureInfo.InvariantCulture,
            $"""
            CREATE TABLE parted AS SELECT * EXCLUDE ({Number}), CASE
              WHEN {Number} >= {rows - newest} AND {TrafficColumns.At} > {learned} THEN 'test'
              WHEN {block} % 5 = 2 THEN 'validation' ELSE 'train' END AS {TrafficColumns.Part}
            FROM (SELECT *, row_number() OVER (ORDER BY {TrafficColumns.At}, {TrafficColumns.PredictionId}) - 1 AS {Number} FROM joined)
            ORDER BY {TrafficColumns.At}, {TrafficColumns.PredictionId}
            """), ct);
        connection.Execute($"COPY parted TO {Sql.Literal(path)} (FORMAT PARQUET, COMPRESSION ZSTD)", ct);
        var found = Row(connection,
            $"SELECT count(*) FILTER ({TrafficColumns.Part} = 'test'), epoch_us(max({TrafficColumns.At}) FILTER ({TrafficColumns.Part} <> 'test')), epoch_us(min({TrafficColumns.At}) FILTER ({TrafficColumns.Part} = 'test')), epoch_us(max({TrafficColumns.At}) FILTER ({TrafficColumns.Part} = 'test')) FROM parted", ct);
        return new(path, rows, (long)found[0]!, Time(found[1]), Time(found[2]), Time(found[3]), [], 0);
    }

    private static object?[] Row(Connection connection, string sql, CancellationToken ct)
    {
        using var result = connection.Query(sql, ct: ct);
        return result.Rows().Single();
    }

    private static DateTimeOffset? Time(object? micros) => micros is long value ? DateTimeOffset.UnixEpoch.AddTicks(value * TimeSpan.TicksPerMicrosecond) : null;
}
