using System.CommandLine;
using System.Globalization;
using Rondo.Cli.Output;
using Rondo.Modeling;
using Rondo.Pipelines;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo why MODEL|DATASET|RUN</c>: its whole ancestry.</summary>
internal static class WhyCommand
{
    public static Command Create()
    {
        var subject = new Argument<string>("subject") { Description = "A model version (bike-demand@3), a dataset (dataset:bike-demand@latest), a run's id or a content's digest." };
        var command = new Command("why", "Where it came from: rows, code, people, decisions.\n\nExample:\n  rondo why bike-demand@1") { subject };
        command.Does(async (parsed, ct) =>
        {
            using var server = RemoteServer.Named();
            if (server is not null)
            {
                return await RemoteCommands.WhyAsync(server, parsed, parsed.GetValue(subject)!, ct);
            }

            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            var report = (await ExplainAncestry.RunAsync(parsed.GetValue(subject)!, workspace, ct)).Value;
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(report.ToJson().ToJsonString(JsonText.Indented));
                return ExitCodes.Done;
            }

            Print(report.Root, "", isLast: true, isRoot: true);
            if (report.Decisions.Count > 0)
            {
                Terminal.Out.WriteLine();
                Terminal.Out.WriteLine("Decisions");
                foreach (var decision in report.Decisions)
                {
                    Terminal.Out.WriteLine($"  {decision.At.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}  {decision.Event.Actor}  {decision.Event.Action}{Reason(decision.Event.Details)}");
                }
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static string Reason(System.Text.Json.Nodes.JsonObject details) => details["reason"] is { } reason ? $": {reason}" : "";

    private static void Print(Ancestor node, string indent, bool isLast, bool isRoot)
    {
        var branch = isRoot ? "" : isLast ? "└─ " : "├─ ";
        Terminal.Out.WriteLine($"{indent}{branch}{Terminal.Bold(node.Name)}  {Terminal.Faint(node.Digest.Abbreviated)}{(node.SeenAbove ? Terminal.Faint("  (see above)") : "")}");
        var inner = isRoot ? "" : indent + (isLast ? "   " : "│  ");
        if (node.Run is { } run && !node.SeenAbove)
        {
            PrintRun(run, inner + (node.Sources.Count > 0 ? "│  " : "   "));
        }

        for (var i = 0; i < node.Sources.Count; i++)
        {
            Print(node.Sources[i], inner, i == node.Sources.Count - 1, isRoot: false);
        }
    }

    private static void PrintRun(Stores.RunRecord run, string indent)
    {
        var code = run.Start.Code is { } c ? $", code {c.Commit[..Math.Min(10, c.Commit.Length)]}{(c.DirtyDiff is null ? "" : " + uncommitted changes")}" : "";
        var made = run.Start.Tags.GetValueOrDefault(StepTags.Component) ?? "script";
        Terminal.Out.WriteLine(Terminal.Faint($"{indent}{made}, {run.Start.StartedAt.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} by {run.Start.User}{code}, run {run.Start.Id.Value[..12]}"));
    }
}
