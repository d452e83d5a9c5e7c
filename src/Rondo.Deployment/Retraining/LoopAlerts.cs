using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;
using Rondo.Scoping;

namespace Rondo.Deployment.Retraining;

/// <summary>An alert that may set a retraining off.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind"><c>drift</c> or <c>performance</c>.</param>
/// <param name="Sentence">What is wrong.</param>
internal sealed record LoopAlert(string Id, string Kind, string Sentence);

/// <summary>The alerts the loop answers, and those it raises itself.</summary>
internal sealed class LoopAlerts(LoopContext context)
{
    private const string Failed = "retraining";
    private const string Concept = "concept";
    private const int Most = 100;

    /// <summary>
    /// Those of an endpoint that fire or that somebody has taken on, and that say that the model has worn out: of drift, of worse answers, of a
    /// requirement about either. One that was silenced sets nothing off.
    /// </summary>
    public async Task<IReadOnlyList<LoopAlert>> ReadAsync(string endpoint, CancellationToken ct) =>
        [.. (await new AlertStore(context.Workspace).ListAsync(new(endpoint, OpenOnly: true), Most, null, ct))
            .Where(a => a.State is AlertState.Firing or AlertState.Acknowledged && Kind(a) is not null).OrderBy(a => a.FiredSequence).Select(a => new LoopAlert(a.Id, Kind(a)!, a.Sentence))];

    /// <summary>Raises one, to be told to the channels of the project.</summary>
    public Task RaiseAsync(string project, string endpoint, string rule, string sentence, JsonObject evidence, CancellationToken ct)
    {
        var channels = context.Load(project, []) is { Ok: true } loaded ? loaded.Value.Section<MonitorSettings>().Notify.Count : 0;
        return RaiseAlert.RunAsync(context.Workspace, new(endpoint, rule, AlertSeverity.Warning, sentence, evidence), channels, ct);
    }

    /// <summary>A retraining has failed: people have to look.</summary>
    public Task RaiseFailedAsync(RetrainingRecord row, string problem, CancellationToken ct) =>
        RaiseAsync(row.Project, row.Endpoint, Failed, $"A retraining failed: {problem}", new() { ["retraining"] = row.Id, ["state"] = RetrainingRecord.Word(row.State) }, ct);

    /// <summary>One that did not fail settles what an earlier one raised; one that was promoted ends the stream of errors of the version before.</summary>
    public async Task SettleAsync(DbTransaction transaction, RetrainingRecord ended, CancellationToken ct)
    {
        string[] over = ended.State switch { RetrainingState.Failed => [], RetrainingState.Promoted => [Failed, Concept], _ => [Failed] };
        foreach (var rule in over)
        {
            if (await AlertWrites.OpenAsync(transaction, ended.Endpoint, rule, ct) is { } open)
            {
                await AlertWrites.MoveAsync(transaction, context.Workspace, open, AlertState.Resolved, new(context.Workspace.Clock.GetUtcNow(), AlertWrites.Monitor, ended.Outcome), ct);
            }
        }
    }

    private static string? Kind(Alert alert) => alert.Rule switch
    {
        "drift" => "drift",
        "performance" or Concept => "performance",
        _ when alert.Rule.StartsWith("requirement:", StringComparison.Ordinal) && (string?)alert.Evidence["measured"]?["measure"] is { } measure => MeasureCatalogue.Find(measure)?.Reach switch
        {
            Reach.Predictions => "performance",
            Reach.Change => "drift",
            _ => null,
        },
        _ => null,
    };
}
