using Rondo.Expressions;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Data.Validation;

/// <summary>
/// What the charter's requirements and <c>slices:</c> ask of columns, held against the columns there are before anything is trained: when
/// a pipeline is checked (<see cref="ColumnCheck"/>), and by the table when it is validated.
/// </summary>
/// <param name="Slices">Items of <c>slices:</c>: columns, and conditions.</param>
/// <param name="Conditions">The conditions of requirements.</param>
/// <param name="Measures">Measures of columns: <c>gap(mae, season)</c>, <c>missing(hum)</c>, <c>drift(temp) on production</c>.</param>
internal sealed record AskedColumns(IReadOnlyList<string> Slices, IReadOnlyList<string> Conditions, IReadOnlyList<string> Measures)
{
    private const string Live = " on production";

    /// <summary>Whether anything is asked.</summary>
    public bool Any => Slices.Count + Conditions.Count + Measures.Count > 0;

    /// <summary>What a project asks, in an order that does not depend on its own.</summary>
    public static AskedColumns Of(Project project) => Of(Requirements(project), Items(project));

    /// <summary>What these columns cannot answer a project, each failure with its place.</summary>
    public static IReadOnlyList<Failure> Problems(Project project, IReadOnlyList<ColumnSchema> columns, ValidationOptions options)
    {
        var items = Items(project).Select(i => (i.Place, Asked: Of([], [i])));
        var requirements = Requirements(project).Select(r => (r.Place, Asked: Of([r], [])));
        return [.. items.Concat(requirements).SelectMany(a => a.Asked.Problems(columns, options).Select(f => f with { Place = a.Place }))];
    }

    /// <summary>Everything that these columns cannot answer.</summary>
    public IReadOnlyList<Failure> Problems(IEnumerable<ColumnSchema> columns, ValidationOptions options)
    {
        var types = columns.ToDictionary(c => c.Name, c => c.Type, StringComparer.Ordinal);
        var kinds = types.ToDictionary(t => t.Key, t => TableExpression.KindOf(t.Value), StringComparer.Ordinal);
        return [.. Slices.SelectMany(s => OfSlice(s, types, kinds)), .. Conditions.SelectMany(c => OfCondition(c, kinds)), .. Measures.SelectMany(m => OfMeasure(m, types, options))];
    }

    private static AskedColumns Of(IReadOnlyList<Requirement> requirements, IReadOnlyList<SliceText> items) =>
        new(Sorted(items.Select(i => i.Text)), Sorted(requirements.Select(r => r.Slice)), Sorted(requirements.Select(Measure)));

    private static IReadOnlyList<Requirement> Requirements(Project project) => project.Sections.Values.OfType<Charter>().FirstOrDefault()?.Requirements ?? [];

    private static IReadOnlyList<SliceText> Items(Project project) => project.Sections.Values.OfType<SliceSettings>().FirstOrDefault()?.Items ?? [];

    private static IEnumerable<Failure> OfSlice(string text, Dictionary<string, ColumnType> types, Dictionary<string, ValueKind> kinds) => types.TryGetValue(text, out var type)
        ? type == ColumnType.Timestamp ? [new("slice.time", $"The slice '{text}' is a column of times.", $"Write a condition, such as hour({text}) < 12.")] : []
        : OfCondition(text, kinds);

    private static IEnumerable<Failure> OfCondition(string text, Dictionary<string, ValueKind> kinds) => TableExpression.Check(text, kinds, null, allowAggregates: false) switch
    {
        { Ok: false } wrong => wrong.Failures.Select(f => f with { Problem = $"The slice '{text}' cannot be found: {f.Problem}", Place = null }),
        { Value.Kind: not ValueKind.Boolean } => [new("slice.not-a-condition", $"The slice '{text}' is neither true nor false.", "Write a condition, such as workingday = 0.")],
        _ => [],
    };

    private static IEnumerable<Failure> OfMeasure(string text, Dictionary<string, ColumnType> types, ValidationOptions options)
    {
        var live = text.EndsWith(Live, StringComparison.Ordinal);
        var measure = live ? text[..^Live.Length] : text;
        var (metric, column) = MeasureCatalogue.PartsOf(measure);
        if (!types.TryGetValue(column, out var type))
        {
            yield return UnknownColumn.Failure($"The measure '{measure}'", column, [.. types.Keys]);
        }
        else if (metric.Length > 0 && type == ColumnType.Timestamp)
        {
            yield return new("slice.time", $"The measure '{measure}' compares groups of '{column}', which holds times.", "Name a column of few values.");
        }
        else if (live && options.RoleOf(column) is not ColumnRole.Feature and var role)
        {
            yield return new("requirement.no-input", $"The measure '{measure}' is taken in production, where the model is not given '{column}': it is {Called(role)}.", "Name a column that the model reads.");
        }
    }

    private static string Measure(Requirement requirement) => MeasureCatalogue.PartsOf(requirement.Measure).Column.Length == 0 ? ""
        : requirement.Measure + (requirement.Split is "production" ? Live : "");

    private static IReadOnlyList<string> Sorted(IEnumerable<string> texts) => [.. texts.Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Called(ColumnRole role) => role switch
    {
        ColumnRole.Target => "the target",
        ColumnRole.Key => "a key",
        ColumnRole.Time => "the rows' time",
        _ => "dropped",
    };
}
