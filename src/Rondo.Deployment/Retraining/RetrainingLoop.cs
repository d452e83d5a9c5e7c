using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Serving;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Review;
using Rondo.Pipelines;
using Rondo.Pipelines.Triggers;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary>
/// The back edge of the lifecycle: one look at every endpoint. What asks for a retraining starts one, a retraining that runs goes on, and a
/// version that people approved comes behind its endpoints. Each endpoint is looked at under a lease of its own; what a killed program left
/// goes on.
/// </summary>
public sealed class RetrainingLoop(LoopContext context)
{
    /// <summary>Does what is due by the workspace's clock.</summary>
    /// <param name="ct">Stops it; a stage that is stopped is done again the next time.</param>
    public async Task TickAsync(CancellationToken ct)
    {
        await WithdrawSuperseded.RunAsync(context.Workspace, "rondo", ct);
        foreach (var endpoint in await new EndpointStore(context.Workspace).ListAsync(ct))
        {
            await TickAsync(endpoint.Name, ct);
        }

        await HandOverAsync(ct);
    }

    /// <summary>The same for one endpoint.</summary>
    /// <returns>The retraining that runs or ran last; null when there was none, or another process is at it.</returns>
    public async Task<RetrainingRecord?> TickAsync(string endpoint, CancellationToken ct)
    {
        if (await new EndpointStore(context.Workspace).FindAsync(endpoint, ct) is not { Version: not null, State: EndpointStatus.Live } row
            || context.Load(row.Project, []) is not { Ok: true } project)
        {
            return null;
        }

        var settings = project.Value.Sections.Values.OfType<RetrainSettings>().FirstOrDefault() ?? new();
        await using var lease = new HeldLease(context.Workspace, "retraining:" + endpoint);
        if (!await lease.HoldAsync(ct))
        {
            return null;
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Lost);
        await new ConsiderTriggers(context, row, settings).RunAsync(either.Token);
        var store = new RetrainingStore(context.Workspace);
        return await store.RunningAsync(endpoint, either.Token) is { } running
            ? await new AdvanceRetraining(context, lease).RunAsync(running, settings, either.Token)
            : await store.ListAsync(endpoint, 1, null, either.Token) is [var last, ..] ? last : null;
    }

    /// <summary>The name of the trigger that retrains what is behind an endpoint: <c>retrain/ENDPOINT</c>.</summary>
    public static string TriggerOf(string endpoint) => "retrain/" + endpoint;

    /// <summary>A person asks for a retraining now; neither cool-down nor budget stands in the way. The next look starts it.</summary>
    /// <returns>The firing, <c>endpoint.unknown</c>, <c>endpoint.empty</c> or <c>endpoint.stopped</c> (kind No).</returns>
    public static async Task<Result<TriggerFiring>> AskAsync(Workspace workspace, string endpoint, string user, string reason, CancellationToken ct)
    {
        var store = new EndpointStore(workspace);
        if (await store.FindAsync(endpoint, ct) is not { } row)
        {
            return EndpointStore.Unknown(endpoint, (await store.ListAsync(ct)).Select(e => e.Name));
        }

        if (row.Version is null)
        {
            return new Failure("endpoint.empty", $"Nothing is behind the endpoint '{endpoint}'.", "Deploy a version first: rondo deploy MODEL.");
        }

        if (row.State is EndpointStatus.Stopped)
        {
            return new Failure("endpoint.stopped", $"The endpoint '{endpoint}' is stopped: it is not retrained.", $"Let it answer again first: rondo endpoints start {endpoint}.") { Kind = FailureKind.No };
        }

        var cause = "hand:" + RunId.New(workspace.Clock).Value;
        var evidence = new System.Text.Json.Nodes.JsonObject { ["reason"] = string.IsNullOrWhiteSpace(reason) ? $"{user} asked for it." : reason.Trim() };
        return await FireTrigger.RunAsync(workspace, new(TriggerOf(endpoint), row.Project, "hand", cause, user) { Evidence = evidence }, ct);
    }

    /// <summary>
    /// Brings versions that people approved, without any retraining, behind the endpoints that serve their line; where none does, behind the
    /// one that <c>serve.endpoint</c> names.
    /// </summary>
    public async Task HandOverAsync(CancellationToken ct)
    {
        foreach (var review in await new ReviewStore(context.Workspace).ToHandOverAsync(ct))
        {
            // One that a retraining asked for is brought over by it.
            var asked = (await new RetrainingStore(context.Workspace).ListAsync(null, 200, null, ct)).Any(r => r.EndedAt is null && string.Equals(r.Review, review.Id, StringComparison.Ordinal));
            if (!asked && await HandOverAsync(review, ct))
            {
                await context.Workspace.WriteAsync((transaction, token) => ReviewStore.HandOverAsync(transaction, review.Id, token), ct);
            }
        }
    }

    private async Task<bool> HandOverAsync(ModelReview review, CancellationToken ct)
    {
        var by = review.Decisions is [.., var last] ? last.Person : "rondo";
        var forced = review.Blocked ? review.SettledBecause : null;
        var serving = (await new EndpointStore(context.Workspace).ListAsync(ct)).Where(e => string.Equals(e.Model, review.Model, StringComparison.Ordinal) && e.Version is not null).ToList();
        var requests = serving.Where(e => e.Version < review.Version && e.State is EndpointStatus.Live)
            .Select(e => new DeployRequest(e.Name, review.Subject, by, review.SettledBecause) { ForceReason = forced }).ToList();
        if (serving.Count == 0 && context.Load(review.Model, []) is { Ok: true } project && project.Value.Section<ServeSettings>() is { Endpoint: { } named } settings)
        {
            requests.Add(new(named, review.Subject, by, review.SettledBecause) { Project = project.Value.Name, Settings = settings, ForceReason = forced });
        }

        var done = true;
        foreach (var request in requests)
        {
            if (await context.Endpoints.DeployAsync(request, ct) is { Ok: false } refused)
            {
                done = false;
                await new LoopAlerts(context).RaiseAsync(review.Model, request.Endpoint, "handover", $"{review.Subject} was approved and cannot be deployed: {refused.Failures[0].Problem}", new() { ["review"] = review.Id }, ct);
            }
        }

        return done;
    }
}
