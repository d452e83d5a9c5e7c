using System.Globalization;

namespace Rondo.Data.Validation.Leaks;

/// <summary>A reason to believe that columns give the answer away.</summary>
/// <param name="Code">data.leak-suspect, data.id-suspect or data.known-too-late.</param>
/// <param name="Columns">All columns it takes.</param>
/// <param name="Evidence">One sentence.</param>
internal sealed record Suspect(string Code, IReadOnlyList<string> Columns, string Evidence)
{
    /// <summary>Only strong, not certain.</summary>
    public bool Mild { get; init; }
}

/// <summary>
/// Looks for columns that a model must not see: those that decide the target alone or together, names of rows, and what is known too
/// late. Each is a FAIL until <c>rondo.yaml</c> answers: the column is dropped, accepted with a reason, or known early enough.
/// </summary>
internal sealed class LeakSearch(TableProfile profile, ValidationOptions options, TableEngine engine, string path)
{
    public IEnumerable<DataFinding> Run(CancellationToken ct)
    {
        var suspects = new List<Suspect>();
        suspects.AddRange(TooLate());
        if (profile.Columns.Any(c => options.RoleOf(c.Name) == ColumnRole.Feature))
        {
            var sample = new LeakSample(engine, path, profile, ct);
            suspects.AddRange(Identifiers.Find(profile, options, sample, ct));
            suspects.AddRange(GivesTargetAway(sample, ct));
        }

        return suspects.Where(s => Open(s).Any()).Select(Finding);
    }

    private List<Suspect> GivesTargetAway(LeakSample sample, CancellationToken ct)
    {
        var found = new List<Suspect>();
        if (profile.Columns.FirstOrDefault(c => string.Equals(c.Name, options.Target, StringComparison.Ordinal)) is not { Distinct: > 1 } target)
        {
            return found;
        }

        var others = profile.Columns.Where(c => c.Distinct > 0 && options.RoleOf(c.Name) is ColumnRole.Feature or ColumnRole.Dropped).ToList();
        var singles = target.Type == ColumnType.Number && !options.Classes
            ? new NumberTarget(target, sample, ct).Find(others, ct).ToList()
            : new ClassTarget(target, sample, ct).Find(others, ct).ToList();
        found.AddRange(singles);
        if (target.Type == ColumnType.Number && !options.Classes)
        {
            var alone = singles.Where(s => !s.Mild).SelectMany(s => s.Columns).ToHashSet(StringComparer.Ordinal);
            found.AddRange(new Combinations(target, [.. others.Where(c => c.Type == ColumnType.Number && c.Distinct > 1 && !alone.Contains(c.Name))], sample, ct).Find(ct));
        }

        return found;
    }

    private IEnumerable<Suspect> TooLate()
    {
        var horizon = options.Horizon ?? 0;
        return options.KnownAt.Where(k => k.Value > -horizon).OrderBy(k => k.Key, StringComparer.Ordinal).Select(k => new Suspect("data.known-too-late", [k.Key],
            $"is known {Span(k.Value)} the row's time, and the prediction is made {(horizon > 0 ? Span(-horizon) : "at")} it"));
    }

    /// <summary>The columns that nobody has answered for.</summary>
    private IEnumerable<string> Open(Suspect suspect) => suspect.Columns.Where(c =>
        options.RoleOf(c) == ColumnRole.Feature && !options.Accept.ContainsKey(c)
        && (suspect.Code is "data.known-too-late" or "data.id-suspect" || !options.KnownAt.TryGetValue(c, out var at) || at > -(options.Horizon ?? 0)));

    private DataFinding Finding(Suspect suspect)
    {
        var open = Open(suspect).ToList();
        var first = open[0];
        var names = string.Join(", ", open);
        var subject = suspect.Columns.Count == 1 ? $"The column '{first}' {suspect.Evidence}." : $"{suspect.Evidence}.";
        var remedy = suspect.Code switch
        {
            "data.id-suspect" => $"Below data:, write key: [{first}] if it names the row, or drop: [{first}], or accept: {{ {first}: \"why a model may use it\" }}.",
            "data.known-too-late" => $"Below data:, write drop: [{first}] (or lag it), or accept: {{ {first}: \"why a model may use it\" }}, or correct known-at.",
            _ => $"Below data:, write drop: [{names}], or accept: {{ {first}: \"why it is known beforehand\" }}, or known-at: {{ {first}: {Span(-(options.Horizon ?? 3600), true)} }} if it is known by then.",
        };
        return new(suspect.Mild ? FindingStatus.Warn : FindingStatus.Fail, suspect.Code, subject, remedy) { Columns = suspect.Columns };
    }

    private static string Span(double seconds, bool signed = false)
    {
        var span = TimeSpan.FromSeconds(Math.Abs(seconds));
        var text = span switch
        {
            _ when span.TotalDays >= 2 && span.TotalHours % 24 == 0 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalDays:0}d"),
            _ when span.TotalHours >= 1 && span.TotalMinutes % 60 == 0 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalHours:0}h"),
            _ when span.TotalMinutes >= 1 => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0.##}m"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.##}s"),
        };
        return signed ? "-" + text : seconds > 0 ? text + " after" : seconds < 0 ? text + " before" : "at";
    }
}
