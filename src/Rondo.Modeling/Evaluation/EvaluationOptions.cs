using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Modeling.Evaluation;

/// <summary>All that decides an evaluation besides model and rows; the parameters of <c>modeling/evaluate</c>.</summary>
internal sealed record EvaluationOptions
{
    /// <summary>What the table is called in measurements: train, validation or test.</summary>
    public string Split { get; init; } = "validation";

    public TaskKind Task { get; init; }

    public string Target { get; init; } = "";

    public string? Positive { get; init; }

    public IReadOnlyDictionary<string, double> Costs { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    public string? Baseline { get; init; }

    public long HorizonMicroseconds { get; init; }

    /// <summary>Columns and conditions, as written.</summary>
    public IReadOnlyList<string> Slices { get; init; } = [];

    /// <summary>The charter's requirements in normal form: their slices, distances and comparisons are measured.</summary>
    public IReadOnlyList<string> Requirements { get; init; } = [];

    /// <summary>The usual options of a project.</summary>
    public static EvaluationOptions Of(Project project, string split)
    {
        var charter = project.Section<Charter>();
        return new()
        {
            Split = split,
            Task = charter.Task,
            Target = charter.Target,
            Positive = charter.Positive,
            Costs = charter.Costs,
            Baseline = charter.Baseline,
            HorizonMicroseconds = (charter.Horizon ?? TimeSpan.Zero).Ticks / TimeSpan.TicksPerMicrosecond,
            Slices = [.. project.Section<SliceSettings>().Items.Select(i => i.Text)],
            Requirements = [.. charter.Requirements.Select(r => r.NormalForm)],
        };
    }

    /// <summary>The requirements, read again.</summary>
    public IReadOnlyList<Requirement> Judged() => [.. Requirements.Select(r => Requirement.Parse(r, new Place("rondo.yaml")).Value)];

    /// <summary>
    /// Columns and conditions whose rows are measured apart: those declared, and those requirements on this split speak of. The latter stand
    /// in parentheses: <c>slice(holiday)</c> is where holiday is true, and not each value of a column.
    /// </summary>
    public IReadOnlyList<string> AllSlices()
    {
        var judged = Judged().Where(r => string.Equals(r.Split, Split, StringComparison.Ordinal)).ToList();
        return [.. Slices, .. judged.Where(r => r.Slice.Length > 0).Select(r => $"({r.Slice})"), .. judged.Where(r => r.Measure.StartsWith("gap(", StringComparison.Ordinal)).Select(r => MeasureCatalogue.PartsOf(r.Measure).Column)];
    }

    /// <summary>The distances of <c>within(x)</c> that requirements speak of, in gaps too.</summary>
    public IReadOnlyList<double> Distances() =>
        [.. Judged().Select(r => r.Measure.StartsWith("gap(", StringComparison.Ordinal) ? MeasureCatalogue.PartsOf(r.Measure).Metric : r.Measure).Where(m => m.StartsWith("within(", StringComparison.Ordinal)).Select(m => double.Parse(m.AsSpan(7, m.Length - 8), System.Globalization.CultureInfo.InvariantCulture)).Distinct().Order()];
}
