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
                    ["models"] = new JsonArray([.. report.Models.Select(m => (JsonNode?)new JsonObject { ["here"] = m.Here, ["there"] = m.There, ["new"] = m.IsNew })]),
                    ["left"] = report.Left,
                }.ToJsonString(JsonText.Indented));
                return ExitCodes.Done;
            }

            Terminal.Out.WriteLine($"Sent {report.Objects} contents ({Amounts.Bytes(report.Bytes)}), {report.Runs} runs, {report.Datasets} data set versions, {report.Models.Count(m => m.IsNew)} model versions.");
            foreach (var (here, there, _) in report.Models.Where(m => m.IsNew && !string.Equals(m.Here, m.There, StringComparison.Ordinal)))
            {
                Terminal.Out.WriteLine($"  {here} is {there} there.");
            }

            if (report.Left > 0)
            {
                Terminal.Error.WriteLine($"{Terminal.Yellow("warning:")} {report.Left} contents were not sent: folders, or not stored here any more.");
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
