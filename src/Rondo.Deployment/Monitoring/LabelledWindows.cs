using System.Data.Common;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>Labelled answers of a version, window by window until there are enough: what they cost does not grow with history.</summary>
internal static class LabelledWindows
{
    /// <summary>Labels that say enough.</summary>
    public const int Enough = 2000;

    private const int MostWindows = 10;

    /// <summary>The newest windows with labels, by which requirements are judged.</summary>
    public static Task<IReadOnlyList<JoinedRow>> NewestAsync(DbConnection connection, string endpoint, long version, CancellationToken ct) => ReadAsync(
        connection, endpoint, version, "SELECT start_at FROM monitor_labelled WHERE endpoint = @endpoint AND version = @version AND start_at < @before GROUP BY start_at ORDER BY start_at DESC LIMIT @most", long.MaxValue, ct);

    /// <summary>The version's first windows with labels, as far as they began before a time: what its later errors are compared with.</summary>
    public static Task<IReadOnlyList<JoinedRow>> FirstAsync(DbConnection connection, string endpoint, long version, long before, CancellationToken ct) => ReadAsync(
        connection, endpoint, version, "SELECT start_at FROM monitor_labelled WHERE endpoint = @endpoint AND version = @version AND start_at < @before GROUP BY start_at ORDER BY start_at LIMIT @most", before, ct);

    private static async Task<IReadOnlyList<JoinedRow>> ReadAsync(DbConnection connection, string endpoint, long version, string sql, long before, CancellationToken ct)
    {
        await using var command = connection.Sql(sql, ("endpoint", endpoint), ("version", version), ("before", before), ("most", (long)MostWindows));
        var found = new List<JoinedRow>();
        foreach (var start in await command.ToListAsync(r => r.GetInt64(0), ct))
        {
            found.AddRange(await FeedbackJoin.LabelledAsync(connection, endpoint, new(version, start), ct));
            if (found.Count >= Enough)
            {
                break;
            }
        }

        return found;
    }
}
