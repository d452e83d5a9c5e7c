using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment;

namespace Rondo.Cli;

/// <summary>Endpoints through a server that runs.</summary>
internal sealed class ServerDesk(RemoteServer server) : IEndpointDesk
{
    public string Effect => $"It answers at {server.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}/predict/ENDPOINT.";

    public async Task<JsonObject> DeployAsync(string endpoint, string model, string reason, bool despiteGate, CancellationToken ct) =>
        EndpointDocument.Of(await server.PostAsync(Path(endpoint) + "/deploy", new() { ["model"] = model, ["reason"] = reason, ["despiteGate"] = despiteGate }, ct));

    public async Task<JsonObject> RollbackAsync(string endpoint, string reason, CancellationToken ct) =>
        EndpointDocument.Of(await server.PostAsync(Path(endpoint) + "/rollback", new() { ["reason"] = reason }, ct));

    public async Task<JsonObject> SetStateAsync(string endpoint, EndpointStatus state, string reason, CancellationToken ct) =>
        EndpointDocument.Of(await server.PostAsync($"{Path(endpoint)}/{(state == EndpointStatus.Live ? "start" : "stop")}", new() { ["reason"] = reason }, ct));

    public async Task<IReadOnlyList<JsonObject>> ListAsync(CancellationToken ct) => Items(await server.GetAsync("/api/v1/endpoints", ct), EndpointDocument.Of);

    public async Task<(JsonObject Endpoint, IReadOnlyList<JsonObject> Changes)> FindAsync(string endpoint, CancellationToken ct) =>
        (EndpointDocument.WithIds(await server.GetAsync(Path(endpoint), ct)), Items(await server.GetAsync(Path(endpoint) + "/changes?limit=20", ct), EndpointDocument.OfChange));

    public Task<JsonObject> FeedbackAsync(string endpoint, IReadOnlyList<Feedback> items, bool replace, CancellationToken ct) => server.PostAsync(
        "/feedback/" + RemoteServer.Part(endpoint),
        new()
        {
            ["records"] = new JsonArray([.. items.Select(i => (JsonNode)new JsonObject
            {
                ["prediction_id"] = i.PredictionId,
                ["truth"] = i.Truth,
                ["observed_at"] = i.ObservedAt.ToString("O", CultureInfo.InvariantCulture),
            })]),
            ["replace"] = replace,
        },
        ct);

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Path(string endpoint) => "/api/v1/endpoints/" + RemoteServer.Part(endpoint);

    private static List<JsonObject> Items(JsonObject page, Func<JsonObject, JsonObject> make) => [.. (page["items"] as JsonArray ?? []).OfType<JsonObject>().Select(make)];
}
