using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Endpoints;

namespace Rondo.Deployment.Monitoring;

/// <summary>Rules about the answers of a version that wait for no window: the stream of its errors, and what was done with the endpoint.</summary>
internal static class AnswerRules
{
    public const string Concept = "concept";
    public const string Performance = "performance";
    public const string Requirement = "requirement:";

    /// <summary>Takes errors of the version in use into its stream: <c>concept</c> fires when they grew, and is over when they shrank again.</summary>
    public static async Task TakeErrorsAsync(DbTransaction transaction, MonitorRules rules, MonitorMemory memory, long version, IReadOnlyList<JoinedRow> joined, CancellationToken ct)
    {
        if (joined.Count == 0)
        {
            return;
        }

        memory.Answers(version);
        var changes = memory.Errors.Changes;
        var worse = memory.Errors.Add(joined);
        if (memory.Errors.Changes > changes && memory.Errors.Direction < 0)
        {
            await rules.EndAllAsync(transaction, r => r == Concept, string.Create(CultureInfo.InvariantCulture, $"The errors shrank again: from {memory.Errors.Before:0.###} to {memory.Errors.Now:0.###} on average."), ct);
        }
        else if (worse)
        {
            var sentence = string.Create(CultureInfo.InvariantCulture, $"The errors of version {version} grew: from {memory.Errors.Before:0.###} to {memory.Errors.Now:0.###} on average.");
            var evidence = new JsonObject { ["version"] = version, ["before"] = memory.Errors.Before, ["now"] = memory.Errors.Now, ["truths"] = memory.Errors.Seen };
            await rules.RaiseAsync(transaction, new(Concept, false, sentence, []), evidence, pending: false, ct);
        }
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
