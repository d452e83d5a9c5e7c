using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;
using Rondo.Stores;

namespace Rondo.Cli;

/// <summary>Finds the desk for a command: the server that <c>RONDO_SERVER</c> names, or the workspace.</summary>
internal static class AlertDesks
{
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The desk owns what it works through.")]
    public static async Task<IAlertDesk> OpenAsync(ParseResult parsed, CancellationToken ct) =>
        RemoteServer.Named() is { } server ? new OfServer(server) : new OfWorkspace(await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct));

    private sealed class OfServer(RemoteServer server) : IAlertDesk
    {
        private const int MostAtOnce = 200;

        public async Task<IReadOnlyList<JsonObject>> ListAsync(bool resolvedToo, int limit, CancellationToken ct)
        {
            var found = new List<JsonObject>();
            for (string? next = ""; next is not null && found.Count < limit;)
            {
                var cursor = next.Length == 0 ? "" : "&cursor=" + RemoteServer.Part(next);
                var page = await server.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/alerts?limit={Math.Min(limit - found.Count, MostAtOnce)}{(resolvedToo ? "" : "&state=open")}{cursor}"), ct);
                found.AddRange(page["items"]!.AsArray().OfType<JsonObject>());
                next = (string?)page["next"];
            }

            return found;
        }

        public Task<JsonObject> FindAsync(string alert, CancellationToken ct) => server.GetAsync("/api/v1/alerts/" + RemoteServer.Part(alert), ct);

        public Task<JsonObject> ChangeAsync(string alert, AlertAction action, string comment, TimeSpan? silence, CancellationToken ct)
        {
            var body = new JsonObject { ["comment"] = comment };
            if (silence is { } time)
            {
                body["until"] = (SimulatedTime.Clock.GetUtcNow() + time).ToString("O", CultureInfo.InvariantCulture);
            }

            return server.PostAsync($"/api/v1/alerts/{RemoteServer.Part(alert)}/{action.ToString().ToLowerInvariant()}", body, ct);
        }

        public ValueTask DisposeAsync()
        {
            server.Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class OfWorkspace(Workspace workspace) : IAlertDesk
    {
        public async Task<IReadOnlyList<JsonObject>> ListAsync(bool resolvedToo, int limit, CancellationToken ct) =>
            [.. (await new AlertStore(workspace).ListAsync(new(OpenOnly: !resolvedToo), limit, null, ct)).Select(AlertDocument.Of)];

        public async Task<JsonObject> FindAsync(string alert, CancellationToken ct)
        {
            var store = new AlertStore(workspace);
            var found = (await store.DemandAsync(alert, ct)).Value;
            return AlertDocument.Of(found, await store.HistoryAsync(found.Id, ct));
        }

        public async Task<JsonObject> ChangeAsync(string alert, AlertAction action, string comment, TimeSpan? silence, CancellationToken ct) =>
            AlertDocument.Of((await ChangeAlert.RunAsync(workspace, new(alert, action, ProjectSession.User, comment, workspace.Clock.GetUtcNow() + silence), ct)).Value);

        public ValueTask DisposeAsync() => workspace.DisposeAsync();
    }
}
