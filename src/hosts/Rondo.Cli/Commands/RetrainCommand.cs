using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Deployment;
using Rondo.Deployment.Retraining;

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
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            var name = parsed.GetValue(endpoint)!;
            if (!parsed.GetValue(list))
            {
                var firing = (await RetrainingLoop.AskAsync(workspace, name, ProjectSession.User, parsed.GetValue(reason)!, ct)).Value;
                Terminal.Out.WriteLine(parsed.GetValue(GlobalOptions.Json)
                    ? new JsonObject { ["trigger"] = firing.Trigger, ["number"] = firing.Number }.ToJsonString(JsonText.Indented)
                    : $"Asked for. A server of this workspace starts it within a second, or as soon as one runs (rondo up). See it: rondo retrain {name} --list");
                return ExitCodes.Done;
            }

            var all = await new RetrainingStore(workspace).ListAsync(name, Shown, null, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject { ["retrainings"] = new JsonArray([.. all.Select(r => (JsonNode)r.ToJson())]) }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Table.Print(["began", "why", "state", "challenger", "what came of it"], all.Select(r => new[]
                {
                    r.StartedAt.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), r.Kind, RetrainingRecord.Word(r.State),
                    r.Challenger is { } version ? string.Create(CultureInfo.InvariantCulture, $"{r.Model}@{version}") : "", r.Outcome.Length > 0 ? r.Outcome : r.Reason,
                }));
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
