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

    public IReadOnlyList<Failure> Check(Project project, PipelineGraph graph)
    {
        var known = new KnownColumns(project, graph);
        if (known.Failures.Count > 0)
        {
            return known.Failures;
        }

        var tables = graph.Nodes.Where(n => n.Component is { Name: var name } && !name.StartsWith("data/", StringComparison.Ordinal))
            .SelectMany(n => n.Inputs.Where(p => p.Kind is ArtifactKinds.Table && n.Step.Inputs.ContainsKey(p.Name)).Select(p => known.Of(n.Step.Inputs[p.Name])))
            .Distinct().ToList();
        if (tables.Count == 0 || tables.Contains(null))
        {
            return [];
        }

        var options = ValidationOptions.Of(ValidationOptions.Parameters(project));
        var problems = tables.ConvertAll(t => AskedColumns.Problems(project, t!.Columns, options).Where(f => t.Typed || AboutNames.Contains(f.Code, StringComparer.Ordinal)).ToList());
        return [.. problems[0].Where(f => problems.TrueForAll(p => p.Exists(other => other.Place == f.Place && string.Equals(other.Problem, f.Problem, StringComparison.Ordinal))))];
    }
}
