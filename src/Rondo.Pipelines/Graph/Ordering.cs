using Rondo.Kernel;

namespace Rondo.Pipelines.Graph;

/// <summary>Puts steps in order (Kahn 1962), without recursion, and names a cycle as a path when there is one.</summary>
internal static class Ordering
{
    public static IReadOnlyList<PipelineNode> Sort(IReadOnlyList<PipelineNode> nodes, ICollection<Failure> failures)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            index.TryAdd(nodes[i].Name, i);
        }

        var (waitsFor, readers) = Edges(nodes, index);
        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (waitsFor[i] == 0)
            {
                ready.Enqueue(i, i);
            }
        }

        var order = new List<PipelineNode>(nodes.Count);
        while (ready.TryDequeue(out var at, out _))
        {
            order.Add(nodes[at]);
            foreach (var reader in readers[at])
            {
                if (--waitsFor[reader] == 0)
                {
                    ready.Enqueue(reader, reader);
                }
            }
        }

        if (order.Count < nodes.Count)
        {
            failures.Add(Cycle(nodes, index, waitsFor));
        }

        return order;
    }

    private static (int[] WaitsFor, List<int>[] Readers) Edges(IReadOnlyList<PipelineNode> nodes, Dictionary<string, int> index)
    {
        var waitsFor = new int[nodes.Count];
        var readers = new List<int>[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            readers[i] = [];
        }

        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var name in nodes[i].Upstream)
            {
                if (index.TryGetValue(name, out var from))
                {
                    waitsFor[i]++;
                    readers[from].Add(i);
                }
            }
        }

        return (waitsFor, readers);
    }

    // Every step left waits for another one left, so walking upstream must come back to where it was.
    private static Failure Cycle(IReadOnlyList<PipelineNode> nodes, Dictionary<string, int> index, int[] waitsFor)
    {
        var at = Array.FindIndex(waitsFor, w => w > 0);
        var seen = new Dictionary<int, int>();
        var path = new List<int>();
        while (seen.TryAdd(at, path.Count))
        {
            path.Add(at);
            at = nodes[at].Upstream.Where(index.ContainsKey).Select(name => index[name]).First(i => waitsFor[i] > 0);
        }

        var cycle = path.Skip(seen[at]).Reverse().ToList();
        var first = cycle.IndexOf(cycle.Min());
        var names = cycle.Skip(first).Concat(cycle.Take(first)).Append(cycle[first]).Select(i => nodes[i].Name).ToList();
        var step = nodes[cycle[first]].Step;
        return new("pipeline.cycle", names.Count == 2 ? $"The step '{names[0]}' reads its own output." : $"The steps go in a circle: {string.Join(" → ", names)}.",
            "Let one of them read something else.", step.Place);
    }
}
