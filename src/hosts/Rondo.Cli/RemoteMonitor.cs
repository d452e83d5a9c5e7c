using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Commands;
using Rondo.Cli.Output;

namespace Rondo.Cli;

/// <summary><c>rondo monitor</c> as a server does it. With <c>--json</c> it prints what the server said.</summary>
internal static class RemoteMonitor
{
    public static async Task<int> RunAsync(RemoteServer server, ParseResult parsed, CancellationToken ct)
    {
        var reports = new List<(string Endpoint, JsonObject Report)>();
        foreach (var endpoint in await EndpointsAsync(server, parsed, ct))
        {
            reports.Add((endpoint, await server.PostAsync(Path(endpoint) + "/run", [], ct)));
        }

        if (parsed.GetValue(GlobalOptions.Json))
        {
            Terminal.Out.WriteLine(new JsonObject(reports.Select(r => KeyValuePair.Create(r.Endpoint, (JsonNode?)r.Report))).ToJsonString(JsonText.Indented));
        }
        else if (reports.Count == 0)
        {
            Terminal.Out.WriteLine(MonitorCommand.NoEndpoint);
        }
        else
        {
            Table.Print(["endpoint", "files", "rows", "truths", "windows", "alerts"], reports.Select(r => new[] { r.Endpoint, $"{r.Report["files"]}", $"{r.Report["rows"]}", $"{r.Report["feedback"]}", $"{r.Report["windows"]}", $"{Items(r.Report, "alerts").Count()}" }));
            foreach (var alert in reports.SelectMany(r => Items(r.Report, "alerts")))
            {
                Terminal.Out.WriteLine($"{AlertsCommand.Shown(Text(alert, "state"))} {Text(alert, "endpoint")}: {Text(alert, "sentence")}");
            }
        }

        return ExitCodes.Done;
    }

    public static async Task<int> StatusAsync(RemoteServer server, ParseResult parsed, string? endpoint, CancellationToken ct)
    {
        var answers = new List<JsonObject>();
        foreach (var name in endpoint is null ? await EndpointsAsync(server, parsed, ct) : [endpoint])
        {
            answers.Add(await server.GetAsync(Path(name), ct));
        }

        if (parsed.GetValue(GlobalOptions.Json))
        {
            Terminal.Out.WriteLine(new JsonArray([.. answers]).ToJsonString(JsonText.Indented));
        }
        else if (answers.Count == 0)
        {
            Terminal.Out.WriteLine(MonitorCommand.NoEndpoint);
        }
        else
        {
            answers.ForEach(Print);
        }

        return ExitCodes.Done;
    }

    private static async Task<IReadOnlyList<string>> EndpointsAsync(RemoteServer server, ParseResult parsed, CancellationToken ct)
    {
        var project = await server.ProjectAsync(parsed, ct);
        return [.. Items(await server.GetAsync("/api/v1/endpoints", ct), "items").Where(e => Text(e, "project") == project && e["version"] is not null).Select(e => Text(e, "name"))];
    }

    private static void Print(JsonObject answer)
    {
        Terminal.Out.WriteLine($"{Text(answer, "endpoint")} {(answer["version"] is { } version ? $"@{version}" : "")}  looked at {(answer["ranAt"] is null ? "never" : Local(answer, "ranAt"))}");
        if (answer["lastWindow"] is not JsonObject window)
        {
            Terminal.Out.WriteLine(MonitorCommand.NoWindow);
            return;
        }

        Terminal.Out.WriteLine($"  window from {Local(window, "from")}, {window["rows"]} rows{((bool)window["sufficient"]! ? "" : ", too few to judge")}");
        Table.Print(["column", "state", "distance", "noise", "q", "missing"], Items(answer, "columns").Select(c => new[] { Text(c, "name"), Text(c, "state"), Share(c["effect"]), Share(c["noise"]), Share(c["q"]), Share(c["missing"]) }));
        var measured = Items(answer, "performance").ToList();
        if (measured is [.., var newest] && Text(newest, "from") != Text(window, "from"))
        {
            Terminal.Out.WriteLine($"  newest truths: window from {Local(newest, "from")}, {newest["labelled"]} of {newest["rows"]} rows");
        }

        foreach (var metric in measured.Where(m => Text(m, "from") == Text(measured[^1], "from")))
        {
            Terminal.Out.WriteLine($"  {Text(metric, "metric")} {Share(metric["value"])}{(metric["low"] is { } low && metric["high"] is { } high ? $" ({Share(low)} to {Share(high)})" : "")}");
        }

        foreach (var alert in Items(answer, "alerts"))
        {
            Terminal.Out.WriteLine($"  {AlertsCommand.Shown(Text(alert, "state"))} {Text(alert, "id")[..12]} {Text(alert, "sentence")}");
        }
    }

    private static string Path(string endpoint) => $"/api/v1/endpoints/{RemoteServer.Part(endpoint)}/monitor";

    private static IEnumerable<JsonObject> Items(JsonObject json, string name) => (json[name] as JsonArray ?? []).OfType<JsonObject>();

    private static string Text(JsonObject json, string name) => (string?)json[name] ?? "";

    private static string Share(JsonNode? number) => number is null ? "" : ((double)number).ToString("0.####", CultureInfo.InvariantCulture);

    private static string Local(JsonObject json, string name) =>
        DateTimeOffset.Parse(Text(json, name), CultureInfo.InvariantCulture).LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
