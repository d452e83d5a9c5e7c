using System.CommandLine;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Kernel;
using Rondo.Server;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo push [SERVER]</c>: sends this workspace's history to the team's server.</summary>
internal static class PushCommand
{
    public static Command Create()
    {
        var server = new Argument<string?>("server") { Description = "Its address; RONDO_SERVER when left out.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("push", "Send this workspace's history to the team's server: runs, data sets, models, the audit log as evidence, and the contents that are missing there. Broken off, it goes on where it was.\n\nExample:\n  rondo push http://rondo.example:7777") { server };
        command.Does(async (parsed, ct) =>
        {
            using var remote = (parsed.GetValue(server) is { } address ? RemoteServer.At(address) : RemoteServer.Named())
                ?? throw new FailureException(new Failure("server.none", "No server is named.", "Name it: rondo push http://rondo.example:7777, or set RONDO_SERVER."));
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            using var line = new ProgressLine();
            var report = await PushHistory.RunAsync(workspace, remote.Http, text => line.Show(null, text), ct);
            line.Dispose();
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject
                {
                    ["objects"] = report.Objects,
                    ["bytes"] = report.Bytes,
                    ["runs"] = report.Runs,
                    ["datasets"] = report.Datasets,
                    ["models"] = new JsonArray([.. report.Models.Select(m => (JsonNode?)new JsonObject { ["here"] = m.Here, ["there"] = m.There, ["new"] = m.IsNew, ["gate"] = m.GateHere, ["gateThere"] = m.GateThere })]),
                    ["left"] = report.Left,
                }.ToJsonString(JsonText.Indented));
                return ExitCodes.Done;
            }

            Terminal.Out.WriteLine($"Sent {Amounts.Count(report.Objects, "content")} ({Amounts.Bytes(report.Bytes)}), {Amounts.Count(report.Runs, "run")}, {Amounts.Count(report.Datasets, "data set version")}, {Amounts.Count(report.Models.Count(m => m.IsNew), "model version")}.");
            foreach (var model in report.Models.Where(m => m.IsNew && (!string.Equals(m.Here, m.There, StringComparison.Ordinal) || !string.Equals(m.GateHere, m.GateThere, StringComparison.Ordinal))))
            {
                Terminal.Out.WriteLine($"  {model.Here} is {model.There} there{(string.Equals(model.GateHere, model.GateThere, StringComparison.Ordinal) ? "" : $"; its gate says {model.GateThere} there, {model.GateHere} here")}.");
            }

            if (report.Left > 0)
            {
                Terminal.Error.WriteLine($"{Terminal.Yellow("warning:")} {Amounts.Count(report.Left, "content")} {(report.Left == 1 ? "was" : "were")} not sent: folders, or not stored here any more.");
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
