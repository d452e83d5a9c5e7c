using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Kernel;
using Rondo.Modeling;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo audit verify|log</c>: who did what to which thing when, and whether anybody touched the record.</summary>
internal static class AuditCommand
{
    private const int MostShown = 100_000;

    public static Command Create() => new("audit", "Who did what to which thing when.") { Verify(), Log() };

    private static Command Verify()
    {
        var command = new Command("verify", "Walk the hash chain, compare its end with the head kept outside the database, and the registry with what the chain says of it.\n\nExample:\n  rondo audit verify");
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            var report = await VerifyAudit.RunAsync(workspace, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(report.ToJson().ToJsonString(JsonText.Indented));
            }
            else
            {
                Print(report);
            }

            return report.Intact ? ExitCodes.Done : ExitCodes.No;
        });
        return command;
    }

    /// <summary>The verdict in a few lines; shared with <c>rondo verify</c>.</summary>
    public static void Print(AuditReport report)
    {
        var chain = report.Chain;
        Terminal.Out.WriteLine($"Audit log, {chain.Length:N0} {(chain.Length == 1 ? "event" : "events")}: {(chain.Intact ? Terminal.Green("intact") : Terminal.Red(chain.Finding))}");
        Terminal.Out.WriteLine($"  head {chain.Head}");
        if (chain.Intact)
        {
            Terminal.Out.WriteLine($"Registry: {(report.Registry.Count == 0 ? Terminal.Green("as the log says") : Terminal.Red("not what the log says"))}");
        }

        foreach (var finding in report.Registry)
        {
            Terminal.Out.WriteLine($"  {finding}");
        }
    }

    private static Command Log()
    {
        var subject = new Argument<string?>("subject") { Description = "Only events about this, for example model:bike-demand@3.", Arity = ArgumentArity.ZeroOrOne };
        var limit = new Option<int>("--limit", "-n") { Description = "How many events, newest first.", DefaultValueFactory = _ => 20 }.Between(1, MostShown);
        var command = new Command("log", "List events, newest first.\n\nExample:\n  rondo audit log -n 5") { subject, limit };
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            var entries = await workspace.Audit.ListAsync(parsed.GetValue(subject), parsed.GetValue(limit), before: null, ct);
            if (entries.Count == 0 && parsed.GetValue(subject) is { } named)
            {
                throw new FailureException(new Failure("audit.none", $"No event is about '{named}'.", "Write what it is before its name: model:bike-demand@3, user:ann, endpoint:bike-demand. See all: rondo audit log."));
            }

            if (parsed.GetValue(GlobalOptions.Json))
            {
                var rows = entries.Select(e => (JsonNode?)new JsonObject
                {
                    ["number"] = e.Number,
                    ["at"] = e.At.ToString("O", CultureInfo.InvariantCulture),
                    ["actor"] = e.Event.Actor,
                    ["action"] = e.Event.Action,
                    ["subject"] = e.Event.Subject,
                    ["details"] = e.Event.Details.DeepClone(),
                    ["hash"] = e.Hash.Hex,
                });
                Terminal.Out.WriteLine(new JsonObject { ["events"] = new JsonArray([.. rows]) }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Table.Print(["#", "when", "who", "did", "to"], entries.Select(e => new[] { e.Number.ToString(CultureInfo.InvariantCulture), e.At.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), e.Event.Actor, e.Event.Action, e.Event.Subject }));
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
