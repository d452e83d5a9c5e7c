using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Deployment.Alerts;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo alerts list|show|ack|silence|resolve</c>.</summary>
internal static class AlertsCommand
{
    private const int ShortId = 12;
    private const int MostShown = 1000;

    public static Command Create() => new("alerts", "What the endpoints need people for.") { List(), Show(), Acknowledge(), Silence(), Resolve() };

    /// <summary>The state, in its colour.</summary>
    public static string Shown(string state) => state switch { "firing" => Terminal.Red(state), "resolved" => Terminal.Green(state), _ => state };

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Resolved ones too." };
        var limit = new Option<int>("--limit", "-n") { Description = "How many, newest first.", DefaultValueFactory = _ => 20 }.Between(1, MostShown);
        var command = new Command("list", "List alerts, newest first.\n\nExample:\n  rondo alerts list --all") { all, limit };
        command.Does(async (parsed, ct) =>
        {
            await using var desk = await AlertDesks.OpenAsync(parsed, ct);
            var alerts = await desk.ListAsync(parsed.GetValue(all), parsed.GetValue(limit), ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject { ["alerts"] = new JsonArray([.. alerts.Select(a => a.DeepClone())]) }.ToJsonString(JsonText.Indented));
            }
            else if (alerts.Count == 0)
            {
                Terminal.Out.WriteLine(parsed.GetValue(all) ? "There has been no alert." : "No alert is open. Those that are over: rondo alerts list --all.");
            }
            else
            {
                var length = Telling(alerts);
                Table.Print(["alert", "since", "endpoint", "state", "what"], alerts.Select(a => new[] { Text(a, "id")[..length], Local(a["startedAt"]), Text(a, "endpoint"), Text(a, "state") + Until(a), Text(a, "sentence") }));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var command = new Command("show", "An alert: what it is about, which columns and which answers explain it, and what was done.\n\nExample:\n  rondo alerts show 0195f3") { id };
        command.Does(async (parsed, ct) =>
        {
            await using var desk = await AlertDesks.OpenAsync(parsed, ct);
            var alert = await desk.FindAsync(parsed.GetValue(id)!, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(alert.ToJsonString(JsonText.Indented));
                return ExitCodes.Done;
            }

            Terminal.Out.WriteLine($"{Shown(Text(alert, "state"))} {Terminal.Bold(Text(alert, "sentence"))}");
            Terminal.Out.WriteLine($"  {Text(alert, "endpoint")}, {Text(alert, "rule")}, {Text(alert, "severity")}{(Text(alert, "owner") is { Length: > 0 } owner ? $", {owner} looks after it" : "")}");
            foreach (var sentence in Text(alert["explanation"]!.AsObject(), "text").Split(". ", StringSplitOptions.RemoveEmptyEntries).Where(s => alert["sentence"]!.GetValue<string>() != s))
            {
                Terminal.Out.WriteLine($"  {sentence.TrimEnd('.')}.");
            }

            Terminal.Out.WriteLine();
            foreach (var step in alert["history"]!.AsArray().OfType<JsonObject>())
            {
                Terminal.Out.WriteLine($"  {Local(step["at"])}  {Text(step, "state"),-12}  {Text(step, "by")}{(Text(step, "comment") is { Length: > 0 } comment ? ": " + comment : "")}");
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
        var id = Id();
        var comment = new Option<string>("--message", "-m") { Description = "Why, for the others.", DefaultValueFactory = _ => "" };
        var command = new Command(name, description) { id, comment };
        if (time is not null)
        {
            command.Add(time);
        }

        command.Does(async (parsed, ct) =>
        {
            TimeSpan? silence = time is null ? null : Duration(parsed.GetValue(time)!);
            await using var desk = await AlertDesks.OpenAsync(parsed, ct);
            var alert = await desk.ChangeAsync(parsed.GetValue(id)!, action, parsed.GetValue(comment)!, silence, ct);
            Terminal.Out.WriteLine(parsed.GetValue(GlobalOptions.Json)
                ? alert.ToJsonString(JsonText.Indented)
                : $"{Shown(Text(alert, "state"))}{Until(alert)} {Text(alert, "endpoint")}: {Text(alert, "sentence")}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Argument<string> Id() => new("alert") { Description = "The alert's id, or enough of its beginning." };

    // As much of the ids as tells them apart.
    private static int Telling(IReadOnlyList<JsonObject> alerts) =>
        Enumerable.Range(ShortId, Text(alerts[0], "id").Length - ShortId).FirstOrDefault(n => alerts.DistinctBy(a => Text(a, "id")[..n], StringComparer.Ordinal).Count() == alerts.Count, Text(alerts[0], "id").Length);

    private static string Until(JsonObject alert) => alert["silencedUntil"] is { } until ? " until " + Local(until) : "";

    private static string Text(JsonObject of, string key) => (string?)of[key] ?? "";

    private static string Local(JsonNode? time) => (string?)time is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    private static TimeSpan Duration(string text) => ScalarForms.Duration(text)
        ?? throw new FailureException(new Failure("command.misuse", $"'{text}' is no duration.", "Write for example --for 8h."));
}
