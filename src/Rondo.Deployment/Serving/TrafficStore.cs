using System.Data.Common;
using Rondo.Stores;

namespace Rondo.Deployment.Serving;

/// <summary>The table of requests by minute: of every server, for as long as the workspace lives.</summary>
internal sealed class TrafficStore(Workspace workspace)
{
    public const long MinuteMicros = 60_000_000L;

    /// <summary>The most that is read at once.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    /// <summary>Adds what one server counted.</summary>
    public Task AddAsync(IReadOnlyList<(string Endpoint, TrafficPiece Minute)> minutes, CancellationToken ct) => workspace.WriteUnsyncedAsync(
        async (transaction, token) =>
        {
            foreach (var (endpoint, minute) in minutes)
            {
                await AddAsync(transaction, endpoint, minute, token);
            }
        },
        ct);

    /// <summary>Adds the minutes of a span of time to its buckets.</summary>
    public Task ReadAsync(string endpoint, TrafficSpan span, TrafficPiece[] buckets, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(
                "SELECT at, ok, invalid, error, shed, latencies FROM endpoint_traffic WHERE endpoint = @endpoint AND at >= @from AND at < @to",
                ("endpoint", endpoint),
                ("from", span.BeginMicros),
                ("to", span.EndMicros));
            await using var row = await command.ExecuteReaderAsync(token);
            while (await row.ReadAsync(token))
            {
                var bucket = buckets[span.IndexOf(row.GetInt64(0))];
                bucket.Add(PredictionStatus.Ok, row.GetInt64(1), row.GetString(5));
                bucket.Add(PredictionStatus.Invalid, row.GetInt64(2), "");
                bucket.Add(PredictionStatus.Error, row.GetInt64(3), "");
                bucket.Add(PredictionStatus.Shed, row.GetInt64(4), "");
            }

            return true;
        },
        ct);

    private static Task<int> AddAsync(DbTransaction transaction, string endpoint, TrafficPiece minute, CancellationToken ct) => transaction.ExecuteSqlAsync(
        """
        INSERT INTO endpoint_traffic (endpoint, at, ok, invalid, error, shed, latencies) VALUES (@endpoint, @at, @ok, @invalid, @error, @shed, @latencies)
        ON CONFLICT (endpoint, at) DO UPDATE SET ok = endpoint_traffic.ok + excluded.ok, invalid = endpoint_traffic.invalid + excluded.invalid,
            error = endpoint_traffic.error + excluded.error, shed = endpoint_traffic.shed + excluded.shed,
            latencies = endpoint_traffic.latencies || ' ' || excluded.latencies
        """,
        [
            ("endpoint", endpoint), ("at", minute.Number * MinuteMicros), ("ok", minute.Count(PredictionStatus.Ok)), ("invalid", minute.Count(PredictionStatus.Invalid)),
            ("error", minute.Count(PredictionStatus.Error)), ("shed", minute.Count(PredictionStatus.Shed)), ("latencies", minute.Bins()),
        ],
        ct);
}
