using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Review;
using Rondo.Pipelines;
using Rondo.Pipelines.Triggers;

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
        foreach (var endpoint in await EndpointRow.ListAsync(context.Workspace, ct))
        {
            await TickAsync(endpoint.Name, ct);
        }

        await HandOverAsync(ct);
    }

    /// <summary>The same for one endpoint.</summary>
    /// <returns>The retraining that runs or ran last; null when there was none, or another process is at it.</returns>
    public async Task<RetrainingRecord?> TickAsync(string endpoint, CancellationToken ct)
    {
        if ((await EndpointRow.ListAsync(context.Workspace, ct)).FirstOrDefault(e => string.Equals(e.Name, endpoint, StringComparison.Ordinal)) is not { Version: not null } row
            || context.Load(row.Project, []) is not { Ok: true } project)
        {
            return null;
        }

        var settings = project.Value.Sections.Values.OfType<RetrainSettings>().FirstOrDefault() ?? new();
        await using var lease = await KeptLease.TryTakeAsync(context.Workspace, "retraining:" + endpoint, ct);
        if (lease is null)
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

    /// <summary>A person asks for a retraining now; neither cool-down nor budget stands in the way. The next look starts it.</summary>
    /// <returns>The firing, or <c>endpoint.none</c>.</returns>
    public static async Task<Result<TriggerFiring>> AskAsync(Stores.Workspace workspace, string endpoint, string user, string reason, CancellationToken ct)
    {
        var all = await EndpointRow.ListAsync(workspace, ct);
        if (all.FirstOrDefault(e => string.Equals(e.Name, endpoint, StringComparison.Ordinal)) is not { } row)
        {
            var near = NearestName.Of(endpoint, all.Select(e => e.Name));
            return new Failure("endpoint.none", $"There is no endpoint '{endpoint}'.", near is null ? "Make one: rondo deploy MODEL." : $"Did you mean '{near}'?");
        }

        if (row.Version is null)
        {
            return new Failure("endpoint.empty", $"Nothing is behind the endpoint '{endpoint}'.", "Deploy a version first: rondo deploy MODEL.");
        }

        var cause = "hand:" + RunId.New(workspace.Clock).Value;
        var evidence = new System.Text.Json.Nodes.JsonObject { ["reason"] = string.IsNullOrWhiteSpace(reason) ? $"{user} asked for it." : reason.Trim() };
        return await FireTrigger.RunAsync(workspace, new(ConsiderTriggers.Trigger(endpoint), row.Project, "hand", cause, user) { Evidence = evidence }, ct);
    }

    /// <summary>Brings versions that people approved, without any retraining, behind the endpoints that serve their line.</summary>
    public async Task HandOverAsync(CancellationToken ct)
    {
        foreach (var review in await new ReviewStore(context.Workspace).ToHandOverAsync(ct))
        {
            var endpoints = await EndpointRow.ListAsync(context.Workspace, ct);
            var runs = (await new RetrainingStore(context.Workspace).ListAsync(null, 200, null, ct)).Any(r => r.EndedAt is null && string.Equals(r.Review, review.Id, StringComparison.Ordinal));
            if (runs)
            {
                continue;
            }

            var failed = false;
            foreach (var endpoint in endpoints.Where(e => string.Equals(e.Model, review.Model, StringComparison.Ordinal) && e.Version is not null && e.Version < review.Version))
            {
                var deployed = await context.DeployAsync(endpoint.Name, review.Subject, review.Decisions is [.., var last] ? last.Person : "rondo", review.SettledBecause, ct);
                if (!deployed.Ok)
                {
                    failed = true;
                    await context.RaiseAsync(endpoint.Name, "handover", $"{review.Subject} was approved and cannot be deployed: {deployed.Failures[0].Problem}", new() { ["review"] = review.Id }, ct);
                }
            }

            if (!failed)
            {
                await context.Workspace.WriteAsync((transaction, token) => ReviewStore.HandOverAsync(transaction, review.Id, token), ct);
            }
        }
    }
}
