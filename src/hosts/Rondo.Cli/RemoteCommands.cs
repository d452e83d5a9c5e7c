using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Commands;
using Rondo.Cli.Output;
using Rondo.Kernel;

namespace Rondo.Cli;

/// <summary>The commands as a server does them: the same answers, asked for over HTTP. With <c>--json</c> they print what the server said.</summary>
internal static class RemoteCommands
{
    public static async Task<int> StatusAsync(RemoteServer server, ParseResult parsed, CancellationToken ct)
    {
        var project = await server.GetAsync("/api/v1/projects/" + RemoteServer.Part(await server.ProjectAsync(parsed, ct)), ct);
        return Print(parsed, project, () =>
        {
            Terminal.Out.WriteLine(Terminal.Bold(Text(project, "name")));
            foreach (var theme in Items(project, "themes"))
            {
                Terminal.Out.WriteLine($"  {StatusCommand.Mark(Text(theme, "state"))} {Text(theme, "id"),-12} {Text(theme, "text")}");
            }

            var requirements = Items(project, "requirements").ToList();
            GateView.Print([.. requirements.Select(r => Line(r, r))]);
            GateView.PrintInUse([.. requirements.Where(r => r["live"] is JsonObject).Select(r => Line(r, r["live"]!.AsObject()))]);
            Terminal.Out.WriteLine();
            Terminal.Out.WriteLine($"Next: {Text(project["next"]!.AsObject(), "text")}");
        });
    }

    private static GateLine Line(JsonObject requirement, JsonObject judged) => new(Text(judged, "outcome"), Text(requirement, "text"), Text(judged, "sentence"));

    public static async Task<int> ModelsAsync(RemoteServer server, ParseResult parsed, string? name, CancellationToken ct)
    {
        var models = name is null ? Items(await server.GetAsync("/api/v1/models", ct), "items").Select(m => Text(m, "name")).ToList() : [name];
        var versions = new List<JsonObject>();
        foreach (var model in models)
        {
            versions.AddRange(Items(await server.GetAsync($"/api/v1/models/{RemoteServer.Part(model)}/versions", ct), "items"));
        }

        return Print(parsed, new() { ["versions"] = new JsonArray([.. versions.Select(v => v.DeepClone())]) }, () => Table.Print(
            ["version", "aliases", "gate", "registered", "by", "digest"],
            versions.Select(v => new[] { Named(v), string.Join(", ", v["aliases"]!.AsArray().Select(a => (string)a!)), Text(v, "gate"), Local(v, "createdAt"), Text(v, "createdBy"), Text(v, "digest")[..12] })));
    }

    public static async Task<int> ModelAsync(RemoteServer server, ParseResult parsed, string? model, bool card, CancellationToken ct)
    {
        var version = await server.GetAsync(Path(model ?? await server.ProjectAsync(parsed, ct)), ct);
        return Print(parsed, version, () =>
        {
            if (card)
            {
                Terminal.Out.WriteLine(Text(version, "card").TrimEnd());
                return;
            }

            Terminal.Out.WriteLine($"{Terminal.Bold(Named(version))}  {Terminal.Faint(Text(version, "digest"))}");
            Terminal.Out.WriteLine($"  registered {Local(version, "createdAt")} by {VersionView.Made(Text(version, "createdBy"), (string?)version["pushedBy"], Text(version, "origin"), (string?)version["run"])}");
            VersionView.PrintOutcome(Text(version, "gate"));
            foreach (var line in Items(version, "requirements"))
            {
                Terminal.Out.WriteLine($"    {Text(line, "outcome"),-7} {Text(line, "text")}  {Terminal.Faint(Text(line, "sentence"))}");
            }
        });
    }

    public static async Task<int> PromoteAsync(RemoteServer server, ParseResult parsed, string model, string alias, string? reason, CancellationToken ct)
    {
        var done = await server.PostAsync(Path(model) + "/promote", new() { ["alias"] = alias, ["reason"] = reason, ["despiteGate"] = reason is not null }, ct);
        return Print(parsed, done, () => Terminal.Out.WriteLine($"{Named(done["version"]!.AsObject())} is {alias} now.{(done["former"] is { } former ? $" It was {former}." : "")}"));
    }

    public static async Task<int> WhyAsync(RemoteServer server, ParseResult parsed, string subject, string? endpoint, CancellationToken ct)
    {
        if (endpoint is not null)
        {
            return PrintPrediction(parsed, await server.GetAsync($"{Prediction(subject)}?endpoint={RemoteServer.Part(endpoint)}", ct));
        }

        JsonObject lineage;
        try
        {
            lineage = await server.GetAsync("/api/v1/lineage?subject=" + RemoteServer.Part(subject), ct);
        }
        catch (FailureException none) when (none.Failures[0].Kind is FailureKind.Misuse)
        {
            if (await PredictionAsync(server, subject, ct) is { } prediction)
            {
                return PrintPrediction(parsed, prediction);
            }

            throw;
        }

        return Print(parsed, lineage, () =>
        {
            Table.Print(["content", "kind", "made by", "by", "when", "digest"], Items(lineage, "nodes").Select(n => new[]
            {
                Text(n, "name"), Text(n, "kind"), Text(n, "step"), Text(n, "user"), n["at"] is null ? "" : Local(n, "at"), Text(n, "id")[..12],
            }));
            foreach (var decision in Items(lineage, "decisions"))
            {
                Terminal.Out.WriteLine($"  {Local(decision, "at")}  {Text(decision, "actor")}  {Text(decision, "action")}");
            }
        });
    }

    private static string Prediction(string id) => "/api/v1/predictions/" + RemoteServer.Part(id);

    // Null: nothing is known of it.
    private static async Task<JsonObject?> PredictionAsync(RemoteServer server, string id, CancellationToken ct)
    {
        try
        {
            return await server.GetAsync(Prediction(id), ct);
        }
        catch (FailureException none) when (none.Failures[0].Code is "prediction.unknown")
        {
            return null;
        }
    }

    private static int PrintPrediction(ParseResult parsed, JsonObject why) => Print(parsed, why, () =>
    {
        Terminal.Out.WriteLine($"{Terminal.Bold(Text(why, "id"))}  {Text(why, "endpoint")}, {Local(why, "at")}");
        Terminal.Out.WriteLine($"  asked     {string.Join(", ", why["request"]!.AsObject().Select(i => $"{i.Key} {i.Value?.ToString() ?? "(none)"}"))}");
        Terminal.Out.WriteLine($"  answered  {(Text(why, "status") is "ok" ? $"{why["answer"]!["label"] ?? why["answer"]!["value"]}" : Text(why, "status"))}  by {Text(why, "version")}");
        Terminal.Out.WriteLine($"  truth     {(why["truth"] is { } truth ? $"{truth}, known {Local(why, "truthAt")}" : "not known yet")}");
        foreach (var other in Items(why, "others"))
        {
            Terminal.Out.WriteLine($"  again     {Local(other, "at")}  {other["answer"] ?? Text(other, "status")}  by version {other["version"]}");
        }
    });

    public static async Task<int> RunAsync(RemoteServer server, ParseResult parsed, string? id, CancellationToken ct)
    {
        if (id is null)
        {
            var runs = await server.GetAsync("/api/v1/runs?kind=pipeline&limit=20", ct);
            return Print(parsed, runs, () => Table.Print(["run", "started", "by", "status"], Items(runs, "items").Select(r => new[] { Text(r, "id"), Local(r, "startedAt"), Text(r, "user"), Text(r, "status") })));
        }

        var run = await server.GetAsync("/api/v1/runs/" + RemoteServer.Part(id), ct);
        return Print(parsed, run, () =>
        {
            Terminal.Out.WriteLine($"{Text(run, "kind")} run {Terminal.Bold(Text(run, "name"))}  {Text(run, "id")}");
            Terminal.Out.WriteLine($"  {Text(run, "status")}, started {Local(run, "startedAt")} by {Text(run, "user")}");
            Table.Print(["step", "state", "why"], Items(run, "steps").Select(s => new[] { Text(s, "name"), Text(s, "state"), string.Join("; ", s["reasons"]!.AsArray().Select(r => (string)r!)) }));
        });
    }

    /// <summary>Why each step of the pipeline as it is written would run there; steps and overrides of the command line are refused (not <paramref name="whole"/>).</summary>
    public static async Task<int> ExplainAsync(RemoteServer server, ParseResult parsed, bool whole, CancellationToken ct)
    {
        if (!whole)
        {
            throw new FailureException(new Failure("run.explain-remote", "A server explains its whole pipeline as it is written.", "Leave out steps, -D, --from and --force, or explain where the project's folder is."));
        }

        var pipeline = await server.GetAsync($"/api/v1/projects/{RemoteServer.Part(await server.ProjectAsync(parsed, ct))}/pipeline", ct);
        return Print(parsed, pipeline, () => Table.Print(
            ["step", "state", "why"], Items(pipeline, "steps").Select(s => new[] { Text(s, "name"), Text(s, "state"), string.Join("; ", s["reasons"]!.AsArray().Select(r => (string)r!)) })));
    }

    /// <summary>Prints the document, or what <paramref name="people"/> are to see of it.</summary>
    private static int Print(ParseResult parsed, JsonObject document, Action people)
    {
        if (parsed.GetValue(GlobalOptions.Json))
        {
            Terminal.Out.WriteLine(document.ToJsonString(JsonText.Indented));
        }
        else
        {
            people();
        }

        return ExitCodes.Done;
    }

    internal static string Path(string model)
    {
        var at = model.IndexOf('@', StringComparison.Ordinal);
        return $"/api/v1/models/{RemoteServer.Part(at < 0 ? model : model[..at])}/versions/{RemoteServer.Part(at < 0 ? "latest" : model[(at + 1)..])}";
    }

    private static string Named(JsonObject version) => $"{Text(version, "model")}@{version["version"]}";

    private static string Text(JsonObject json, string name) => (string?)json[name] ?? "";

    private static IEnumerable<JsonObject> Items(JsonObject json, string name) => (json[name] as JsonArray ?? []).OfType<JsonObject>();

    private static string Local(JsonObject json, string name) =>
        DateTimeOffset.Parse(Text(json, name), CultureInfo.InvariantCulture).LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
