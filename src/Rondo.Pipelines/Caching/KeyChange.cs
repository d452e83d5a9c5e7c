namespace Rondo.Pipelines.Caching;

/// <summary>Says in people's words what differs between two keys.</summary>
internal static class KeyChange
{
    private const int Longest = 60;

    /// <summary>One phrase a difference, the telling ones first; empty when nothing differs.</summary>
    public static IReadOnlyList<string> Describe(PipelineNode node, KeyParts before, KeyParts now)
    {
        var names = before.All.Select(p => p.Key).Union(now.All.Select(p => p.Key), StringComparer.Ordinal);
        return
        [
            .. names.Where(name => !string.Equals(before[name], now[name], StringComparison.Ordinal))
                .OrderBy(Rank).ThenBy(name => name, StringComparer.Ordinal)
                .Select(name => Phrase(node, name, before[name], now[name])),
        ];
    }

    private static int Rank(string name) => name.Split(':')[0] switch
    {
        "param" => 0,
        "command" or "code" => 1,
        "input" => 2,
        "env" => 3,
        _ => 4,
    };

    private static string Phrase(PipelineNode node, string part, string? before, string? now)
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        var (kind, name) = colon < 0 ? (part, "") : (part[..colon], part[(colon + 1)..]);
        return kind switch
        {
            "param" => $"param {node.Name}.{name} {Shown(before)} → {Shown(now)}" + (Secret(before, now) ? " (its value changed)" : ""),
            "input" => Input(node, name, before, now),
            "code" => $"code file {name} {Verb(before, now)}",
            "command" => "its command changed",
            "env" => "its environment (env) changed",
            "component" => $"component {before} → {now}",
            "version" => $"component {node.What} has version {now} now, it was {before}",
            "engine" => $"engine {name} {before ?? "(none)"} → {now ?? "(none)"}",
            "output" => $"output {name} {Verb(before, now)}",
            "form" => $"input {name} is given as {now ?? "(nothing)"}, it was {before ?? "(nothing)"}",
            "tables" => "the conversion of tables changed",
            _ => "the format of cache keys changed",
        };
    }

    private static string Input(PipelineNode node, string port, string? before, string? now)
    {
        var source = node.Step.Inputs.GetValueOrDefault(port) switch
        {
            StepOutputReference o => $" from '{o.Step}'",
            ProjectFileReference f => $" (file:{f.Path})",
            NamedReference n => $" ({n.Scheme}:{n.Text})",
            _ => "",
        };
        return $"input {port}{source} {Verb(before, now)}";
    }

    private static string Verb(string? before, string? now) => before is null ? "is new" : now is null ? "is gone" : "changed";

    private static bool Secret(string? before, string? now) =>
        before is not null && now is not null && before.Contains(" secret ", StringComparison.Ordinal) && string.Equals(Shown(before), Shown(now), StringComparison.Ordinal);

    private static string Shown(string? value)
    {
        if (value is null)
        {
            return "(none)";
        }

        var secret = value.IndexOf(" secret ", StringComparison.Ordinal);
        value = secret < 0 ? value : value[..secret];
        return value.Length <= Longest ? value : value[..Longest] + "…";
    }
}
