using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo show run [ID]</c>: one run with its parameters, metrics and artifacts; without an id, the latest pipeline runs.</summary>
internal static class ShowRunCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("id") { Description = "A run's id, or its first digits; without it the latest runs are listed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("run", "A run: what it was asked, what it read and wrote, what it measured.\n\nExample:\n  rondo show run 0193a4") { id };
        command.Does(async (parsed, ct) =>
        {
            using var server = RemoteServer.Named();
            if (server is not null)
            {
                return await RemoteCommands.RunAsync(server, parsed, parsed.GetValue(id), ct);
            }

            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            if (parsed.GetValue(id) is not { } wanted)
            {
                await ListAsync(workspace, parsed.GetValue(GlobalOptions.Json), ct);
                return ExitCodes.Done;
            }

            var run = await workspace.Runs.FindAsync(wanted, ct)
                ?? throw new FailureException(new Failure("run.unknown", $"There is no run '{wanted}'.", "rondo show run lists the latest."));
            var metrics = await workspace.Runs.MetricsAsync(run.Start.Id, ct);
            var children = await workspace.Runs.ListAsync(new RunFilter(Parent: run.Start.Id), 1000, cursor: null, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(Json(run, metrics, children).ToJsonString(JsonText.Indented));
            }
            else
            {
                Print(run, metrics, children);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task ListAsync(Workspace workspace, bool json, CancellationToken ct)
    {
        var runs = await workspace.Runs.ListAsync(new RunFilter(Kind: "pipeline"), 20, cursor: null, ct);
        if (json)
        {
            Terminal.Out.WriteLine(new JsonObject { ["runs"] = new JsonArray([.. runs.Select(r => (JsonNode?)Head(r))]) }.ToJsonString(JsonText.Indented));
            return;
        }

        Table.Print(["run", "started", "by", "status", "seconds"], runs.Select(r => new[]
        {
            r.Start.Id.Value, Local(r.Start.StartedAt), r.Start.User, r.Status.ToString().ToLowerInvariant(), Seconds(r),
        }));
    }

    private static void Print(RunRecord run, IReadOnlyList<MetricValue> metrics, IReadOnlyList<RunRecord> children)
    {
        Terminal.Out.WriteLine($"{run.Start.Kind} run {Terminal.Bold(run.Start.Name)}  {run.Start.Id}");
        Terminal.Out.WriteLine($"  {run.Status.ToString().ToLowerInvariant()}, started {Local(run.Start.StartedAt)} by {run.Start.User}{(run.End is null ? "" : $", {Seconds(run)} s")}");
        PrintHead(run);
        foreach (var parameter in run.Start.Parameters)
        {
            Terminal.Out.WriteLine($"  {parameter.Key} = {parameter.Value?.ToJsonString(JsonText.Line) ?? "null"}");
        }

        foreach (var artifact in run.Artifacts)
        {
            Terminal.Out.WriteLine($"  {(artifact.Direction is "in" ? "read " : "wrote")} {artifact.Port,-12} {artifact.Kind,-11} {artifact.Digest.Abbreviated}");
        }

        foreach (var metric in metrics.GroupBy(m => m.Key, StringComparer.Ordinal))
        {
            Terminal.Out.WriteLine($"  {metric.Key} = {Amounts.Number(metric.Last().Value)}{(metric.Count() > 1 ? $" (last of {metric.Count()})" : "")}");
        }

        if (children.Count > 0)
        {
            Table.Print(["step", "run", "status", "seconds"], children.OrderBy(c => c.Start.Id.Value, StringComparer.Ordinal).Select(c => new[] { c.Start.Name, c.Start.Id.Value, c.Status.ToString().ToLowerInvariant(), Seconds(c) }));
        }
    }

    private static void PrintHead(RunRecord run)
    {
        if (run.Start.Code is { } code)
        {
            Terminal.Out.WriteLine($"  code {code.Commit}{(code.DirtyDiff is { } diff ? $" and uncommitted changes {diff.Abbreviated}" : "")}");
        }

        if (run.End?.Resources is { } use)
        {
            // What ran inside a process that does other things too was not measured.
            string[] used =
            [
                .. use.CpuSeconds > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{use.CpuSeconds:0.00} CPU seconds")] : Array.Empty<string>(),
                .. use.PeakMemoryBytes > 0 ? [$"{Amounts.Bytes(use.PeakMemoryBytes)} at most"] : Array.Empty<string>(),
            ];
            if (used.Length > 0)
            {
                Terminal.Out.WriteLine($"  used {string.Join(", ", used)}");
            }
        }

        if (run.End?.Message is { Length: > 0 } message)
        {
            Terminal.Out.WriteLine($"  {message}");
        }
    }

    private static JsonObject Json(RunRecord run, IReadOnlyList<MetricValue> metrics, IReadOnlyList<RunRecord> children)
    {
        var json = Head(run);
        json["parameters"] = run.Start.Parameters.DeepClone();
        json["environment"] = run.Start.Environment.DeepClone();
        json["artifacts"] = new JsonArray([.. run.Artifacts.Select(a => (JsonNode?)new JsonObject { ["direction"] = a.Direction, ["port"] = a.Port, ["kind"] = a.Kind, ["digest"] = a.Digest.Hex })]);
        json["metrics"] = new JsonArray([.. metrics.Select(m => (JsonNode?)new JsonObject { ["key"] = m.Key, ["value"] = double.IsFinite(m.Value) ? m.Value : m.Value.ToString(CultureInfo.InvariantCulture), ["step"] = m.Step })]);
        json["children"] = new JsonArray([.. children.Select(c => (JsonNode?)new JsonObject { ["id"] = c.Start.Id.Value, ["name"] = c.Start.Name, ["status"] = c.Status.ToString().ToLowerInvariant() })]);
        return json;
    }

    private static JsonObject Head(RunRecord run) => new()
    {
        ["id"] = run.Start.Id.Value,
        ["kind"] = run.Start.Kind,
        ["name"] = run.Start.Name,
        ["project"] = run.Start.Project,
        ["status"] = run.Status.ToString().ToLowerInvariant(),
        ["user"] = run.Start.User,
        ["startedAt"] = run.Start.StartedAt.ToString("O", CultureInfo.InvariantCulture),
        ["endedAt"] = run.End?.EndedAt.ToString("O", CultureInfo.InvariantCulture),
        ["message"] = run.End?.Message,
        ["commit"] = run.Start.Code?.Commit,
        ["dirtyDiff"] = run.Start.Code?.DirtyDiff?.Hex,
    };

    private static string Local(DateTimeOffset at) => at.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Seconds(RunRecord run) => run.End is null ? "" : (run.End.EndedAt - run.Start.StartedAt).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
}
