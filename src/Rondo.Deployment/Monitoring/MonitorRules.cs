using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>Turns what windows break into alerts: pending at first, firing once it persists, resolved when as many windows in a row keep the rule.</summary>
internal sealed class MonitorRules(Workspace workspace, MonitorSettings settings, string endpoint, MonitorMemory memory)
{
    private readonly List<Alert> _told = [];

    /// <summary>Alerts that began to fire or were resolved: to be told together.</summary>
    public IReadOnlyList<Alert> Told => _told;

    /// <summary>Takes a judged window of the version in use; gives it back with how long its columns have drifted.</summary>
    public async Task<WindowResult> TakeAsync(DbTransaction transaction, WindowResult result, CancellationToken ct)
    {
        if (!result.Sufficient)
        {
            return result;
        }

        var columns = result.Columns.Select(c => c with { Persisted = Streak("drift:" + c.Name, c.State == ColumnState.Drift) }).ToList();
        result = result with { Columns = columns };
        foreach (var violation in result.Violations)
        {
            var streak = Streak(violation.Rule, true);
            var lasting = violation.Rule == "drift" ? columns.Max(c => c.Persisted) : streak;
            var evidence = Evidence(result, violation);
            evidence["windows"] = lasting;
            await RaiseAsync(transaction, violation, evidence, lasting < settings.Persistence, ct);
        }

        await ResolveAsync(transaction, ["drift", "quality", "quality:requests", "errors", "errors:shed"], result.Violations.Select(v => v.Rule), ct);
        return result;
    }

    /// <summary>Takes rules that do not wait for windows: <paramref name="broken"/> of all <paramref name="rules"/> looked at.</summary>
    public async Task TakeAsync(DbTransaction transaction, IReadOnlyCollection<string> rules, IReadOnlyList<(Violation Violation, JsonObject Evidence)> broken, CancellationToken ct)
    {
        foreach (var (violation, evidence) in broken)
        {
            var streak = Streak(violation.Rule, true);
            evidence["windows"] = streak;
            await RaiseAsync(transaction, violation, evidence, streak < settings.Persistence, ct);
        }

        await ResolveAsync(transaction, rules, broken.Select(b => b.Violation.Rule), ct);
    }

    /// <summary>Raises at once what needs no second look.</summary>
    public async Task RaiseAsync(DbTransaction transaction, Violation violation, JsonObject evidence, bool pending, CancellationToken ct)
    {
        var severity = violation.Critical ? AlertSeverity.Critical : AlertSeverity.Warning;
        var (alert, began) = await RaiseAlert.InAsync(transaction, workspace, new(endpoint, violation.Rule, severity, violation.Sentence, evidence) { Pending = pending }, ct);
        if (began)
        {
            _told.Add(alert);
        }
    }

    private async Task ResolveAsync(DbTransaction transaction, IEnumerable<string> rules, IEnumerable<string> broken, CancellationToken ct)
    {
        var stillBroken = broken.ToHashSet(StringComparer.Ordinal);
        foreach (var rule in rules.Where(r => !stillBroken.Contains(r)))
        {
            Streak(rule, false);
            if (memory.Kept[rule] < settings.Persistence || await AlertWrites.OpenAsync(transaction, endpoint, rule, ct) is not { } open)
            {
                continue;
            }

            await EndAsync(transaction, open, string.Create(CultureInfo.InvariantCulture, $"Kept {memory.Kept[rule]} times in a row."), ct);
        }
    }

    /// <summary>Ends at once what needs no second look.</summary>
    public async Task EndAllAsync(DbTransaction transaction, Func<string, bool> rules, string comment, CancellationToken ct)
    {
        foreach (var open in (await AlertWrites.OpenOfAsync(transaction, endpoint, ct)).Where(a => rules(a.Rule)))
        {
            Streak(open.Rule, false);
            await EndAsync(transaction, open, comment, ct);
        }
    }

    private async Task EndAsync(DbTransaction transaction, Alert open, string comment, CancellationToken ct)
    {
        var resolved = await AlertWrites.MoveAsync(transaction, workspace, open, AlertState.Resolved, new(workspace.Clock.GetUtcNow(), AlertWrites.Monitor, comment), ct);
        if (open.State is AlertState.Firing or AlertState.Acknowledged)
        {
            _told.Add(resolved);
        }
    }

    private int Streak(string rule, bool broken)
    {
        memory.Broken[rule] = broken ? memory.Broken.GetValueOrDefault(rule) + 1 : 0;
        memory.Kept[rule] = broken ? 0 : memory.Kept.GetValueOrDefault(rule) + 1;
        return memory.Broken[rule];
    }

    private static JsonObject Evidence(WindowResult result, Violation violation) => new()
    {
        ["version"] = result.Version,
        ["from"] = result.Start.ToString("O", CultureInfo.InvariantCulture),
        ["to"] = result.End.ToString("O", CultureInfo.InvariantCulture),
        ["rows"] = result.Rows,
        ["columns"] = new JsonArray([.. violation.Columns.Select(name => JsonSerializer.SerializeToNode(result.Columns.First(c => c.Name == name), MonitorJson.Options))]),
        ["statuses"] = JsonSerializer.SerializeToNode(result.Statuses, MonitorJson.Options),
    };
}
