using System.Data.Common;
using Rondo.Deployment.Alerts;
using Rondo.Modeling;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>What is measured of a project's endpoints in use, as measurements on <c>production</c> that requirements can be judged by.</summary>
public static class LiveMeasurements
{
    private const int EnoughLabels = 2000;
    private const int MostWindows = 10;

    /// <summary>Of all endpoints of a project; where two measure the same, the later name counts. Empty while nothing is measured.</summary>
    public static async Task<IReadOnlyList<Measurement>> ReadAsync(Workspace workspace, string project, CancellationToken ct)
    {
        var kept = await workspace.Metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql("SELECT l.content FROM monitor_live l JOIN endpoints e ON e.name = l.endpoint WHERE e.project = @project ORDER BY e.name", ("project", project));
                return await command.ToListAsync(r => MonitorJson.Read<List<Measurement>>(r.GetString(0)), token);
            },
            ct);
        return [.. kept.SelectMany(k => k)];
    }

    /// <summary>
    /// Each requirement of a charter, judged by live measurements: one about the test split or none is asked of production too; one about
    /// the training or validation split, about slices, or about what is not measured in use is not, and is left out. A judgement carries the requirement as the
    /// charter has it, by which people and alerts know it; what was measured, and the sentence, say <c>production</c>.
    /// </summary>
    public static IReadOnlyList<Judgement> Judge(Charter charter, IReadOnlyList<Measurement> live)
    {
        Measurement[] all = [.. live, .. charter.StatedMeasurements];
        return
        [
            .. charter.Requirements
                .Where(r => r.Split is "" or "test" or "production" && r.Slice.Length == 0 && MeasuringPlace.Find(r.MeasureInfo, "production", charter.Task) is not null)
                .Select(r => RequirementJudge.Judge(r with { Split = "production" }, all, charter.Evidence) with { Requirement = r }),
        ];
    }

    /// <summary>Measures, and keeps what was measured.</summary>
    internal static async Task<IReadOnlyList<Measurement>> OfAsync(DbTransaction transaction, WatchRequest request, WatchedVersion version, CancellationToken ct)
    {
        var endpoint = request.Endpoint.Name;
        var newest = await MonitorTables.NewestResultAsync(transaction, endpoint, version.Version, ct);
        var labelled = await RecentAsync(transaction, endpoint, version.Version, ct);
        List<Measurement> live = [.. newest?.Measurements ?? [], .. LiveMetrics.Of(request.Charter, version.Signature, labelled)];
        live = [.. live.Select(m => m with { Origin = $"endpoint {endpoint}" })];
        await transaction.ExecuteSqlAsync(
            "INSERT INTO monitor_live (endpoint, content, at) VALUES (@endpoint, @content, @at) ON CONFLICT (endpoint) DO UPDATE SET content = excluded.content, at = excluded.at",
            [("endpoint", endpoint), ("content", MonitorJson.Write(live)), ("at", newest is null ? 0L : AlertRow.Micros(newest.End))],
            ct);
        return live;
    }

    // The newest windows with labels, until there are enough to say something.
    private static async Task<LabelledRows> RecentAsync(DbTransaction transaction, string endpoint, long version, CancellationToken ct)
    {
        await using var command = transaction.Sql(
            "SELECT start_at, sum(row_count) FROM monitor_labelled WHERE endpoint = @endpoint AND version = @version GROUP BY start_at ORDER BY start_at DESC LIMIT @most",
            ("endpoint", endpoint), ("version", version), ("most", (long)MostWindows));
        var windows = await command.ToListAsync(r => (Start: r.GetInt64(0), Rows: Convert.ToInt64(r.GetValue(1), System.Globalization.CultureInfo.InvariantCulture)), ct);
        var found = new List<JoinedRow>();
        foreach (var (start, _) in windows)
        {
            found.AddRange(await FeedbackJoin.LabelledAsync(transaction, endpoint, new(version, start), ct));
            if (found.Count >= EnoughLabels)
            {
                break;
            }
        }

        return FeedbackJoin.Table(found);
    }
}
