using Rondo.Modeling;

namespace Rondo.Server.Api;

/// <summary>Makes the tree of an ancestry the graph that it is: each content once.</summary>
internal static class LineageReading
{
    public static LineageView View(WhyReport report)
    {
        var nodes = new Dictionary<string, LineageNode>(StringComparer.Ordinal);
        var edges = new List<LineageEdge>();
        Walk(report.Root, nodes, edges);
        return new(report.Subject, [.. nodes.Values], [.. edges.Distinct()], [.. report.Decisions.Select(AuditView.Of)]);
    }

    private static void Walk(Ancestor node, Dictionary<string, LineageNode> nodes, List<LineageEdge> edges)
    {
        if (!node.SeenAbove || !nodes.ContainsKey(node.Digest.Hex))
        {
            nodes[node.Digest.Hex] = new(node.Digest.Hex, node.Name, node.Kind, node.Run?.Start.Id.Value, node.Run?.Start.Name, node.Run?.Start.User, node.Run?.Start.StartedAt, node.Run?.Start.Code?.Commit);
        }

        foreach (var source in node.Sources)
        {
            edges.Add(new(source.Digest.Hex, node.Digest.Hex));
            Walk(source, nodes, edges);
        }
    }
}
