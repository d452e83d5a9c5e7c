using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Rondo.Cli.Output;
using Rondo.Deployment.Monitoring;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo monitor run|status</c>: look at the endpoints now, and how they fare.</summary>
internal static class MonitorCommand
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    internal const string NoEndpoint = "No endpoint has a version yet: rondo deploy MODEL.";
    internal const string NoWindow = "  No window has been judged yet: each is, five minutes after its end.";

    public static Command Create() => new("monitor", "Watch the endpoints: data, drift, performance, latency.") { Run(), Status() };

    private static Command Run()
    {
        var command = new Command("run", "Take in what was captured and fed back since the last time, and judge the windows that ended.\n\nExample:\n  rondo monitor run");
        command.Does(async (parsed, ct) =>
        {
            using var server = RemoteServer.Named();
            if (server is not null)
            {
                return await RemoteMonitor.RunAsync(server, parsed, ct);
            }

            await using var session = await ProjectSession.OpenAsync(parsed, ct);
            var reports = await new WatchDue(session.Workspace).RunAsync(session.Project, now: true, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(JsonSerializer.Serialize(reports, Json));
                return ExitCodes.Done;
            }

            if (reports.Count == 0)
            {
                Terminal.Out.WriteLine((await new MonitorStore(session.Workspace).EndpointsAsync(session.Project.Name, ct)).Count == 0
                    ? NoEndpoint
                    : "A server looks at the endpoints right now. See what it found: rondo monitor status");
                return ExitCodes.Done;
            }

            Table.Print(["endpoint", "files", "rows", "truths", "windows", "alerts"], reports.Select(r => new[] { r.Key, Number(r.Value.Files), Number(r.Value.Rows), Number(r.Value.Feedback), Number(r.Value.Judged.Count), Number(r.Value.Alerts.Count) }));
            foreach (var alert in reports.SelectMany(r => r.Value.Alerts))
            {
                Terminal.Out.WriteLine($"{AlertsCommand.Shown(alert.State.ToString().ToLowerInvariant())} {alert.Endpoint}: {alert.Sentence}");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Status()
    {
        var name = new Argument<string?>("endpoint") { Description = "Which endpoint; all of the project when left out.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("status", "How the endpoints fare: the newest judged window, and what is open.\n\nExample:\n  rondo monitor status bike-demand") { name };
        command.Does(async (parsed, ct) =>
        {
            using var server = RemoteServer.Named();
            if (server is not null)
            {
                return await RemoteMonitor.StatusAsync(server, parsed, parsed.GetValue(name), ct);
            }

            await using var session = await ProjectSession.OpenAsync(parsed, ct);
            var store = new MonitorStore(session.Workspace);
            var names = parsed.GetValue(name) is { } one ? [one] : (await store.EndpointsAsync(session.Project.Name, ct)).Select(e => e.Name).ToList();
            var views = new List<MonitorView>();
            foreach (var endpoint in names)
            {
                views.Add((await store.ReadAsync(endpoint, ct)).Value);
            }

            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(JsonSerializer.Serialize(views, Json));
                return ExitCodes.Done;
            }

            if (views.Count == 0)
            {
                Terminal.Out.WriteLine(NoEndpoint);
            }

            views.ForEach(Print);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(MonitorView view)
    {
        Terminal.Out.WriteLine($"{view.Endpoint} {(view.Version is { } version ? "@" + Number(version) : "")}  looked at {(view.RanAt is { } at ? at.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "never")}");
        if (view.LastWindow is not { } window)
        {
            Terminal.Out.WriteLine(NoWindow);
            return;
        }

        Terminal.Out.WriteLine($"  window from {window.Start.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}, {Number(window.Rows)} rows{(window.Sufficient ? "" : ", too few to judge")}");
        Table.Print(["column", "state", "distance", "noise", "q", "missing"], window.Columns.Select(c => new[] { c.Name, c.State.ToString().ToLowerInvariant(), Share(c.Effect), Share(c.Noise), Share(c.Q), Share(c.Missing) }));
        if (view.Performance is [var newest, ..])
        {
            PrintTruths(newest, window.Start);
        }

        foreach (var alert in view.Open)
        {
            Terminal.Out.WriteLine($"  {AlertsCommand.Shown(alert.State.ToString().ToLowerInvariant())} {alert.Id[..12]} {alert.Sentence}");
        }
    }

    private static void PrintTruths(WindowPerformance newest, DateTimeOffset judged)
    {
        if (newest.Start != judged)
        {
            Terminal.Out.WriteLine($"  newest truths: window from {newest.Start.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}, {Number(newest.Labelled)} of {Number(newest.Rows)} rows");
        }

        foreach (var metric in newest.Metrics)
        {
            Terminal.Out.WriteLine($"  {metric.Measure} {Share(metric.Value)}{(metric is { Low: { } low, High: { } high } ? $" ({Share(low)} to {Share(high)})" : "")}");
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
