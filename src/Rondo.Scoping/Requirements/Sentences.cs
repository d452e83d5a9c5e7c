namespace Rondo.Scoping.Requirements;

/// <summary>What judgements say to people, in English.</summary>
internal static class Sentences
{
    /// <summary><c>mae on test, slice(workingday = 0)</c>.</summary>
    public static string Subject(Requirement requirement) => (requirement.Split, requirement.Slice) switch
    {
        ("", "") => requirement.Measure,
        ("", var slice) => $"{requirement.Measure} on slice({slice})",
        (var split, "") => $"{requirement.Measure} on {split}",
        var (split, slice) => $"{requirement.Measure} on {split} slice({slice})",
    };

    /// <summary>The value with its interval: <c>48.2 (46.9 to 49.6)</c>.</summary>
    public static string Value(Measurement measured, string? shown = null)
    {
        var value = shown ?? Units.Show(measured.Value, measured.Unit);
        return (measured.Low, measured.High) switch
        {
            ({ } low, { } high) when !double.IsNaN(low) && !double.IsNaN(high) && (low < measured.Value || high > measured.Value) =>
                $"{value} ({Units.Show(low, measured.Unit)} to {Units.Show(high, measured.Unit)})",
            _ => value,
        };
    }

    public static string Compared(Requirement requirement, Measurement measured, Measurement? difference, double bound, bool met, bool sure)
    {
        var (shown, limit) = Units.ShowBoth(measured.Value, bound, requirement.MeasureInfo.Unit);
        var has = $"{Subject(requirement)} is {Value(measured, shown)}";
        var must = $"{Rule(requirement.Operator)} {limit}{(requirement.ComparedWith.Count == 0 ? "" : $" ({requirement.Bound})")}";
        var end = (met, sure, difference) switch
        {
            (true, true, _) => $", {must} as required.",
            (true, false, null) => $"; it has to be {must}, and the 95 % interval reaches across.",
            (true, false, _) => $"; it has to be {must}, and the 95 % interval of the difference reaches across zero.",
            _ => $"; it has to be {must}.",
        };
        return difference is null ? has + end : $"{has}, the difference to the bound is {Value(difference)}{end}";
    }

    public static string MissingReference(Requirement requirement, string role, bool exists) => role switch
    {
        "baseline" when InUse(requirement) => $"{requirement.Measure} of the baseline is never measured on production: only a level that the charter states, such as baseline: {{ human: … }}, can be compared with there.",
        "champion" when InUse(requirement) => $"There is no champion to compare {requirement.Measure} with on production: what is in use there is measured itself.",
        "champion" when !exists => $"There is no champion yet to compare {requirement.Measure} with.",
        _ => $"{Subject(requirement)} of the {role} has not been measured yet.",
    };

    private static bool InUse(Requirement requirement) => string.Equals(requirement.Split, "production", StringComparison.Ordinal);

    private static string Rule(string sign) => sign switch
    {
        "<=" => "at most",
        "<" => "below",
        ">=" => "at least",
        ">" => "above",
        _ => "exactly",
    };
}
