using System.CommandLine;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo gc</c>: removes what nothing reaches.</summary>
internal static class GcCommand
{
    public static Command Create()
    {
        var grace = new Option<string>("--grace") { Description = "Keep what is younger than this.", DefaultValueFactory = _ => "1d", HelpName = "DURATION" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be removed, and remove nothing." };
        var command = new Command("gc", "Remove stored objects that no run, dataset version or model reaches.\n\nExample:\n  rondo gc --dry-run") { grace, dryRun };
        command.Does(async (parsed, ct) =>
        {
            var written = parsed.GetValue(grace)!;
            var period = ScalarForms.Duration(written)
                ?? throw new FailureException(new Failure("cli.bad-duration", $"--grace is a duration, and '{written}' is none.", "Write for example --grace 7d."));
            var dry = parsed.GetValue(dryRun);
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            var reachable = await workspace.Lineage.ReachableAsync(ct);
            var report = await workspace.Artifacts.CollectAsync(reachable, period, dry, ct);
            if (!dry && report.Objects > 0)
            {
                var details = new JsonObject { ["objects"] = report.Objects, ["bytes"] = report.Bytes, ["grace"] = written };
                await workspace.WriteAsync((tx, token) => workspace.Audit.AppendAsync(tx, new AuditEvent(ProjectSession.User, "gc", "workspace", details), token), ct);
            }

            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject { ["objects"] = report.Objects, ["bytes"] = report.Bytes, ["kept"] = report.Kept, ["workFolders"] = report.WorkFolders, ["dryRun"] = dry }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Terminal.Out.WriteLine($"{(dry ? "Would remove" : "Removed")} {report.Objects:N0} objects ({Amounts.Bytes(report.Bytes)}) and {report.WorkFolders} left-over work folders; {report.Kept:N0} objects stay.");
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
