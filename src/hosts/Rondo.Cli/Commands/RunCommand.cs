using System.CommandLine;
using System.Text.Json.Nodes;
using Rondo.Pipelines;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo run</c>: runs the pipeline; what did not change is not done again.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var steps = new Argument<string[]>("step") { Description = "Only these steps and what they need." };
        var set = new Option<string[]>("-D") { Description = "Override a key of rondo.yaml: -D train.seed=8.", HelpName = "KEY=VALUE", AllowMultipleArgumentsPerToken = false };
        var explain = new Option<bool>("--explain") { Description = "Say why each step would run or would not, and run nothing." };
        var from = new Option<string?>("--from") { Description = "Run this step and all that follow it again.", HelpName = "STEP" };
        var force = new Option<bool>("--force") { Description = "Run every step again." };
        var jobs = new Option<int>("--jobs", "-j") { Description = "How many steps run at once.", DefaultValueFactory = _ => Environment.ProcessorCount }.Between(1);
        var command = new Command("run", "Run the project's pipeline; what did not change is not done again.\n\nExample:\n  rondo run --explain") { steps, set, explain, from, force, jobs };
        command.Does(async (parsed, ct) =>
        {
            using var server = RemoteServer.Named();
            if (server is not null)
            {
                var wanted = Wanted(parsed.GetValue(steps), parsed.GetValue(set), parsed.GetValue(from), parsed.GetValue(force));
                var whole = parsed.GetValue(steps) is not { Length: > 0 } && parsed.GetValue(set) is not { Length: > 0 } && parsed.GetValue(from) is null && !parsed.GetValue(force);
                return parsed.GetValue(explain) ? await RemoteCommands.ExplainAsync(server, parsed, whole, ct) : await RemoteRun.RunAsync(server, parsed, wanted, ct);
            }

            var json = parsed.GetValue(GlobalOptions.Json);
            await using var session = await ProjectSession.OpenAsync(parsed, ct, parsed.GetValue(set) ?? []);
            var request = new RunRequest(session.Project)
            {
                Steps = parsed.GetValue(steps) ?? [],
                From = parsed.GetValue(from),
                Force = parsed.GetValue(force),
                Jobs = parsed.GetValue(jobs),
                ExplainOnly = parsed.GetValue(explain),
            };
            return await RunPipeline.ExecuteAsync(session, request, json, ct);
        });
        return command;
    }

    private static JsonObject Wanted(string[]? steps, string[]? overrides, string? from, bool force) => new()
    {
        ["steps"] = new JsonArray([.. (steps ?? []).Select(s => (JsonNode)s)]),
        ["overrides"] = new JsonArray([.. (overrides ?? []).Select(o => (JsonNode)o)]),
        ["from"] = from,
        ["force"] = force,
    };
}
