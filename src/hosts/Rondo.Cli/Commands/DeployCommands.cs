using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Deployment;
using Rondo.Pipelines;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo deploy</c>, <c>rondo rollback</c> and <c>rondo endpoints</c>: what is served under which name.</summary>
internal static class DeployCommands
{
    public static Command Deploy()
    {
        var model = new Argument<string>("model") { Description = "The version: NAME (the newest), NAME@3 or NAME@champion." };
        var endpoint = new Option<string?>("--endpoint", "-e") { Description = "The name it is served under. Default: serve.endpoint of rondo.yaml, else the model's name.", HelpName = "ENDPOINT" };
        var force = new Option<bool>("--force") { Description = "Although the gate says no; needs a reason." };
        var reason = Reason();
        var command = new Command("deploy", "Put a version behind an endpoint. It is loaded, its samples are replayed and it is warmed up before it answers; no request is lost.\n\nExample:\n  rondo deploy bike-demand@champion --reason \"half the error on rain\"") { model, endpoint, reason, force };
        command.Does(async (parsed, ct) =>
        {
            var reference = parsed.GetValue(model)!;
            await using var desk = await EndpointDesks.OpenAsync(parsed, ct);
            var name = parsed.GetValue(endpoint) ?? NameOf(parsed, reference);
            var done = await desk.DeployAsync(name, reference, parsed.GetValue(reason)!, parsed.GetValue(force), ct);
            return Print(parsed, done, $"{name} serves {Version(done, "version")} now.{(done["former"] is null ? "" : $" Back to {Version(done, "former")}: rondo rollback {name}.")}\n{desk.Effect.Replace("ENDPOINT", name, StringComparison.Ordinal)}");
        });
        return command;
    }

    public static Command Rollback()
    {
        var (endpoint, reason) = (Endpoint(), Reason());
        var command = new Command("rollback", "Put the former version of an endpoint back.\n\nExample:\n  rondo rollback bike-demand --reason \"errors since noon\"") { endpoint, reason };
        command.Does(async (parsed, ct) =>
        {
            await using var desk = await EndpointDesks.OpenAsync(parsed, ct);
            var name = parsed.GetValue(endpoint)!;
            var done = await desk.RollbackAsync(name, parsed.GetValue(reason)!, ct);
            return Print(parsed, done, $"{name} serves {Version(done, "version")} again.\n{desk.Effect.Replace("ENDPOINT", name, StringComparison.Ordinal)}");
        });
        return command;
    }

    public static Command Endpoints() => new("endpoints", "The names that models are served under.")
    {
        List(),
        Show(),
        State("stop", EndpointStatus.Stopped, "Take an endpoint out of service: it refuses until it is started.", "is stopped."),
        State("start", EndpointStatus.Live, "Let a stopped endpoint answer again.", "is in service."),
    };

    private static Command List()
    {
        var command = new Command("list", "The endpoints and what they serve.\n\nExample:\n  rondo endpoints list");
        command.Does(async (parsed, ct) =>
        {
            await using var desk = await EndpointDesks.OpenAsync(parsed, ct);
            var all = await desk.ListAsync(ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject { ["endpoints"] = new JsonArray([.. all]) }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Table.Print(["endpoint", "serves", "state", "back to", "changed", "by", "why"], all.Select(e => new[] { Text(e, "name"), Version(e, "version"), Text(e, "state"), Version(e, "former"), Local(e, "changedAt"), Text(e, "changedBy"), Text(e, "reason") }));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Show()
    {
        var endpoint = Endpoint();
        var command = new Command("show", "One endpoint and what was done to it.\n\nExample:\n  rondo endpoints show bike-demand") { endpoint };
        command.Does(async (parsed, ct) =>
        {
            await using var desk = await EndpointDesks.OpenAsync(parsed, ct);
            var (found, changes) = await desk.FindAsync(parsed.GetValue(endpoint)!, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                found["changes"] = new JsonArray([.. changes]);
                Terminal.Out.WriteLine(found.ToJsonString(JsonText.Indented));
                return ExitCodes.Done;
            }

            Terminal.Out.WriteLine($"{Terminal.Bold(Text(found, "name"))} serves {Version(found, "version")}, {Text(found, "state")}{(found["former"] is null ? "" : $"; back to {Version(found, "former")}: rondo rollback {Text(found, "name")}")}");
            if (found["repeatedId"] is { } repeated)
            {
                Terminal.Out.WriteLine($"  {((long)found["repeatedIds"]! == 1 ? "1 prediction has an id" : $"{found["repeatedIds"]} predictions have an id")} that an earlier one had for another record; a truth belongs to the first: rondo why {repeated} --endpoint {Text(found, "name")}");
            }

            Table.Print(["revision", "what", "version", "when", "by", "why"], changes.Select(c => new[] { $"{c["revision"]}", Text(c, "action"), $"{c["version"]}", Local(c, "at"), Text(c, "by"), Text(c, "reason") }));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command State(string verb, EndpointStatus state, string description, string said)
    {
        var (endpoint, reason) = (Endpoint(), Reason());
        var command = new Command(verb, $"{description}\n\nExample:\n  rondo endpoints {verb} bike-demand --reason \"maintenance\"") { endpoint, reason };
        command.Does(async (parsed, ct) =>
        {
            await using var desk = await EndpointDesks.OpenAsync(parsed, ct);
            var done = await desk.SetStateAsync(parsed.GetValue(endpoint)!, state, parsed.GetValue(reason)!, ct);
            return Print(parsed, done, $"{Text(done, "name")} {said}");
        });
        return command;
    }

    private static string NameOf(ParseResult parsed, string model)
    {
        var name = model.Split('@')[0];
        var project = ProjectLoader.FindFolder(parsed.GetValue(GlobalOptions.Folder)!) is null ? null : ProjectSession.LoadProject(parsed, Stages.All());
        return project is not null && string.Equals(project.Name, name, StringComparison.Ordinal) ? project.Section<ServeSettings>().Endpoint ?? name : name;
    }

    private static Argument<string> Endpoint() => new("endpoint") { Description = "The endpoint." };

    private static Option<string> Reason() => new("--reason", "-m") { Description = "Why; kept with the change and in the audit log.", DefaultValueFactory = _ => "" };

    private static int Print(ParseResult parsed, JsonObject document, string said)
    {
        Terminal.Out.WriteLine(parsed.GetValue(GlobalOptions.Json) ? document.ToJsonString(JsonText.Indented) : said);
        return ExitCodes.Done;
    }

    private static string Version(JsonObject e, string key) => e[key] is null ? "" : $"{Text(e, "model")}@{e[key]}";

    private static string Text(JsonObject json, string key) => (string?)json[key] ?? "";

    private static string Local(JsonObject json, string key) => DateTimeOffset.Parse(Text(json, key), CultureInfo.InvariantCulture).LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
