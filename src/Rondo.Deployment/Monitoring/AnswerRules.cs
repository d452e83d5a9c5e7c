using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Endpoints;
using Rondo.Modeling;
using Rondo.Scoping;

namespace Rondo.Deployment.Monitoring;

/// <summary>Rules about the answers of a version that wait for no window: the stream of its errors, requirements, and what was done with the endpoint.</summary>
internal static class AnswerRules
{
    public const string Concept = "concept";
    public const string Performance = "performance";
    public const string Requirement = "requirement:";

    /// <summary>Takes what errors did to the stream of a version: <c>concept</c> fires when they grew, and is over when they shrank again.</summary>
    public static async Task TakeErrorsAsync(DbTransaction transaction, MonitorRules rules, MonitorMemory memory, NewErrors taken, CancellationToken ct)
    {
        memory.Answers(taken.Version);
        var (changes, errors) = (memory.Errors.Changes, taken.Stream);
        memory.Errors = errors;
        if (errors.Changes > changes && errors.Direction < 0)
        {
            await rules.EndAllAsync(transaction, r => r == Concept, string.Create(CultureInfo.InvariantCulture, $"The errors shrank again: from {errors.Before:0.###} to {errors.Now:0.###} on average."), ct);
        }
        else if (taken.Worse)
        {
            var sentence = string.Create(CultureInfo.InvariantCulture, $"The errors of version {taken.Version} grew: from {errors.Before:0.###} to {errors.Now:0.###} on average.");
            var evidence = new JsonObject { ["version"] = taken.Version, ["before"] = errors.Before, ["now"] = errors.Now, ["truths"] = errors.Seen };
            if (taken.Slices is { } slices)
            {
                evidence["slices"] = slices;
            }

            await rules.RaiseAsync(transaction, new(Concept, false, sentence, []), evidence, pending: false, ct);
        }
    }

    /// <summary>Judges the requirements, and whether the answers are worse than at registration.</summary>
    public static LiveJudgement Judge(WatchRequest request, WatchedVersion version, IReadOnlyList<Measurement> live)
    {
        var (rules, broken, answers) = (new List<string>(), new List<(Violation, JsonObject)>(), new List<JsonObject>());
        foreach (var judgement in LiveMeasurements.Judge(request.Charter, live).Where(j => j.Outcome is Outcome.Pass or Outcome.Fail or Outcome.Warn))
        {
            var rule = Requirement + judgement.Requirement.NormalForm;
            rules.Add(rule);
            if (judgement.Outcome == Outcome.Fail)
            {
                var evidence = new JsonObject { ["version"] = version.Version, ["requirement"] = judgement.Requirement.Text, ["measured"] = MeasurementJson.Write(judgement.Measured!), ["bound"] = judgement.BoundValue };
                broken.Add((new(rule, true, judgement.Sentence, []), evidence));
                answers.AddRange(judgement.Requirement.MeasureInfo.Reach == Reach.Predictions ? [evidence] : []);
            }
        }

        if (Degradation.Judge(version, live, request.Settings) is { } degraded)
        {
            rules.Add(Performance);
            broken.AddRange(degraded.Worse ? [(degraded.Violation, degraded.Evidence)] : []);
            answers.AddRange(degraded.Worse ? [degraded.Evidence] : []);
        }

        return new(rules, broken, answers);
    }

    /// <summary>Takes what was done with the endpoint. Another version begins anew: what was wrong with the answers of the former one says nothing of it.</summary>
    public static async Task FollowAsync(DbTransaction transaction, MonitorRules rules, FollowedChange change, CancellationToken ct)
    {
        if (change.Action is not ("deploy" or "rollback"))
        {
            return;
        }

        var answers = string.Create(CultureInfo.InvariantCulture, $"Version {change.Version} answers now.");
        await rules.EndAllAsync(transaction, r => r is Concept or Performance || r.StartsWith(Requirement, StringComparison.Ordinal), answers, ct);
        if (change is { Action: "rollback", By: EndpointChange.Guard })
        {
            var sentence = string.Create(CultureInfo.InvariantCulture, $"The endpoint went back to version {change.Version} by itself: {change.Reason}");
            await rules.RaiseAsync(transaction, new("rollback", true, sentence, []), new JsonObject { ["revision"] = change.Revision, ["reason"] = change.Reason, ["version"] = change.Version }, pending: false, ct);
        }
        else
        {
            await rules.EndAllAsync(transaction, r => r == "rollback", answers, ct);
        }
    }
}

/// <summary>What new errors do to the stream of a version's errors.</summary>
/// <param name="Version">The version in use.</param>
/// <param name="Stream">The stream with them.</param>
/// <param name="Worse">Whether they changed it for the worse.</param>
/// <param name="Slices">The parts of the answers in which they grew, as evidence has them; null where none stands out.</param>
internal sealed record NewErrors(long Version, ErrorStream Stream, bool Worse, JsonArray? Slices);

/// <summary>Rules that were looked at, and those that are broken.</summary>
/// <param name="Rules">All.</param>
/// <param name="Broken">With their evidence.</param>
/// <param name="Answers">The evidence of those broken ones that speak of how good answers are.</param>
internal sealed record LiveJudgement(IReadOnlyCollection<string> Rules, IReadOnlyList<(Violation Violation, JsonObject Evidence)> Broken, IReadOnlyList<JsonObject> Answers);
