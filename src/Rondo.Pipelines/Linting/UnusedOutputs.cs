namespace Rondo.Pipelines.Linting;

/// <summary>Outputs of scripts that nobody reads, though the step has others that somebody does: the ends of a pipeline are meant to be unread.</summary>
internal static class UnusedOutputs
{
    public static IReadOnlyList<string> Find(Project project, IReadOnlyList<PipelineNode> nodes)
    {
        var read = new HashSet<(string Step, string Port)>();
        foreach (var reference in nodes.SelectMany(n => n.Step.Inputs.Values).OfType<StepOutputReference>())
        {
            read.Add((reference.Step, reference.Port));
        }

        return
        [
            .. from node in nodes
               where node.Step.Script is not null && node.Outputs.Any(o => read.Contains((node.Name, o.Name)))
               from port in node.Outputs
               where !read.Contains((node.Name, port.Name))
               select $"{project.File}:{node.Step.Place.Line}: nothing reads the output '{port.Name}' of the step '{node.Name}'.",
        ];
    }
}
