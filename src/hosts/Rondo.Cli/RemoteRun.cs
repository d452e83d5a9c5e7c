using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Cli;

/// <summary>Begins a run on a server and shows it here as it happens there. Ctrl-C leaves it running.</summary>
internal static class RemoteRun
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    public static async Task<int> RunAsync(RemoteServer server, ParseResult parsed, JsonObject request, CancellationToken ct)
    {
        var json = parsed.GetValue(GlobalOptions.Json);
        var project = await server.ProjectAsync(parsed, ct);
        var id = (string)(await server.PostAsync($"/api/v1/projects/{RemoteServer.Part(project)}/runs", request, ct))["id"]!;
        try
        {
            using var view = new RunView(quiet: json);
            await FollowAsync(server, id, view, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await Terminal.Error.WriteLineAsync($"Run {id} goes on at the server. See it: rondo show run {id[..12]}");
            return ExitCodes.Cancelled;
        }

        var run = await server.GetAsync("/api/v1/runs/" + id, ct);
        var version = (string?)run["status"] is "succeeded" && (string?)run["version"] is { } made ? await server.GetAsync(RemoteCommands.Path(made), ct) : null;
        if (json)
        {
            run["gate"] = (string?)version?["gate"];
            Terminal.Out.WriteLine(run.ToJsonString(JsonText.Indented));
        }
        else
        {
            var steps = run["steps"]!.AsArray().Select(s => (string)s!["state"]!).ToList();
            Terminal.Out.WriteLine($"{steps.Count} steps: {steps.Count(s => s is "succeeded")} ran, {steps.Count(s => s is "cached")} cached. Run {id} {(string?)run["status"]}.");
            PrintGate(version);
        }

        return (string?)run["status"] switch { "succeeded" when (string?)version?["gate"] is "FAIL" => ExitCodes.No, "succeeded" => ExitCodes.Done, "cancelled" => ExitCodes.Cancelled, _ => ExitCodes.No };
    }

    private static void PrintGate(JsonObject? version)
    {
        if (version is null)
        {
            return;
        }

        Terminal.Out.WriteLine($"Model: {(string?)version["model"]}@{(long?)version["version"]}");
        foreach (var line in version["requirements"]!.AsArray().OfType<JsonObject>())
        {
            Terminal.Out.WriteLine($"  {(string?)line["outcome"],-7} {(string?)line["text"]}  {Terminal.Faint((string?)line["sentence"] ?? "")}");
        }
    }

    private static async Task FollowAsync(RemoteServer server, string id, RunView view, CancellationToken ct)
    {
        long last = 0;
        while (true)
        {
            var events = (await server.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/runs/{id}/events?after={last}"), ct))["items"]!.AsArray();
            foreach (var e in events.OfType<JsonObject>())
            {
                last = (long)e["number"]!;
                if (Event(new(id), last, e) is { } happening)
                {
                    view.Show(happening);
                }

                if ((string?)e["kind"] is "run.finished")
                {
                    return;
                }
            }

            if (events.Count == 0)
            {
                await Task.Delay(Pace, TimeProvider.System, ct);
            }
        }
    }

    private static PipelineEvent? Event(RunId run, long number, JsonObject e)
    {
        var (at, step, details) = (DateTimeOffset.Parse((string)e["at"]!, CultureInfo.InvariantCulture), (string)e["step"]!, e["details"]!.AsObject());
        return (string?)e["kind"] switch
        {
            "run.started" => new RunStarted(run, number, at, (int?)details["steps"] ?? 0),
            "step.started" => new StepStarted(run, number, at, step, new((string?)details["run"] ?? ""), (int?)details["attempt"] ?? 1),
            "step.progress" => new StepProgress(run, number, at, step, (double?)details["share"], (string?)details["text"] ?? ""),
            "step.finished" => new StepFinished(run, number, at, step, Enum.Parse<StepStatus>((string)details["status"]!, ignoreCase: true), (double?)details["seconds"] ?? 0, (string?)details["message"] ?? ""),
            "run.finished" => new RunFinished(run, number, at, Enum.Parse<RunStatus>((string)details["status"]!, ignoreCase: true), (double?)details["seconds"] ?? 0),
            _ => null,
        };
    }
}
