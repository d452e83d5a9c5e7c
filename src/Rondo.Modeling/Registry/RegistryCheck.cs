using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Plays the audit log and compares what it leads to with the tables.</summary>
internal sealed class RegistryCheck(Workspace workspace, RegistryRows rows)
{
    private const int Page = 2000;

    private readonly Dictionary<string, JsonObject> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Model, string Alias), AliasRow> _aliases = [];
    private readonly HashSet<LookRow> _looks = [];

    /// <summary>A sentence for everything that is not what the log says.</summary>
    public async Task<IReadOnlyList<string>> FindingsAsync(CancellationToken ct)
    {
        var newest = await PlayAsync(ct);
        var findings = new List<string>();
        Versions(findings);
        Aliases(findings);
        Looks(findings);

        // What was written between the reading of the tables and that of the log is no finding: look again, at both.
        if (findings.Count > 0 && newest != await PlayedAtAsync(ct))
        {
            return await new RegistryCheck(workspace, await RegistryRows.ReadAsync(workspace, ct)).FindingsAsync(ct);
        }

        return findings;
    }

    private async Task<long> PlayedAtAsync(CancellationToken ct) => await workspace.Audit.ListAsync(null, 1, null, ct) is [var last] ? last.Number : 0;

    private async Task<long> PlayAsync(CancellationToken ct)
    {
        var events = new List<AuditEntry>();
        long? before = null;
        while (await workspace.Audit.ListAsync(null, Page, before, ct) is { Count: > 0 } page)
        {
            events.AddRange(page.Where(e => e.Event.Action.StartsWith("model.", StringComparison.Ordinal)));
            before = page[^1].Number;
        }

        foreach (var entry in Enumerable.Reverse(events))
        {
            Play(entry.Event);
        }

        return await PlayedAtAsync(ct);
    }

    private void Play(AuditEvent what)
    {
        var subject = RegistryEvents.Subject(what);
        var at = subject.LastIndexOf('@');
        var model = at < 0 ? subject : subject[..at];
        switch (what.Action)
        {
            case RegistryEvents.Register or RegistryEvents.Receive:
                _versions.TryAdd(subject, what.Details);
                break;
            case RegistryEvents.Promote when (string?)what.Details["alias"] is { } alias && long.TryParse(subject.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version):
                _aliases[(model, alias)] = new(model, alias, version, what.Actor);
                break;
            case RegistryEvents.Unalias when (string?)what.Details["alias"] is { } alias:
                _aliases.Remove((model, alias));
                break;
            case RegistryEvents.Look:
                _looks.Add(RegistryEvents.LookOf(what));
                break;
        }
    }

    private void Versions(List<string> findings)
    {
        foreach (var row in rows.Versions)
        {
            if (!_versions.TryGetValue(row.Name, out var registered))
            {
                findings.Add($"The model version {row.Name} was never registered: the log does not know it.");
            }
            else if (row.DifferenceFrom(registered) is { } difference)
            {
                findings.Add($"The model version {row.Name} was edited: {difference}.");
            }
        }

        var there = rows.Versions.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        findings.AddRange(_versions.Keys.Where(v => !there.Contains(v)).Order(StringComparer.Ordinal).Select(v => $"The model version {v} was deleted: the log knows its registration."));
    }

    private void Aliases(List<string> findings)
    {
        var there = rows.Aliases.ToDictionary(a => (a.Model, a.Alias));
        foreach (var row in rows.Aliases)
        {
            if (!_aliases.TryGetValue((row.Model, row.Alias), out var told))
            {
                findings.Add($"The alias {row.Model}@{row.Alias} names version {row.Version} by nobody's promotion.");
            }
            else if (told.Version != row.Version)
            {
                findings.Add($"The alias {row.Model}@{row.Alias} names version {row.Version}; {told.By} promoted version {told.Version}.");
            }
            else if (told != row)
            {
                findings.Add($"The alias {row.Model}@{row.Alias} is said to be {row.By}'s; it was {told.By} who promoted.");
            }
        }

        findings.AddRange(_aliases.Values.Where(a => !there.ContainsKey((a.Model, a.Alias))).Select(a => $"The alias {a.Model}@{a.Alias} was deleted: {a.By} pointed it at version {a.Version}."));
    }

    // Workspaces of older versions of the program have looks of which the log was not told: those of versions it says less of.
    private void Looks(List<string> findings)
    {
        var older = rows.Versions.Where(v => _versions.TryGetValue(v.Name, out var registered) && registered["rowDigest"] is null).Select(v => v.Bundle).ToHashSet(StringComparer.Ordinal);
        var there = rows.Looks.ToHashSet();
        foreach (var group in _looks.Where(l => !there.Contains(l)).GroupBy(l => l.Model, StringComparer.Ordinal))
        {
            findings.Add($"{Count(group.Count())} at the test part of {group.Key} {(group.Count() == 1 ? "was" : "were")} deleted: models look better the fewer are counted.");
        }

        foreach (var group in rows.Looks.Where(l => !_looks.Contains(l) && !older.Contains(l.Bundle)).GroupBy(l => l.Model, StringComparer.Ordinal))
        {
            findings.Add($"{Count(group.Count())} at the test part of {group.Key} {(group.Count() == 1 ? "is" : "are")} unknown to the log.");
        }
    }

    private static string Count(int looks) => looks == 1 ? "1 look" : string.Create(CultureInfo.InvariantCulture, $"{looks} looks");
}
