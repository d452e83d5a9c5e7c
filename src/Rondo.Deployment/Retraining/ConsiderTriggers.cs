using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Capture;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Pipelines.Triggers;

namespace Rondo.Deployment.Retraining;

/// <summary>
/// Looks at what may set a retraining off, and starts one when it may: never two at once for an endpoint, and without a person never within
/// the cool-down nor beyond the budget. What has to wait is kept and says why.
/// </summary>
internal sealed class ConsiderTriggers(LoopContext context, Endpoint endpoint, RetrainSettings settings)
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan BudgetPeriod = TimeSpan.FromDays(30);

    private readonly RetrainingStore _store = new(context.Workspace);

    private string Name => RetrainingLoop.TriggerOf(endpoint.Name);

    private DateTimeOffset Now => context.Workspace.Clock.GetUtcNow();

    /// <summary>Fires what is due, then takes the oldest firing when it may be taken.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var past = await _store.ListAsync(endpoint.Name, 100, null, ct);
        var alerts = settings.Alerts.Count == 0 ? [] : await new LoopAlerts(context).ReadAsync(endpoint.Name, ct);
        var wanted = alerts.Where(a => settings.Alerts.Contains(a.Kind, StringComparer.Ordinal)).ToList();
        if (past is not [{ EndedAt: null }, ..])
        {
            await FireAsync(past, wanted, ct);
        }

        await TakeAsync(past, wanted, ct);
    }

    private async Task FireAsync(IReadOnlyList<RetrainingRecord> past, List<LoopAlert> alerts, CancellationToken ct)
    {
        foreach (var schedule in settings.Schedules)
        {
            await FireTrigger.WhenDueAsync(context.Workspace, Name, endpoint.Project, schedule, Now, ct);
        }

        var since = await new FeedbackStore(context.Workspace).CountAfterAsync(endpoint.Name, past.Count > 0 ? past[0].FeedbackSequence : 0, ct);
        foreach (var alert in alerts)
        {
            // An alert that stays on asks again, but only with something new to learn, and not for ever.
            var attempts = past.Count(r => string.Equals(r.Alert, alert.Id, StringComparison.Ordinal));
            if (attempts < MostAttempts && (attempts == 0 || since >= settings.Fewest))
            {
                await FireAsync("alert", string.Create(CultureInfo.InvariantCulture, $"alert:{alert.Id}:{attempts + 1}"), new() { ["alert"] = alert.Id, ["kind"] = alert.Kind, ["sentence"] = alert.Sentence, ["attempt"] = attempts + 1 }, ct);
            }
        }

        if (settings.Labels is { } labels && since >= labels)
        {
            await FireAsync("labels", string.Create(CultureInfo.InvariantCulture, $"labels:{(past.Count > 0 ? past[0].FeedbackSequence : 0)}"), new() { ["labels"] = since, ["asked"] = labels }, ct);
        }
    }

    private Task<TriggerFiring> FireAsync(string kind, string cause, JsonObject evidence, CancellationToken ct) =>
        FireTrigger.RunAsync(context.Workspace, new(Name, endpoint.Project, kind, cause, "rondo") { Evidence = evidence }, ct);

    private async Task TakeAsync(IReadOnlyList<RetrainingRecord> past, List<LoopAlert> alerts, CancellationToken ct)
    {
        var waiting = await new FiringStore(context.Workspace).WaitingAsync(Name, ct);
        foreach (var firing in waiting.Where(f => f.Kind is "alert" && !alerts.Any(a => string.Equals(a.Id, (string?)f.Evidence["alert"], StringComparison.Ordinal))))
        {
            await SettleAsync(firing, FiringState.Dropped, "The alert is over.", ct);
        }

        waiting = [.. waiting.Where(f => f.Kind is not "alert" || alerts.Any(a => string.Equals(a.Id, (string?)f.Evidence["alert"], StringComparison.Ordinal)))];
        if (waiting.Count == 0)
        {
            return;
        }

        var first = waiting.FirstOrDefault(f => f.Kind is "hand") ?? waiting[0];
        if (Held(past, byHand: first.Kind is "hand") is { } why)
        {
            foreach (var firing in waiting.Where(f => !string.Equals(f.Note, why, StringComparison.Ordinal)))
            {
                await SettleAsync(firing, FiringState.Waiting, why, ct);
            }

            return;
        }

        await StartAsync(first, waiting, past, ct);
    }

    private string? Held(IReadOnlyList<RetrainingRecord> past, bool byHand)
    {
        if (past is [{ EndedAt: null }, ..])
        {
            return "A retraining is running.";
        }

        if (byHand)
        {
            return null;
        }

        if (past is [{ EndedAt: { } ended }, ..] && Now < ended + settings.Cooldown)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The cool-down lasts until {(ended + settings.Cooldown).UtcDateTime:yyyy-MM-dd HH:mm} UTC.");
        }

        var spent = past.Count(r => r.Kind is not "hand" && r.StartedAt > Now - BudgetPeriod);
        return spent >= settings.Budget ? string.Create(CultureInfo.InvariantCulture, $"The budget of {settings.Budget} retrainings in 30 days is spent.") : null;
    }

    private Task SettleAsync(TriggerFiring firing, FiringState state, string note, CancellationToken ct) =>
        context.Workspace.WriteAsync((transaction, token) => FiringStore.SettleAsync(transaction, firing, state, note, token), ct);

    private async Task StartAsync(TriggerFiring first, IReadOnlyList<TriggerFiring> waiting, IReadOnlyList<RetrainingRecord> past, CancellationToken ct)
    {
        var row = new RetrainingRecord(RunId.New(context.Workspace.Clock).Value, endpoint.Name, endpoint.Project, endpoint.Model, RetrainingState.Gathering)
        {
            Kind = first.Kind,
            Cause = first.Cause,
            Alert = (string?)first.Evidence["alert"],
            Reason = Reason(first),
            RequestedBy = first.By,
            Champion = endpoint.Version!.Value,
            FeedbackSequence = past.Count > 0 ? past[0].FeedbackSequence : 0,
            StartedAt = Now,
        };
        await context.Workspace.WriteAsync(
            async (transaction, token) =>
            {
                if (!await FiringStore.SettleAsync(transaction, first, FiringState.Taken, $"Retraining {row.Id[..12]}.", token))
                {
                    return;
                }

                foreach (var other in waiting.Where(f => f.Number != first.Number))
                {
                    await FiringStore.SettleAsync(transaction, other, FiringState.Taken, $"Joined retraining {row.Id[..12]}.", token);
                }

                await RetrainingRows.InsertAsync(context.Workspace, transaction, row, token);
            },
            ct);
    }

    private static string Reason(TriggerFiring firing) => firing.Kind switch
    {
        "alert" => (string?)firing.Evidence["sentence"] ?? "An alert is on.",
        "labels" => $"{firing.Evidence["labels"]} new truths have arrived.",
        "schedule" => $"It is due {firing.Evidence["schedule"]}.",
        _ => (string?)firing.Evidence["reason"] ?? "A person asked for it.",
    };
}
