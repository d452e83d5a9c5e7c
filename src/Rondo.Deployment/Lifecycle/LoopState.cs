using Rondo.Deployment.Alerts;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Monitoring;
using Rondo.Modeling;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Lifecycle;

/// <summary>What of a project is in use, and how it fares there.</summary>
/// <param name="Endpoints">Its endpoints by name.</param>
/// <param name="Alerts">Their open alerts, the newest first.</param>
/// <param name="Reviews">Reviews of its versions that wait for people, the newest first.</param>
/// <param name="Retraining">The retraining that runs; null when none does.</param>
/// <param name="KeptOut">Versions that a retraining made and did not take into use; nobody else did either.</param>
/// <param name="Undelivered">Messages about alerts that nobody was told, and what stood in the way of the latest.</param>
/// <param name="Live">Each requirement that production can answer, judged by live measurements; empty while nothing is measured.</param>
/// <param name="Repeated">Predictions of the last day whose id was given to another record before, the last such id, and the endpoint.</param>
internal sealed record LoopState(
    IReadOnlyList<Endpoint> Endpoints, IReadOnlyList<Alert> Alerts, IReadOnlyList<ModelReview> Reviews, RetrainingRecord? Retraining, IReadOnlyCollection<long> KeptOut, (long Count, string Problem) Undelivered, IReadOnlyList<Judgement> Live,
    (long Count, string Id, string Endpoint) Repeated)
{
    private const int Most = 200;

    /// <summary>An endpoint that serves another version of the champion's model, where none serves the champion: as after a rollback.</summary>
    public Endpoint? OtherThan(ModelVersion? champion)
    {
        var same = champion is null ? [] : Endpoints.Where(e => string.Equals(e.Model, champion.Model, StringComparison.Ordinal)).ToList();
        return same.Any(e => e.Version == champion!.Version) ? null : same.FirstOrDefault();
    }

    public static async Task<LoopState> ReadAsync(string project, Charter charter, Workspace workspace, CancellationToken ct)
    {
        var endpoints = (await new EndpointStore(workspace).ListAsync(ct)).Where(e => e.Project == project && e.Version is not null).ToList();
        var names = endpoints.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        var alerts = await new AlertStore(workspace).ListAsync(new AlertFilter(OpenOnly: true), Most, before: null, ct);
        var retrainings = await new RetrainingStore(workspace).ListAsync(endpoint: null, Most, before: null, ct);
        var live = await LiveMeasurements.ReadAsync(workspace, project, ct);
        return new(
            endpoints,
            [.. alerts.Where(a => names.Contains(a.Endpoint))],
            await new ReviewStore(workspace).ListAsync(ReviewState.Open, project, Most, before: null, ct),
            retrainings.FirstOrDefault(r => r.EndedAt is null && r.Project == project),
            [.. retrainings.Where(r => r.Project == project && r.State is RetrainingState.KeptOut or RetrainingState.Rejected && r.Challenger is not null).Select(r => r.Challenger!.Value).Except(endpoints.Select(e => e.Version!.Value))],
            await Outbox.UndeliveredAsync(workspace, project, ct),
            live.Count == 0 ? [] : LiveMeasurements.Judge(charter, live),
            await RepeatedAsync(endpoints, workspace, ct));
    }

    private static async Task<(long Count, string Id, string Endpoint)> RepeatedAsync(IReadOnlyList<Endpoint> endpoints, Workspace workspace, CancellationToken ct)
    {
        foreach (var endpoint in endpoints)
        {
            if (await new CaptureStore(workspace).RepeatedAsync(endpoint.Name, workspace.Clock.GetUtcNow().AddDays(-1), ct) is (var count, { } id))
            {
                return (count, id, endpoint.Name);
            }
        }

        return default;
    }
}
