using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Endpoints;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Serving;

/// <summary>Changes what this process serves, one change at a time: by its own commands, and by following the table.</summary>
internal sealed class EndpointChanging(Workspace workspace, LiveEndpoints live, PredictLimits limits) : IDisposable
{
    private readonly EndpointStore _store = new(workspace);
    private readonly SemaphoreSlim _one = new(1);

    public async Task<Result<Endpoint>> DeployAsync(DeployRequest request, CancellationToken ct)
    {
        using var turn = await TurnAsync(request.Endpoint, ct);
        var prepared = await DeployModel.PrepareAsync(workspace, request, limits, ct);
        return prepared.Ok
            ? await PublishAsync(prepared.Value, guarded: true, () => DeployModel.CommitAsync(workspace, request, prepared.Value, ct))
            : prepared.Failures.ToList();
    }

    public async Task<Result<Endpoint>> RollbackAsync(string endpoint, string user, string reason, long? expectedRevision, JsonObject evidence, CancellationToken ct)
    {
        using var turn = await TurnAsync(endpoint, ct);
        var target = await DeployModel.RollbackTargetAsync(workspace, endpoint, expectedRevision, ct);
        if (!target.Ok)
        {
            return target;
        }

        var prepared = await Preparation.PrepareAsync(workspace, endpoint, DeployModel.Reference(target.Value), limits, ct);
        if (!prepared.Ok)
        {
            return prepared.Failures.ToList();
        }

        foreach (var (key, value) in prepared.Value.Evidence())
        {
            evidence[key] = value?.DeepClone();
        }

        return await PublishAsync(prepared.Value, guarded: false, () => DeployModel.CommitRollbackAsync(workspace, target.Value, user, reason, evidence, ct));
    }

    public async Task SyncAsync(CancellationToken ct)
    {
        foreach (var (name, revision) in await _store.RevisionsAsync(ct))
        {
            if (!live.TryGet(name, out var known) || known.State.Endpoint.Revision < revision)
            {
                (await TurnAsync(name, ct)).Dispose();
            }
        }
    }

    public void Dispose() => _one.Dispose();

    // Waits for its turn, and begins from what the table says.
    private async Task<Turn> TurnAsync(string endpoint, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        var turn = new Turn(_one);
        try
        {
            await FollowAsync(endpoint, ct);
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private async Task<Result<Endpoint>> PublishAsync(Generation generation, bool guarded, Func<Task<Result<Endpoint>>> commit)
    {
        var published = false;
        try
        {
            var changed = await commit();
            if (changed.Ok)
            {
                published = true;
                live.Put(changed.Value, generation, guarded, problem: null);
            }

            return changed;
        }
        finally
        {
            if (!published)
            {
                generation.Dispose();
            }
        }
    }

    private async Task FollowAsync(string name, CancellationToken ct)
    {
        if (await _store.FindAsync(name, ct) is not { } row || (live.TryGet(name, out var known) && known.State.Endpoint.Revision >= row.Revision))
        {
            return;
        }

        var current = known?.State.Generation;
        if (row.Version is not { } version)
        {
            live.Put(row, null, guarded: false, new("endpoint.empty", $"Nothing is deployed behind '{name}'.", $"Deploy a model: rondo deploy {row.Model} --endpoint {name}."));
        }
        else if (current is not null && current.Version.Version == version && string.Equals(current.Version.Model, row.Model, StringComparison.Ordinal))
        {
            live.Put(row, current, known!.State.Guard is not null, problem: null);
        }
        else
        {
            await FollowAsync(row, version, current, ct);
        }
    }

    private async Task FollowAsync(Endpoint row, long version, Generation? current, CancellationToken ct)
    {
        var prepared = await Preparation.PrepareAsync(workspace, row.Name, string.Create(CultureInfo.InvariantCulture, $"{row.Model}@{version}"), limits, ct);
        if (prepared.Ok)
        {
            var last = await _store.ChangesAsync(row.Name, limit: 1, before: null, ct);
            live.Put(row, prepared.Value, last is [{ Action: "deploy" }], problem: null);
        }
        else
        {
            // What answers goes on answering: another process saw this version ready, this one cannot make it so.
            live.Put(row, current, guarded: false, prepared.Failures[0]);
        }
    }

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
