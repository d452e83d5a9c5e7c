using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Endpoints;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Modeling.Review;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary>
/// Carries a retraining from stage to stage. Each stage ends with one transaction that holds what it made, the next state and the audit
/// event, under the fencing token of the lease; a stage that was cut off begins again and finds in the cache what it had finished.
/// </summary>
internal sealed class AdvanceRetraining(LoopContext context, HeldLease lease)
{
    private readonly Stages _stages = new(context);
    private readonly LoopAlerts _alerts = new(context);

    /// <summary>Goes on until it ends or waits for people.</summary>
    public async Task<RetrainingRecord> RunAsync(RetrainingRecord row, RetrainSettings settings, CancellationToken ct)
    {
        while (row.EndedAt is null && row.State < RetrainingState.Promoted)
        {
            var before = row.State;
            try
            {
                row = await StepAsync(row, settings, ct);
            }
            catch (Exception problem) when (problem is FailureException or DuckDb.DuckDbException)
            {
                row = await FailAsync(row, problem is FailureException f ? f.Failures[0].ToString() : $"The captured traffic cannot be read: {problem.Message}", ct);
            }

            if (row.State == before)
            {
                return row;
            }
        }

        return row;
    }

    private Task<RetrainingRecord> StepAsync(RetrainingRecord row, RetrainSettings settings, CancellationToken ct) => row.State switch
    {
        RetrainingState.Gathering => GatherAsync(row, settings, ct),
        RetrainingState.Training => TrainAsync(row, settings, ct),
        RetrainingState.Comparing => CompareAsync(row, ct),
        RetrainingState.Replaying => ReplayAsync(row, ct),
        RetrainingState.Deciding => DecideAsync(row, settings, ct),
        RetrainingState.Reviewing => WaitAsync(row, ct),
        _ => DeployAsync(row, ct),
    };

    private async Task<RetrainingRecord> GatherAsync(RetrainingRecord row, RetrainSettings settings, CancellationToken ct)
    {
        var before = await new RetrainingStore(context.Workspace).ThatMadeAsync(row.Model, row.Champion, ct);
        var learned = (string?)(before?.Evidence["traffic"] as JsonObject)?["trainedUntil"] is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : (DateTimeOffset?)null;
        var folder = context.Workspace.Artifacts.CreateWorkFolder("traffic");
        try
        {
            var (bundle, _) = await _stages.BundleAsync($"{row.Model}@{row.Champion}", ct);
            var found = await new LabelledTraffic(context.Workspace, row.Endpoint, bundle.Signature).GatherAsync(folder, settings, learned, ct);
            row = row with { Labels = found.Rows, FeedbackSequence = found.Sequence };
            var needed = Math.Max(20, (int)(settings.Fewest * settings.Holdout));
            if (found.Rows < settings.Fewest || found.Test < needed)
            {
                var outcome = found.Rows < settings.Fewest
                    ? $"There are {found.Rows} labelled predictions, and a retraining needs {settings.Fewest}."
                    : $"Only {found.Test} labelled predictions are newer than what the version in use has learned from, and a comparison needs {needed}.";
                return await EndAsync(
                    row with { Evidence = With(row, "traffic", new() { ["labels"] = found.Rows, ["newest"] = found.Test }) }, RetrainingState.Refused, "traffic", string.Join(' ', found.Notes.Prepend(outcome)), ct);
            }

            return await _stages.KeepTrafficAsync(row, found, (transaction, next, token) => MoveAsync(transaction, next, "traffic", token), ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<RetrainingRecord> TrainAsync(RetrainingRecord row, RetrainSettings settings, CancellationToken ct)
    {
        var trained = await _stages.TrainAsync(row, settings, ct);
        if (!trained.Ok)
        {
            return trained.Failures[0].Code is Stages.Stopped ? row : await FailAsync(row, trained.Failures[0].ToString(), ct);
        }

        var (version, evidence) = trained.Value;
        row = row with { Evidence = With(row, "training", evidence) };
        return version.Version == row.Champion
            ? await EndAsync(row, RetrainingState.KeptOut, "training", $"Training gave {version} again, which is in use.", ct)
            : await MoveAsync(row with { Challenger = version.Version, State = RetrainingState.Comparing }, "training", ct);
    }

    private async Task<RetrainingRecord> CompareAsync(RetrainingRecord row, CancellationToken ct)
    {
        var (version, charter) = (await VersionAsync(row, ct), _stages.CharterOf(row.Project));
        var against = (version.Gate["judgements"] as JsonArray ?? []).OfType<JsonObject>().Where(j => (string?)j["outcome"] is "FAIL" || (bool?)j["holdsUpPromotion"] is true).Select(j => (string?)j["sentence"]).ToList();
        row = row with { Evidence = With(row, "gate", new() { ["overall"] = version.GateOutcome, ["blocked"] = version.Blocked, ["against"] = new JsonArray([.. against.Select(a => (JsonNode?)a)]) }) };
        var (verdict, evidence) = ModelComparison.Judge(await _stages.EvaluationAsync(row, ct), charter, version);
        evidence["notes"] = new JsonArray([.. Notes(row, "traffic"), .. Notes(row, "training")]);
        row = row with { Evidence = With(row, "comparison", evidence) };
        if (version.Blocked)
        {
            return await EndAsync(row, RetrainingState.KeptOut, "gate", $"The gate of {version} says {version.GateOutcome}: {string.Join(" ", against)}", ct);
        }

        return verdict is ComparisonVerdict.Worse
            ? await EndAsync(row, RetrainingState.KeptOut, "comparison", (string)evidence["sentence"]!, ct)
            : await MoveAsync(row with { State = RetrainingState.Replaying }, "comparison", ct);
    }

    private async Task<RetrainingRecord> ReplayAsync(RetrainingRecord row, CancellationToken ct)
    {
        var replay = await _stages.ReplayAsync(row, ct);
        row = row with { Evidence = With(row, "replay", replay) };
        return (int)replay["failures"]! > 0
            ? await EndAsync(row, RetrainingState.KeptOut, "replay", (string)replay["sentence"]!, ct)
            : await MoveAsync(row with { State = RetrainingState.Deciding }, "replay", ct);
    }

    private async Task<RetrainingRecord> DecideAsync(RetrainingRecord row, RetrainSettings settings, CancellationToken ct)
    {
        var sentence = (string)row.Evidence["comparison"]!["sentence"]!;
        var better = (string?)row.Evidence["comparison"]!["verdict"] is "better";
        if (settings.Automatic)
        {
            row = row with { Evidence = With(row, "decision", new() { ["by"] = "rule", ["promote"] = better, ["because"] = sentence }) };
            return better ? await MoveAsync(row with { State = RetrainingState.Deploying }, "decision", ct) : await EndAsync(row, RetrainingState.KeptOut, "decision", sentence, ct);
        }

        var evidence = new JsonObject { ["retraining"] = row.Id, ["comparison"] = row.Evidence["comparison"]!.DeepClone(), ["replay"] = row.Evidence["replay"]?.DeepClone() };
        var review = (await OpenReview.RunAsync(context.Workspace, new($"{row.Model}@{row.Challenger}", "rondo", new(row.Model, _stages.CharterOf(row.Project))) { Reason = string.Join(' ', [sentence, .. Notes(row, "comparison").Select(n => (string?)n)]), Evidence = evidence }, ct)).Value;
        row = row with { Review = review.Id, State = RetrainingState.Reviewing, Evidence = With(row, "decision", new() { ["by"] = "review", ["review"] = review.Id, ["because"] = sentence }) };
        return await MoveAsync(row, "decision", ct);
    }

    private async Task<RetrainingRecord> WaitAsync(RetrainingRecord row, CancellationToken ct) => await new ReviewStore(context.Workspace).FindAsync(row.Review!, ct) switch
    {
        { State: ReviewState.Open } => row,
        { State: ReviewState.Approved } review => await MoveAsync(row with { State = RetrainingState.Deploying, Evidence = With(row, "decision", Decided(row, review)) }, "decision", ct),
        { } review => await EndAsync(row with { Evidence = With(row, "decision", Decided(row, review)) }, RetrainingState.Rejected, "decision", review.SettledBecause, ct),
        null => await EndAsync(row, RetrainingState.Failed, "decision", "Its review is gone.", ct),
    };

    private async Task<RetrainingRecord> DeployAsync(RetrainingRecord row, CancellationToken ct)
    {
        var (version, because) = (await VersionAsync(row, ct), (string)row.Evidence["decision"]!["because"]!);
        if (row.Review is null && !version.Aliases.Contains(ModelReference.Champion, StringComparer.Ordinal))
        {
            _ = (await PromoteModel.RunAsync(context.Workspace, new(version.ToString(), "rondo") { Here = new(row.Model, _stages.CharterOf(row.Project)), Evidence = new() { ["retraining"] = row.Id, ["because"] = because } }, ct)).Value;
        }

        var endpoint = await new EndpointStore(context.Workspace).FindAsync(row.Endpoint, ct);
        if (endpoint?.Version != row.Challenger)
        {
            var deployed = await context.Endpoints.DeployAsync(new(row.Endpoint, version.ToString(), "rondo", $"Retraining {row.Id[..12]}: {because}"), ct);
            if (!deployed.Ok)
            {
                return await FailAsync(row, deployed.Failures[0].ToString(), ct);
            }
        }

        return await EndAsync(row, RetrainingState.Promoted, "decision", $"{version} answers in place of {row.Model}@{row.Champion}.", ct);
    }

    private static IEnumerable<JsonNode?> Notes(RetrainingRecord row, string stage) => (row.Evidence[stage]?["notes"] as JsonArray ?? []).Select(n => n?.DeepClone());

    private static JsonObject Decided(RetrainingRecord row, ModelReview review) => new()
    {
        ["by"] = "review",
        ["review"] = review.Id,
        ["state"] = review.State.ToString().ToLowerInvariant(),
        ["because"] = review.State is ReviewState.Approved ? review.SettledBecause : (string?)row.Evidence["comparison"]?["sentence"],
        ["people"] = new JsonArray([.. review.Decisions.Select(d => (JsonNode)d.Person)]),
    };

    private async Task<ModelVersion> VersionAsync(RetrainingRecord row, CancellationToken ct) =>
        (await ShowModel.RunAsync(context.Workspace, string.Create(CultureInfo.InvariantCulture, $"{row.Model}@{row.Challenger}"), ct)).Value.Version;

    private static JsonObject With(RetrainingRecord row, string stage, JsonObject found)
    {
        var evidence = (JsonObject)row.Evidence.DeepClone();
        evidence[stage] = found;
        return evidence;
    }

    private async Task<RetrainingRecord> FailAsync(RetrainingRecord row, string problem, CancellationToken ct)
    {
        var ended = await EndAsync(row, RetrainingState.Failed, "training", problem, ct);
        await _alerts.RaiseFailedAsync(row, problem, ct);
        return ended;
    }

    private Task<RetrainingRecord> EndAsync(RetrainingRecord row, RetrainingState state, string stage, string outcome, CancellationToken ct) =>
        MoveAsync(row with { State = state, Outcome = outcome }, stage, ct);

    private async Task<RetrainingRecord> MoveAsync(RetrainingRecord row, string stage, CancellationToken ct)
    {
        await context.Workspace.WriteAsync((transaction, token) => MoveAsync(transaction, row, stage, token), ct);
        return (await new RetrainingStore(context.Workspace).FindAsync(row.Id, ct))!;
    }

    private async Task MoveAsync(System.Data.Common.DbTransaction transaction, RetrainingRecord row, string stage, CancellationToken ct)
    {
        await context.Workspace.Leases.DemandAsync(transaction, lease.Lease, ct);
        await RetrainingRows.MoveAsync(context.Workspace, transaction, row, stage, ct);
        if (row.State >= RetrainingState.Promoted)
        {
            await _alerts.SettleAsync(transaction, row, ct);
        }

        if (row is { State: RetrainingState.Promoted, Review: { } review })
        {
            await ReviewStore.HandOverAsync(transaction, review, ct);
        }
    }
}
