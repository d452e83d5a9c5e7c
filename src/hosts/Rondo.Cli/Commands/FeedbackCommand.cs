using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Deployment;
using Rondo.Deployment.Capture;
using Rondo.Kernel;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo feedback ENDPOINT FILE</c>: the truth, when it is known.</summary>
internal static class FeedbackCommand
{
    private const int Shown = 20;

    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint whose predictions it is about." };
        var file = new Argument<string?>("file") { Description = "A .csv, .tsv or .jsonl file with prediction_id, truth and, where it is known, observed_at.", Arity = ArgumentArity.ZeroOrOne };
        var id = new Option<string?>("--id") { Description = "Instead of a file: one prediction.", HelpName = "PREDICTION" };
        var truth = new Option<string?>("--truth") { Description = "What turned out to be true of it.", HelpName = "TRUTH" };
        var replace = new Option<bool>("--replace") { Description = "Let truths that differ from the known ones take their place." };
        var command = new Command("feedback", "Say what turned out to be true of predictions. The same truth twice changes nothing. Exit code 1 when some contradict what is known.\n\nExample:\n  rondo feedback bike-demand truths.csv") { endpoint, file, id, truth, replace };
        command.Does(async (parsed, ct) =>
        {
            var pieces = Pieces(parsed.GetValue(file), parsed.GetValue(id), parsed.GetValue(truth), ct);
            await using var desk = await EndpointDesks.OpenAsync(parsed, ct);
            var (accepted, repeated, replaced, conflicts) = (0L, 0L, 0L, new JsonArray());
            foreach (var piece in pieces)
            {
                var report = await SayAsync(desk, parsed.GetValue(endpoint)!, piece, parsed.GetValue(replace), ct);
                accepted += (long)report["accepted"]!;
                repeated += (long)report["repeated"]!;
                replaced += (long)report["replaced"]!;
                foreach (var conflict in report["conflicts"]!.AsArray())
                {
                    conflicts.Add(conflict!.DeepClone());
                }
            }

            Print(new() { ["accepted"] = accepted, ["repeated"] = repeated, ["replaced"] = replaced, ["conflicts"] = conflicts }, parsed.GetValue(GlobalOptions.Json));
            return conflicts.Count > 0 ? ExitCodes.No : ExitCodes.Done;
        });
        return command;
    }

    private static IEnumerable<IReadOnlyList<Feedback>> Pieces(string? file, string? id, string? truth, CancellationToken ct) => (file, id, truth) switch
    {
        ({ } path, null, null) => FeedbackFile.Read(Path.GetFullPath(path), TimeProvider.System.GetUtcNow(), ct),
        (null, { } one, { } known) => [[new(one, known, TimeProvider.System.GetUtcNow())]],
        _ => throw new FailureException(new Failure("cli.feedback", "Feedback is a file, or one prediction with its truth.", "Give FILE, or --id PREDICTION --truth TRUTH.")),
    };

    // A server answers a piece of which everything contradicts with a refusal; here it is what it is everywhere: a conflict each.
    private static async Task<JsonObject> SayAsync(IEndpointDesk desk, string endpoint, IReadOnlyList<Feedback> piece, bool replace, CancellationToken ct)
    {
        try
        {
            return await desk.FeedbackAsync(endpoint, piece, replace, ct);
        }
        catch (FailureException refused) when (refused.Failures[0].Code is "feedback.conflict")
        {
            return new()
            {
                ["accepted"] = 0L,
                ["repeated"] = 0L,
                ["replaced"] = 0L,
                ["conflicts"] = new JsonArray([.. piece.Select(p => (JsonNode)new JsonObject { ["prediction_id"] = p.PredictionId, ["given"] = p.Truth })]),
            };
        }
    }

    private static void Print(JsonObject report, bool json)
    {
        if (json)
        {
            Terminal.Out.WriteLine(report.ToJsonString(JsonText.Indented));
            return;
        }

        var conflicts = report["conflicts"]!.AsArray();
        Terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report["accepted"]} truths taken, {report["repeated"]} known already, {report["replaced"]} replaced, {conflicts.Count} contradict what is known."));
        foreach (var conflict in conflicts.Take(Shown))
        {
            Terminal.Out.WriteLine($"  {conflict!["prediction_id"]}: given {conflict["given"]}{(conflict["known"] is { } known ? $", known {known}" : "")}");
        }

        if (conflicts.Count > 0)
        {
            Terminal.Out.WriteLine("If the new ones are right: --replace.");
        }
    }
}
