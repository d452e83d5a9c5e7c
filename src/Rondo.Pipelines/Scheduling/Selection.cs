using Rondo.Kernel;

namespace Rondo.Pipelines.Scheduling;

/// <summary>Which steps are asked for, and which of them must run whatever the cache holds.</summary>
internal static class Selection
{
    /// <summary>The steps asked for and all they need, in the order of the graph.</summary>
    public static Result<IReadOnlyList<PipelineNode>> Of(PipelineGraph graph, RunRequest request)
    {
        var failures = new List<Failure>();
        foreach (var name in request.Steps.Concat(request.From is { } from ? [from] : Array.Empty<string>()).Where(n => graph.Find(n) is null))
        {
            var near = NearestName.Of(name, graph.Nodes.Select(n => n.Name));
            failures.Add(new("run.unknown-step", $"The pipeline has no step '{name}'.",
                near is null ? $"Its steps: {string.Join(", ", graph.Nodes.Select(n => n.Name))}." : $"Did you mean '{near}'?"));
        }

        if (failures.Count > 0)
        {
            return failures;
        }

        if (request.Steps.Count == 0)
        {
            return graph.Nodes.ToList();
        }

        var wanted = request.Steps.ToHashSet(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Reverse().Where(n => wanted.Contains(n.Name)))
        {
            wanted.UnionWith(node.Upstream);
        }

        return graph.Nodes.Where(n => wanted.Contains(n.Name)).ToList();
    }

    /// <summary>Reasons by step.</summary>
    public static IReadOnlyDictionary<string, string> Forced(IReadOnlyList<PipelineNode> nodes, RunRequest request)
    {
        var forced = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (request.Force)
            {
                forced[node.Name] = "forced (--force)";
            }
            else if (request.From is { } from && (string.Equals(node.Name, from, StringComparison.Ordinal) || node.Upstream.Any(forced.ContainsKey)))
            {
                forced[node.Name] = $"forced (--from {from})";
            }
        }

        return forced;
    }
}
