using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data.Validation;

/// <summary>
/// Holds what requirements and slices ask against the columns of the tables that models meet, before anything runs. What only some of
/// those tables lack, or are not known to have, is told by the step that measures.
/// </summary>
internal sealed class ColumnCheck : IPipelineCheck
{
    private static readonly string[] AboutNames = ["expression.unknown-column", "data.unknown-column", "requirement.no-input"];

    public IReadOnlyList<Failure> Check(Project project, PipelineGraph graph, IReadOnlyDictionary<NamedReference, string> stored)
    {
        var known = new KnownColumns(project, graph, stored);
        if (known.Failures.Count > 0)
        {
            return known.Failures;
        }

        if (!AskedColumns.Of(project).Any || known.OfModels() is not { Count: > 0 } tables)
        {
            return [];
        }

        var options = ValidationOptions.Of(ValidationOptions.Parameters(project));
        var problems = tables.Select(t => AskedColumns.Problems(project, t.Columns, options).Where(f => t.Typed || AboutNames.Contains(f.Code, StringComparer.Ordinal)).ToList()).ToList();
        return [.. problems[0].Where(f => problems.TrueForAll(p => p.Exists(other => other.Place == f.Place && string.Equals(other.Problem, f.Problem, StringComparison.Ordinal))))];
    }
}
