using System.Globalization;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Capture;

/// <summary>Finds the captured predictions of an id. Callers may give ids, so that there may be several, also behind several endpoints.</summary>
internal static class FindPrediction
{
    private const int FilesAtOnce = 64;
    private const int Most = 100;

    /// <summary>All that were captured under an id, at most 100: those that were answered first, which a truth belongs to, then by time.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="endpoint">Only behind this one; null for all.</param>
    /// <param name="id">The id.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="FailureException"><c>capture.missing</c> where none is found and files are not there; <c>capture.unreadable</c>.</exception>
    public static async Task<IReadOnlyList<(CaptureFile File, CapturedPrediction Prediction)>> RunAsync(Workspace workspace, string? endpoint, string id, CancellationToken ct)
    {
        var (store, found, missing) = (new CaptureStore(workspace), new List<(CaptureFile File, CapturedPrediction Prediction)>(), 0);
        for (var seen = 0; await store.NewestAsync(endpoint, long.MaxValue, FilesAtOnce, seen, ct) is { Count: > 0 } batch; seen += batch.Count)
        {
            var there = batch.Where(f => f.IsThere).ToList();
            missing += batch.Count - there.Count;
            found.AddRange(there.Count == 0 ? [] : await Task.Run(() => Find(there, id, ct), ct));
        }

        if (found.Count == 0 && missing > 0)
        {
            throw new FailureException(Missing(missing));
        }

        return [.. found.OrderBy(f => f.Prediction.Status is PredictionStatus.Ok ? 0 : 1).ThenBy(f => f.Prediction.At).Take(Most)];
    }

    /// <summary>All columns of one of them by name.</summary>
    public static Dictionary<string, object?> Read(CaptureFile file, CapturedPrediction prediction, CancellationToken ct) => Guarded(connection =>
    {
        connection.Execute("SET TimeZone = 'UTC'", ct);
        using var result = connection.Query(
            string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM read_parquet({Sql.Literal(file.Path)}) WHERE {CaptureColumns.PredictionId} = {Sql.Literal(prediction.Id)} AND epoch_us({CaptureColumns.At}) = {prediction.At.Micros()} LIMIT 1"), ct: ct);
        return result.Columns.Select(c => c.Name).Zip(result.Rows().Single()).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
    });

    private static List<(CaptureFile File, CapturedPrediction Prediction)> Find(IReadOnlyList<CaptureFile> files, string id, CancellationToken ct) => Guarded(connection =>
    {
        using var result = connection.Query(
            string.Create(CultureInfo.InvariantCulture, $"""
            SELECT _file, epoch_us({CaptureColumns.At}), {CaptureColumns.Version}, {CaptureColumns.Status}, {CaptureColumns.Latency}, {CaptureColumns.Value}, {CaptureColumns.Label}
            FROM read_parquet({Sql.Literal(files.Select(f => f.Path))}, union_by_name = true, filename = '_file') WHERE {CaptureColumns.PredictionId} = {Sql.Literal(id)} ORDER BY 2 LIMIT {Most}
            """),
            ct: ct);
        return result.Rows().Select(row => (files.First(f => string.Equals(f.Path, (string)row[0]!, StringComparison.Ordinal)), Of(id, row))).ToList();
    });

    private static Failure Missing(int files) =>
        new("capture.missing", string.Create(CultureInfo.InvariantCulture, $"{files} files of captured predictions are not there; what stood in them cannot be looked up."), "Bring captures/ of the workspace back from a backup; rondo verify names the files.")
        {
            Kind = FailureKind.World,
        };

    private static CapturedPrediction Of(string id, object?[] row) => new(
        id, Instants.OfMicros((long)row[1]!), Convert.ToInt64(row[2], CultureInfo.InvariantCulture), Enum.Parse<PredictionStatus>((string)row[3]!, ignoreCase: true),
        TimeSpan.FromMicroseconds(Convert.ToInt64(row[4], CultureInfo.InvariantCulture)), row[5] is double value && double.IsFinite(value) ? value : null, row[6] as string, Truth: null);

    private static T Guarded<T>(Func<Connection, T> read)
    {
        try
        {
            using var database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["threads"] = "1" });
            using var connection = database.Connect();
            return read(connection);
        }
        catch (DuckDbException e)
        {
            throw new FailureException(new Failure("capture.unreadable", $"Captured traffic cannot be read: {e.Message}", "See which file is damaged: rondo verify.") { Kind = FailureKind.World }, e);
        }
    }
}
