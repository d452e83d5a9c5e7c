using System.Data.Common;
using Rondo.Deployment.Alerts;
using Rondo.Modeling;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>What is measured of a project's endpoints in use, as measurements on <c>production</c> that requirements can be judged by.</summary>
public static class LiveMeasurements
{
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

    /// <summary>What is measured of a version in use: its newest window, and the newest answers with labels.</summary>
    internal static IReadOnlyList<Measurement> Of(WatchRequest request, WatchedVersion version, WindowResult? newest, IReadOnlyList<JoinedRow> labelled) =>
    [
        .. (newest?.Measurements ?? []).Concat(LiveMetrics.Of(request.Charter, version.Signature, FeedbackJoin.Table(labelled)))
            .Select(m => m with { Origin = $"endpoint {request.Endpoint.Name}" }),
    ];

    /// <summary>Keeps it.</summary>
    internal static Task KeepAsync(DbTransaction transaction, string endpoint, IReadOnlyList<Measurement> live, DateTimeOffset? until, CancellationToken ct) => transaction.ExecuteSqlAsync(
        "INSERT INTO monitor_live (endpoint, content, at) VALUES (@endpoint, @content, @at) ON CONFLICT (endpoint) DO UPDATE SET content = excluded.content, at = excluded.at",
        [("endpoint", endpoint), ("content", MonitorJson.Write(live)), ("at", until is { } end ? AlertRow.Micros(end) : 0L)],
        ct);
}
