using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rondo.Cli.Output;
using Rondo.Deployment.Alerts;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo alerts list|ack|silence|resolve</c>.</summary>
internal static class AlertsCommand
{
    public static Command Create() => new("alerts", "What the endpoints need people for.") { List(), Acknowledge(), Silence(), Resolve() };

    /// <summary>The state, in its colour.</summary>
    public static string Shown(Alert alert)
    {
        var text = alert.State.ToString().ToLowerInvariant();
        return alert.State switch { AlertState.Firing => Terminal.Red(text), AlertState.Resolved => Terminal.Green(text), _ => text };
    }

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Resolved ones too." };
        var limit = new Option<int>("--limit", "-n") { Description = "How many, newest first.", DefaultValueFactory = _ => 20 };
        var command = new Command("list", "List alerts, newest first.\n\nExample:\n  rondo alerts list --all") { all, limit };
        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            var alerts = await new AlertStore(workspace).ListAsync(new(OpenOnly: !parsed.GetValue(all)), Math.Clamp(parsed.GetValue(limit), 1, 1000), null, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(JsonSerializer.Serialize(alerts, MonitorCommand.Json));
            }
            else
            {
                Table.Print(["alert", "since", "endpoint", "state", "what"], alerts.Select(a => new[] { a.Id[..12], a.OpenedAt.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), a.Endpoint, a.State.ToString().ToLowerInvariant(), a.Sentence }));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Acknowledge() => Change("ack", AlertAction.Acknowledge, "Say that you look after an alert.\n\nExample:\n  rondo alerts ack 0195f3 -m \"sensor is being replaced\"", null);

    private static Command Resolve() => Change("resolve", AlertAction.Resolve, "Say that it is over. It opens anew if it is seen again.\n\nExample:\n  rondo alerts resolve 0195f3", null);

    private static Command Silence()
    {
        var time = new Option<string>("--for") { Description = "For how long: 8h, 2d; at most 90d.", Required = true };
        return Change("silence", AlertAction.Silence, "Hear nothing of an alert for a while.\n\nExample:\n  rondo alerts silence 0195f3 --for 8h", time);
    }

    private static Command Change(string name, AlertAction action, string description, Option<string>? time)
    {
        var id = new Argument<string>("alert") { Description = "The alert's id, or enough of its beginning." };
        var comment = new Option<string>("--message", "-m") { Description = "Why, for the others.", DefaultValueFactory = _ => "" };
        var command = new Command(name, description) { id, comment };
        if (time is not null)
        {
            command.Add(time);
        }

        command.Does(async (parsed, ct) =>
        {
            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            DateTimeOffset? until = time is null ? null : workspace.Clock.GetUtcNow() + Duration(parsed.GetValue(time)!);
            var alert = (await ChangeAlert.RunAsync(workspace, new(parsed.GetValue(id)!, action, ProjectSession.User, parsed.GetValue(comment)!, until), ct)).Value;
            Terminal.Out.WriteLine(parsed.GetValue(GlobalOptions.Json) ? JsonSerializer.Serialize(alert, MonitorCommand.Json) : $"{Shown(alert)} {alert.Endpoint}: {alert.Sentence}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static TimeSpan Duration(string text) => ScalarForms.Duration(text)
        ?? throw new FailureException(new Failure("command.misuse", $"'{text}' is no duration.", "Write for example --for 8h."));
}
