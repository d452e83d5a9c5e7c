using System.Text;
using System.Text.Json.Nodes;

namespace Rondo.Pipelines;

/// <summary>Shows a pipeline: what <c>rondo show pipeline</c> prints.</summary>
public static class PipelinePicture
{
    /// <summary>One line a step with what it runs, and one line an output with who reads it.</summary>
    public static string Text(Project project, PipelineGraph graph)
    {
        var readers = Readers(graph);
        var width = graph.Nodes.Select(n => n.Name.Length).DefaultIfEmpty().Max();
        var text = new StringBuilder();
        text.Append(project.Name).Append(": ").Append(graph.Nodes.Count).Append(graph.Nodes.Count == 1 ? " step" : " steps").Append(project.IsDerived ? ", derived" : "").Append('\n');
        foreach (var node in graph.Nodes)
        {
            text.Append("  ").Append(node.Name.PadRight(width)).Append("  ").Append(node.What.ReplaceLineEndings(" ")).Append('\n');
            foreach (var (port, reference) in node.Step.Inputs)
            {
                text.Append("  ").Append(' ', width).Append("    ").Append(port).Append(" ← ").Append(Shown(reference)).Append('\n');
            }

            foreach (var port in node.Outputs)
            {
                text.Append("  ").Append(' ', width).Append("    ").Append(port.Name).Append(" (").Append(port.Kind).Append(')');
                text.Append(readers.TryGetValue((node.Name, port.Name), out var names) ? " → " + string.Join(", ", names) : "").Append('\n');
            }
        }

        return project.Secrets.Hide(text.ToString());
    }

    /// <summary><c>{ project, derived, steps: [{ name, uses | run, parameters, inputs, outputs, upstream }] }</c>.</summary>
    public static JsonObject Json(Project project, PipelineGraph graph) => new()
    {
        ["project"] = project.Name,
        ["derived"] = project.IsDerived,
        ["steps"] = new JsonArray([.. graph.Nodes.Select(n => Node(project, n))]),
    };

    /// <summary>The <c>pipeline:</c> block that means the same, to be pasted into <c>rondo.yaml</c>.</summary>
    public static string Yaml(Project project, PipelineGraph graph) => PipelineYaml.Text(project, graph);

    private static JsonObject Node(Project project, PipelineNode node) => new()
    {
        ["name"] = node.Name,
        [node.Step.Uses is null ? "run" : "uses"] = project.Secrets.Hide(node.What),
        ["parameters"] = project.Secrets.Hide(node.Parameters),
        ["inputs"] = new JsonObject(node.Step.Inputs.Select(i => KeyValuePair.Create<string, JsonNode?>(i.Key, project.Secrets.Hide(Shown(i.Value))))),
        ["outputs"] = new JsonObject(node.Outputs.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Name, o.Kind))),
        ["upstream"] = new JsonArray([.. node.Upstream.Select(u => JsonValue.Create(u))]),
    };

    internal static string Shown(InputReference reference) => reference switch
    {
        StepOutputReference o => $"{o.Step}.{o.Port}",
        ProjectFileReference f => $"file:{f.Path}",
        NamedReference n => $"{n.Scheme}:{n.Text}",
        _ => "",
    };

    private static Dictionary<(string Step, string Port), List<string>> Readers(PipelineGraph graph)
    {
        var readers = new Dictionary<(string Step, string Port), List<string>>();
        foreach (var node in graph.Nodes)
        {
            foreach (var reference in node.Step.Inputs.Values.OfType<StepOutputReference>())
            {
                var key = (reference.Step, reference.Port);
                (readers.TryGetValue(key, out var names) ? names : readers[key] = []).Add(node.Name);
            }
        }

        return readers;
    }
}
