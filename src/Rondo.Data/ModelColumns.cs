using Rondo.Data.Validation;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data;

/// <summary>For other stages' checks of a pipeline: the columns that its models are given.</summary>
public static class ModelColumns
{
    /// <summary>Failures for the names that no table has that a model of the pipeline is given; none where the columns of such a table are not known before it runs.</summary>
    /// <param name="key">What names the columns, such as <c>monitor.ignore</c>.</param>
    /// <param name="named">The names, each with its place.</param>
    /// <param name="project">The project.</param>
    /// <param name="graph">Its pipeline.</param>
    /// <param name="stored">Where the tables lie that the pipeline takes from the workspace.</param>
    public static IReadOnlyList<Failure> Unknown(
        string key, IReadOnlyList<(string Name, Place Place)> named, Project project, PipelineGraph graph, IReadOnlyDictionary<NamedReference, string> stored)
    {
        if (named.Count == 0)
        {
            return [];
        }

        var columns = new KnownColumns(project, graph, stored).OfModels().SelectMany(t => t.Columns).Select(c => c.Name).Distinct(StringComparer.Ordinal).ToList();
        return columns.Count == 0 ? [] : [.. named.Where(n => !columns.Contains(n.Name, StringComparer.Ordinal)).Select(n => UnknownColumn.Failure(key, n.Name, columns) with { Place = n.Place })];
    }
}
