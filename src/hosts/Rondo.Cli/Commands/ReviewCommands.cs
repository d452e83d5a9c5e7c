using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Cli.Output;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Modeling.Review;
using Rondo.Scoping;

namespace Rondo.Cli.Commands;

/// <summary><c>rondo model review|approve|reject</c>: people decide what the gate has judged.</summary>
internal static class ReviewCommands
{
    private const int Shown = 50;

    public static Command Review()
    {
        var model = new Argument<string?>("model") { Description = "The version to be reviewed: NAME (the newest) or NAME@3. Without it the reviews are listed.", Arity = ArgumentArity.ZeroOrOne };
        var reason = new Option<string>("--reason") { Description = "Why it should be the champion.", DefaultValueFactory = _ => "" };
        var command = new Command("review", "Ask people whether a version may be the champion; list what waits for them.\n\nExample:\n  rondo model review bike-demand@2 --reason \"half the error on rain\"") { model, reason };
        command.Does(async (parsed, ct) =>
        {
            await using var session = await ProjectSession.OpenAsync(parsed, ct);
            if (parsed.GetValue(model) is { } name)
            {
                var request = new OpenReviewRequest(name, ProjectSession.User, new(session.Project.Name, session.Project.Section<Charter>())) { Reason = parsed.GetValue(reason)! };
                Print((await OpenReview.RunAsync(session.Workspace, request, ct)).Value, parsed.GetValue(GlobalOptions.Json));
                return ExitCodes.Done;
            }

            await WithdrawSuperseded.RunAsync(session.Workspace, "rondo", ct);
            var reviews = await new ReviewStore(session.Workspace).ListAsync(null, null, Shown, null, ct);
            if (parsed.GetValue(GlobalOptions.Json))
            {
                Terminal.Out.WriteLine(new JsonObject { ["reviews"] = new JsonArray([.. reviews.Select(r => (JsonNode)r.ToJson())]) }.ToJsonString(JsonText.Indented));
            }
            else
            {
                Table.Print(["version", "state", "gate", "approvals", "opened", "by", "why"], reviews.Select(r => new[]
                {
                    r.Subject, r.State.ToString().ToLowerInvariant(), ((string?)r.Gate["overall"] ?? "").ToUpperInvariant(),
                    string.Create(CultureInfo.InvariantCulture, $"{r.Decisions.Count(d => d.Approves)} of {r.Needed}"),
                    r.OpenedAt.LocalDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), r.OpenedBy, r.SettledAt is null ? r.Reason : r.SettledBecause,
                }));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Approve() => Decision("approve", "Approve a version that is under review. The approval that completes it makes the version the champion.", approves: true);

    public static Command Reject() => Decision("reject", "Reject a version that is under review.", approves: false);

    private static Command Decision(string verb, string description, bool approves)
    {
        var model = new Argument<string>("model") { Description = "The version: NAME (the newest) or NAME@3." };
        var reason = new Option<string>("--reason", "-m") { Description = "Why; kept with the version and in the audit log.", Required = true };
        var force = new Option<bool>("--force") { Description = "Approve although the gate says no." };
        var command = new Command(verb, $"{description}\n\nExample:\n  rondo model {verb} bike-demand@2 --reason \"compared on the newest weeks\"") { model, reason };
        if (approves)
        {
            command.Add(force);
        }

        command.Does(async (parsed, ct) =>
        {
            await using var session = await ProjectSession.OpenAsync(parsed, ct);
            var version = (await ShowModel.RunAsync(session.Workspace, parsed.GetValue(model)!, ct)).Value.Version;
            var review = await new ReviewStore(session.Workspace).OfVersionAsync(version.Model, version.Version, ct)
                ?? throw new FailureException(new Failure("review.none", $"{version} is under no review.", $"Open one: rondo model review {version}"));
            var request = new DecideRequest(review.Id, ProjectSession.User, approves, parsed.GetValue(reason)!) { DespiteGate = approves && parsed.GetValue(force) };
            Print((await DecideReview.RunAsync(session.Workspace, request, ct)).Value, parsed.GetValue(GlobalOptions.Json));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(ModelReview review, bool json) => Terminal.Out.WriteLine(json ? review.ToJson().ToJsonString(JsonText.Indented) : review.State switch
    {
        ReviewState.Open => $"{review.Subject} is under review: {review.Missing} of {review.Needed} approvals missing. Decide: rondo model approve {review.Subject} --reason …",
        ReviewState.Approved => $"{review.Subject} is approved and the champion now. {review.SettledBecause}",
        _ => $"The review of {review.Subject} is {review.State.ToString().ToLowerInvariant()}: {review.SettledBecause}",
    });
}
