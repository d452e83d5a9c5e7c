using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Serving;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Cli;

/// <summary>Endpoints in their table: whoever serves the workspace follows it.</summary>
internal sealed class WorkspaceDesk(Workspace workspace, Project? project, Uri? running) : IEndpointDesk
{
    private const int Changes = 20;

    public string Effect => running is null ? "No server works on this workspace: the next 'rondo up' serves it." : $"The server at {running.GetLeftPart(UriPartial.Authority)} follows within a second.";

    public async Task<JsonObject> DeployAsync(string endpoint, string model, string reason, bool despiteGate, CancellationToken ct)
    {
        if (despiteGate && reason.Length == 0)
        {
            throw new FailureException(new Failure("deploy.no-reason", "What is done against the gate needs a reason.", "Add --reason REASON."));
        }

        // A model is named like its project.
        var own = project is not null && string.Equals(project.Name, model.Split('@')[0], StringComparison.Ordinal);
        var request = new DeployRequest(endpoint, model, ProjectSession.User, reason)
        {
            Settings = own ? project!.Section<ServeSettings>() : null,
            Here = project is null ? null : new(project.Name, project.Section<Charter>()),
            ForceReason = despiteGate ? reason : null,
        };
        return EndpointDocument.Of((await DeployModel.RunAsync(workspace, request, ct)).Value);
    }

    public async Task<JsonObject> RollbackAsync(string endpoint, string reason, CancellationToken ct) =>
        EndpointDocument.Of((await DeployModel.RollbackAsync(workspace, endpoint, ProjectSession.User, reason, null, ct)).Value);

    public async Task<JsonObject> SetStateAsync(string endpoint, EndpointStatus state, string reason, CancellationToken ct) =>
        EndpointDocument.Of((await DeployModel.SetStateAsync(workspace, endpoint, state, ProjectSession.User, reason, null, ct)).Value);

    public async Task<IReadOnlyList<JsonObject>> ListAsync(CancellationToken ct) => [.. (await new EndpointStore(workspace).ListAsync(ct)).Select(EndpointDocument.Of)];

    public async Task<(JsonObject Endpoint, IReadOnlyList<JsonObject> Changes)> FindAsync(string endpoint, CancellationToken ct) =>
        (EndpointDocument.Of(await DemandAsync(endpoint, ct), await new CaptureStore(workspace).RepeatedAsync(endpoint, DateTimeOffset.MinValue, ct)), [.. (await new EndpointStore(workspace).ChangesAsync(endpoint, Changes, null, ct)).Select(EndpointDocument.Of)]);

    public async Task<JsonObject> FeedbackAsync(string endpoint, IReadOnlyList<Feedback> items, bool replace, CancellationToken ct)
    {
        var row = await DemandAsync(endpoint, ct);
        var signature = (await ShowModel.RunAsync(workspace, string.Create(CultureInfo.InvariantCulture, $"{row.Model}@{row.Version}"), ct)).Value.Signature;
        var report = (await new FeedbackStore(workspace).AddAsync(endpoint, signature, items, replace, ct)).Value;
        return new()
        {
            ["accepted"] = (long)report.Accepted,
            ["repeated"] = (long)report.Repeated,
            ["replaced"] = (long)report.Replaced,
            ["conflicts"] = new JsonArray([.. report.Conflicts.Select(c => (JsonNode)new JsonObject { ["prediction_id"] = c.PredictionId, ["known"] = c.Known, ["given"] = c.Given })]),
        };
    }

    public ValueTask DisposeAsync() => workspace.DisposeAsync();

    private async Task<Endpoint> DemandAsync(string endpoint, CancellationToken ct) =>
        await new EndpointStore(workspace).FindAsync(endpoint, ct) is { Version: not null } row ? row
            : throw new FailureException(new Failure("endpoint.unknown", $"There is no endpoint '{endpoint}' with a version.", "See them: rondo endpoints list. Make one: rondo deploy MODEL."));
}
