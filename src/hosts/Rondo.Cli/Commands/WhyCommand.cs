using System.CommandLine;
using System.Globalization;
using Rondo.Cli.Output;
using Rondo.Deployment;
using Rondo.Deployment.Retraining;
using Rondo.Modeling;
using Rondo.Pipelines;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo why MODEL|DATASET|RUN|PREDICTION</c>: its whole ancestry.</summary>
internal static class WhyCommand
{
    private const int MostOthers = 10;

    public static Command Create()
    {
        var subject = new Argument<string>("subject") { Description = "A model version (bike-demand@3), a dataset (dataset:bike-demand@latest), a run's id, a content's digest or a prediction's id." };
        var endpoint = new Option<string?>("--endpoint", "-e") { Description = "Of a prediction: behind which endpoint, where several have one with this id.", HelpName = "ENDPOINT" };
        var command = new Command("why", "Where it came from: rows, code, people, decisions.\n\nExample:\n  rondo why bike-demand@1") { subject, endpoint };
        command.Does(async (parsed, ct) =>
        {
            using var server = RemoteServer.Named();
            if (server is not null)
            {
                return await RemoteCommands.WhyAsync(server, parsed, parsed.GetValue(subject)!, parsed.GetValue(endpoint), ct);
            }

            await using var workspace = await ProjectSession.OpenWorkspaceAsync(parsed, Stages.All(), ct);
            // An endpoint is asked for: then it is a prediction.
            if (parsed.GetValue(endpoint) is { } behind)
            {
                return PrintPrediction((await ExplainPrediction.RunAsync(workspace, parsed.GetValue(subject)!, behind, ct)).Value, parsed.GetValue(GlobalOptions.Json));
            }

            var found = await ExplainAncestry.RunAsync(parsed.GetValue(subject)!, workspace, ct);
            if (!found.Ok)
            {
                var prediction = await ExplainPrediction.RunAsync(workspace, parsed.GetValue(subject)!, null, ct);
                if (prediction.Ok || prediction.Failures[0].Code is "prediction.several" or "prediction.uncaptured")
                {
                    return PrintPrediction(prediction.Value, parsed.GetValue(GlobalOptions.Json));
                }
            }

            var report = found.Value;
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(report.ToJson().ToJsonString(JsonText.Indented));
                return ExitCodes.Done;
            }

            Print(report);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(WhyReport report)
    {
        Print(report.Root, "", isLast: true, isRoot: true);
        if (report.Decisions.Count > 0)
        {
            Terminal.Out.WriteLine();
            Terminal.Out.WriteLine("Decisions");
            foreach (var decision in report.Decisions)
            {
                Terminal.Out.WriteLine($"  {Local(decision.At)}  {decision.Event.Actor}  {decision.Event.Action}{Behind(decision.Event)}{Reason(decision.Event.Details)}");
            }
        }
    }

    private static int PrintPrediction(PredictionReport report, bool json)
    {
        if (json)
        {
            Terminal.Out.WriteLine(report.ToJson().ToJsonString(JsonText.Indented));
            return ExitCodes.Done;
        }

        var answer = report.Answer["label"] is { } label ? $"{label} ({report.Answer["value"]})" : $"{report.Answer["value"]}";
        Terminal.Out.WriteLine($"{Terminal.Bold(report.Id)}  {report.Endpoint}, {Local(report.At)}");
        Terminal.Out.WriteLine($"  asked     {string.Join(", ", report.Request.Select(i => $"{i.Key} {i.Value?.ToString() ?? "(none)"}"))}");
        Terminal.Out.WriteLine($"  answered  {(report.Status is "ok" ? answer : report.Status)}  by {report.Version}");
        Terminal.Out.WriteLine($"  truth     {(report.Truth is { } truth ? $"{truth.Truth}, known {Local(truth.ObservedAt)}" : "not known yet")}");
        PrintHistory(report);
        PrintOthers(report);
        Terminal.Out.WriteLine();
        if (report.Ancestry is { } ancestry)
        {
            Print(ancestry);
        }

        return ExitCodes.Done;
    }

    private static void PrintOthers(PredictionReport report)
    {
        if (report.Others.Count == 0)
        {
            return;
        }

        Terminal.Out.WriteLine("  again     the id was given to others; a truth belongs to the one above");
        foreach (var other in report.Others.Take(MostOthers))
        {
            Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"            {Local(other.At)}  version {other.Version}  {(other.Status is not PredictionStatus.Ok ? other.Status.ToString().ToLowerInvariant() : other.Label ?? $"{other.Value}")}"));
        }

        if (report.Others.Count > MostOthers)
        {
            Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"            and {report.Others.Count - MostOthers} more"));
        }
    }

    // How the version that answered came behind the endpoint.
    private static void PrintHistory(PredictionReport report)
    {
        if (report.Change is { } change)
        {
            Terminal.Out.WriteLine($"  deployed  {Local(DateTimeOffset.Parse((string)change["at"]!, CultureInfo.InvariantCulture))} by {change["by"]}: {change["reason"]}");
        }

        if (report.Alert is { } alert)
        {
            Terminal.Out.WriteLine($"  alert     {(alert.FiredAt is { } fired ? Local(fired) : "")} {alert.Rule}: {alert.Sentence}");
        }

        if (report.Retraining is { } retraining)
        {
            Terminal.Out.WriteLine($"  retrained {Local(retraining.StartedAt)} ({retraining.Kind}): {retraining.Reason}");
            Terminal.Out.WriteLine($"            {(string?)retraining.Evidence["comparison"]?["sentence"]}");
            Terminal.Out.WriteLine($"            {(string?)retraining.Evidence["replay"]?["sentence"]}");
        }

        if (report.Review is { } review)
        {
            Terminal.Out.WriteLine($"  review    {review.State.ToString().ToLowerInvariant()}: {review.SettledBecause}");
        }
    }

    private static string Local(DateTimeOffset at) => at.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Reason(System.Text.Json.Nodes.JsonObject details) => (details["forced"] is { } forced ? $" by force: {forced}" : details["reason"]?.ToString() is { Length: > 0 } reason ? $": {reason}" : "").TrimEnd();

    private static string Behind(Stores.AuditEvent what) => what.Subject.StartsWith("endpoint:", StringComparison.Ordinal) ? " " + what.Subject["endpoint:".Length..] : "";

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
