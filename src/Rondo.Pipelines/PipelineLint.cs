using Rondo.Kernel;
using Rondo.Pipelines.Graph;
using Rondo.Pipelines.Linting;

namespace Rondo.Pipelines;

/// <summary>Checks a pipeline before anything runs.</summary>
public static class PipelineLint
{
    /// <summary>
    /// Checks every step: components, ports, kinds, parameters, project files, cycles, then what the stages look
    /// at themselves; and warns of outputs that nobody reads. Linear in the size of the pipeline.
    /// </summary>
    public static LintReport Check(Project project, StageRegistry registry)
    {
        var report = Find(project, registry);
        return report with { Failures = project.Secrets.Hide(report.Failures), Warnings = [.. report.Warnings.Select(project.Secrets.Hide)] };
    }

    private static LintReport Find(Project project, StageRegistry registry)
    {
        var failures = new List<Failure>();
        var nodes = new NodeBuilder(project, registry, failures).Build();
        var order = Ordering.Sort(nodes, failures);
        if (failures.Count > 0)
        {
            return new(null, failures, []);
        }

        var graph = new PipelineGraph(order);
        failures.AddRange(registry.Checks.SelectMany(c => c.Check(project, graph, System.Collections.Frozen.FrozenDictionary<NamedReference, string>.Empty)));
        return failures.Count > 0 ? new(null, failures, []) : new(graph, [], project.IsDerived ? [] : UnusedOutputs.Find(project, order));
    }
}

/// <summary>What lint found.</summary>
/// <param name="Graph">The pipeline; null when there are failures.</param>
/// <param name="Failures">What keeps it from running.</param>
/// <param name="Warnings">What is probably not meant.</param>
public sealed record LintReport(PipelineGraph? Graph, IReadOnlyList<Failure> Failures, IReadOnlyList<string> Warnings);
