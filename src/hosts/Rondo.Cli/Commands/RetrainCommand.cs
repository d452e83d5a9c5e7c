using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Deployment;
using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Retraining;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo retrain ENDPOINT</c>: a person sets the loop off, and sees what came of it before.</summary>
internal static class RetrainCommand
{
    private const int Shown = 20;

    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint whose model is to be trained anew." };
        var reason = new Option<string>("--reason") { Description = "Why; kept with the retraining.", DefaultValueFactory = _ => "" };
        var list = new Option<bool>("--list") { Description = "Only show the retrainings so far." };
        var command = new Command("retrain", "Train an endpoint's model anew on what was learned in use. A running server (rondo up) does the work.\n\nExample:\n  rondo retrain bike-demand --reason \"the metro line has opened\"") { endpoint, reason, list };
        command.Does(async (parsed, ct) =>
        {
            using var server = RemoteServer.Named();
            await using var workspace = server is null ? await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct) : null;
            var (name, json) = (parsed.GetValue(endpoint)!, parsed.GetValue(GlobalOptions.Json));
            if (parsed.GetValue(list))
            {
                Print(server is null ? await KnownAsync(workspace!, name, ct) : await KnownAsync(server, name, ct), json);
                return ExitCodes.Done;
            }

            var asked = server is null ? await AskAsync(workspace!, name, parsed.GetValue(reason)!, ct) : await server.PostAsync(Path(name) + "/retrain", new() { ["reason"] = parsed.GetValue(reason)! }, ct);
            Terminal.Out.WriteLine(json
                ? new JsonObject { ["trigger"] = asked["trigger"]?.DeepClone(), ["number"] = asked["number"]?.DeepClone() }.ToJsonString(JsonText.Indented)
                : server is null
                    ? $"Asked for. A server of this workspace starts it within a second, or as soon as one runs (rondo up). See it: rondo retrain {name} --list"
                    : $"Asked for. The server starts it within a second. See it: rondo retrain {name} --list");
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Path(string endpoint) => "/api/v1/endpoints/" + RemoteServer.Part(endpoint);

    private static async Task<JsonObject> AskAsync(Workspace workspace, string endpoint, string reason, CancellationToken ct) =>
        (await RetrainingLoop.AskAsync(workspace, endpoint, ProjectSession.User, reason, ct)).Value is var firing ? new() { ["trigger"] = firing.Trigger, ["number"] = firing.Number } : [];

    private static async Task<IReadOnlyList<JsonObject>> KnownAsync(Workspace workspace, string endpoint, CancellationToken ct)
    {
        var endpoints = await new EndpointStore(workspace).ListAsync(ct);
        return endpoints.Any(e => string.Equals(e.Name, endpoint, StringComparison.Ordinal))
            ? [.. (await new RetrainingStore(workspace).ListAsync(endpoint, Shown, null, ct)).Select(r => r.ToJson())]
            : throw new FailureException(EndpointStore.Unknown(endpoint, endpoints.Select(e => e.Name)));
    }

    private static async Task<IReadOnlyList<JsonObject>> KnownAsync(RemoteServer server, string endpoint, CancellationToken ct)
    {
        _ = await server.GetAsync(Path(endpoint), ct);
        return [.. (await server.GetAsync(string.Create(CultureInfo.InvariantCulture, $"{Path(endpoint)}/retrainings?limit={Shown}"), ct))["items"]!.AsArray().OfType<JsonObject>()];
    }

    private static void Print(IReadOnlyList<JsonObject> all, bool json)
    {
        if (json)
        {
            Terminal.Out.WriteLine(new JsonObject { ["retrainings"] = new JsonArray([.. all.Select(r => r.DeepClone())]) }.ToJsonString(JsonText.Indented));
        }
        else if (all.Count == 0)
        {
            Terminal.Out.WriteLine("It has not been retrained yet.");
        }
        else
        {
            Table.Print(["began", "why", "state", "challenger", "what came of it"], all.Select(r => new[]
            {
                DateTimeOffset.Parse((string)r["startedAt"]!, CultureInfo.InvariantCulture).LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                Text(r["trigger"]!["kind"]), Text(r["state"]),
                r["challenger"] is { } version ? $"{Text(r["model"])}@{version}" : "",
                Text(r["outcome"]) is { Length: > 0 } outcome ? outcome : Text(r["trigger"]!["reason"]),
            }));
        }
    }

    private static string Text(JsonNode? node) => (string?)node ?? "";
}
