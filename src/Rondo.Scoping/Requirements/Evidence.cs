namespace Rondo.Scoping.Requirements;

/// <summary>Finds the measurements that a requirement speaks of.</summary>
internal sealed class Evidence(Requirement requirement, IReadOnlyList<Measurement> measurements)
{
    public Measurement? Candidate(string role) => Find(requirement.Measure, role, requirement.Split, requirement.Slice);

    public Measurement? Difference(string role) => Find(requirement.DifferenceMeasure, role, requirement.Split, requirement.Slice) is { } d && !double.IsNaN(d.Value) ? d : null;

    /// <summary>The baseline's or champion's; a level that the charter states holds everywhere and therefore names no split.</summary>
    public Measurement? Reference(string role)
    {
        var found = Find(requirement.Measure, role, requirement.Split, requirement.Slice) ?? Find(requirement.Measure, role, "", "");
        return found is null || double.IsNaN(found.Value) ? null : found;
    }

    private Measurement? Find(string measure, string role, string split, string slice) =>
        measurements.LastOrDefault(m => Same(m.Measure, measure) && Same(m.Subject.Role, role) && Same(m.Subject.Split, split) && Same(m.Subject.Slice, slice));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);
}
