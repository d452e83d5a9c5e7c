using System.Text.Json.Nodes;
using Rondo.Deployment.Endpoints;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Serving;

/// <summary>
/// Changes what is behind an endpoint. Done without a server, the row that is written makes every server that runs, and the next one that
/// starts, follow.
/// </summary>
public static class DeployModel
{
    /// <summary>Checks a version as a server would and puts it behind an endpoint.</summary>
    public static async Task<Result<Endpoint>> RunAsync(Workspace workspace, DeployRequest request, CancellationToken ct)
    {
        var prepared = await PrepareAsync(workspace, request, new(), ct);
        if (!prepared.Ok)
        {
            return prepared.Failures.ToList();
        }

        using var generation = prepared.Value;
        return await CommitAsync(workspace, request, generation, ct);
    }

    /// <summary>Puts the former version back; checked like any other.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="endpoint">Which endpoint.</param>
    /// <param name="user">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="expectedRevision">The revision the caller saw; null: whatever it is.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<Result<Endpoint>> RollbackAsync(Workspace workspace, string endpoint, string user, string reason, long? expectedRevision, CancellationToken ct)
    {
        var target = await RollbackTargetAsync(workspace, endpoint, expectedRevision, ct);
        if (!target.Ok)
        {
            return target;
        }

        var prepared = await Preparation.PrepareAsync(workspace, endpoint, Reference(target.Value), new(), ct);
        if (!prepared.Ok)
        {
            return prepared.Failures.ToList();
        }

        using var generation = prepared.Value;
        return await CommitRollbackAsync(workspace, target.Value, user, reason, generation.Evidence(), ct);
    }

    /// <summary>Takes an endpoint out of service, or back into it.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="endpoint">Which endpoint.</param>
    /// <param name="state">What it is to be.</param>
    /// <param name="user">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="expectedRevision">The revision the caller saw; null: whatever it is.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<Result<Endpoint>> SetStateAsync(Workspace workspace, string endpoint, EndpointStatus state, string user, string reason, long? expectedRevision, CancellationToken ct)
    {
        var store = new EndpointStore(workspace);
        var current = await DemandAsync(store, endpoint, ct);
        if (!current.Ok || current.Value.State == state)
        {
            return current;
        }

        return await store.ChangeAsync(
            endpoint,
            expectedRevision ?? current.Value.Revision,
            state == EndpointStatus.Live ? "start" : "stop",
            [],
            (_, now) => Task.FromResult<Result<Endpoint>>(now! with { State = state, ChangedBy = user, Reason = reason }),
            ct);
    }

    internal static async Task<Result<Generation>> PrepareAsync(Workspace workspace, DeployRequest request, PredictLimits limits, CancellationToken ct)
    {
        if (!EndpointName.IsValid(request.Endpoint))
        {
            return EndpointName.Bad(request.Endpoint);
        }

        var prepared = await Preparation.PrepareAsync(workspace, request.Endpoint, request.Model, limits, ct);
        if (prepared.Ok && string.IsNullOrWhiteSpace(request.ForceReason) && await RefusalAsync(workspace, request, prepared.Value.Version, ct) is { } refusal)
        {
            prepared.Value.Dispose();
            return refusal;
        }

        return prepared;
    }

    private static async Task<Failure?> RefusalAsync(Workspace workspace, DeployRequest request, ModelVersion version, CancellationToken ct)
    {
        var charter = await CharterAsync(workspace, request, version, ct);
        return version.HeldTo(charter) is { Blocked: true } held
            ? new("deploy.gate", $"The gate of {held} says {held.GateOutcome}: it is not put behind an endpoint.", $"See what stands against it: rondo status, rondo model show {held}. Or say why it is meant all the same: --force --reason REASON.") { Kind = FailureKind.No }
            : await RequiredReview.MissingAsync(workspace, version, charter, ct);
    }

    private static async Task<Charter?> CharterAsync(Workspace workspace, DeployRequest request, ModelVersion version, CancellationToken ct) =>
        request.Here is not { } here ? null
        : await new EndpointStore(workspace).FindAsync(request.Endpoint, ct) is { } now && string.Equals(now.Project, here.Project, StringComparison.Ordinal) ? here.Charter
        : here.For(version);

    private static string Owner(DeployRequest request, Endpoint? now, ModelVersion version) =>
        request.Project is { Length: > 0 } named ? named
        : string.Equals(request.Here?.Project, version.Model, StringComparison.Ordinal) ? version.Model
        : now?.Project ?? (request.Here?.For(version) is null ? version.Model : request.Here.Project);

    internal static Task<Result<Endpoint>> CommitAsync(Workspace workspace, DeployRequest request, Generation generation, CancellationToken ct)
    {
        var version = generation.Version;
        var evidence = generation.Evidence();
        evidence["forced"] = request.ForceReason;
        return new EndpointStore(workspace).ChangeAsync(request.Endpoint, request.ExpectedRevision, "deploy", evidence, Edit, ct);

        Task<Result<Endpoint>> Edit(System.Data.Common.DbTransaction transaction, Endpoint? now)
        {
            var same = now is not null && string.Equals(now.Model, version.Model, StringComparison.Ordinal);
            var former = !same ? null : now!.Version == version.Version ? now.FormerVersion : now.Version;
            return Task.FromResult<Result<Endpoint>>(new Endpoint(request.Endpoint, Owner(request, now, version), version.Model, version.Version, former, EndpointStatus.Live, 0, default, request.User, request.Reason)
            {
                Settings = request.Settings ?? now?.Settings ?? new(),
            });
        }
    }

    internal static async Task<Result<Endpoint>> RollbackTargetAsync(Workspace workspace, string endpoint, long? expectedRevision, CancellationToken ct)
    {
        var current = await DemandAsync(new(workspace), endpoint, ct);
        if (!current.Ok)
        {
            return current;
        }

        if (current.Value.FormerVersion is null)
        {
            return new Failure("endpoint.no-former", $"The endpoint '{endpoint}' has no former version to go back to.", $"Deploy the one you want: rondo deploy {current.Value.Model}@VERSION --endpoint {endpoint}.") { Kind = FailureKind.No };
        }

        return expectedRevision is { } expected && expected != current.Value.Revision
            ? new Failure("endpoint.changed", $"The endpoint '{endpoint}' is at revision {current.Value.Revision}, not {expected}.", "Look at it again and repeat the change if it is still wanted.") { Kind = FailureKind.No }
            : current;
    }

    internal static Task<Result<Endpoint>> CommitRollbackAsync(Workspace workspace, Endpoint current, string user, string reason, JsonObject evidence, CancellationToken ct)
    {
        evidence["rolledBack"] = current.Version;
        return new EndpointStore(workspace).ChangeAsync(
            current.Name,
            current.Revision,
            "rollback",
            evidence,
            async (transaction, now) =>
            {
                var target = now!.FormerVersion!.Value;
                var before = await EndpointStore.BeforeAsync(transaction, now.Name, now.Model, target, ct);
                return now with { Version = target, FormerVersion = before, ChangedBy = user, Reason = reason };
            },
            ct);
    }

    internal static string Reference(Endpoint endpoint) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{endpoint.Model}@{endpoint.FormerVersion}");

    private static async Task<Result<Endpoint>> DemandAsync(EndpointStore store, string endpoint, CancellationToken ct)
    {
        if (await store.FindAsync(endpoint, ct) is { } found)
        {
            return found;
        }

        return EndpointStore.Unknown(endpoint, (await store.ListAsync(ct)).Select(e => e.Name));
    }
}
