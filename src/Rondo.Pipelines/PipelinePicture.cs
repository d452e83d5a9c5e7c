using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rondo.Pipelines;

/// <summary>Shows a pipeline: what <c>rondo show pipeline</c> prints.</summary>
public static class PipelinePicture
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One line a step with what it runs, and one line an output with who reads it.</summary>
    public static string Text(Project project, PipelineGraph graph)
    {
        var readers = Readers(graph);
        var width = graph.Nodes.Select(n => n.Name.Length).DefaultIfEmpty().Max();
        var text = new StringBuilder();
        text.Append(project.Name).Append(": ").Append(graph.Nodes.Count).Append(graph.Nodes.Count == 1 ? " step" : " steps").Append(project.IsDerived ? ", derived" : "").Append('\n');
        foreach (var node in graph.Nodes)
        {
            text.Append("  ").Append(node.Name.PadRight(width)).Append("  ").Append(project.Secrets.Hide(node.What).ReplaceLineEndings(" ")).Append('\n');
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

        return text.ToString();
    }

    /// <summary><c>{ project, derived, steps: [{ name, uses | run, parameters, inputs, outputs, upstream }] }</c>.</summary>
    public static JsonObject Json(Project project, PipelineGraph graph) => new()
    {
        ["project"] = project.Name,
        ["derived"] = project.IsDerived,
        ["steps"] = new JsonArray([.. graph.Nodes.Select(n => Node(project, n))]),
    };

    /// <summary>The <c>pipeline:</c> block that means the same, to be pasted into <c>rondo.yaml</c>.</summary>
    public static string Yaml(Project project, PipelineGraph graph)
    {
        var text = new StringBuilder("pipeline:\n  steps:\n");
        foreach (var node in graph.Nodes)
        {
            text.Append("    ").Append(node.Name).Append(": ").Append(Flow(Block(project, node))).Append('\n');
        }

        return text.ToString();
    }

    private static JsonObject Node(Project project, PipelineNode node) => new()
    {
        ["name"] = node.Name,
        [node.Step.Uses is null ? "run" : "uses"] = project.Secrets.Hide(node.What),
        ["parameters"] = project.Secrets.Hide(node.Parameters),
        ["inputs"] = new JsonObject(node.Step.Inputs.Select(i => KeyValuePair.Create<string, JsonNode?>(i.Key, Shown(i.Value)))),
        ["outputs"] = new JsonObject(node.Outputs.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Name, o.Kind))),
        ["upstream"] = new JsonArray([.. node.Upstream.Select(u => JsonValue.Create(u))]),
    };

    private static JsonObject Block(Project project, PipelineNode node)
    {
        var step = node.Step;
        var block = new JsonObject();
        if (step.Uses is not null)
        {
            block["uses"] = step.Uses;
        }

        if (step.Script is { } script)
        {
            block["run"] = script.Shell ? script.Command[0] : new JsonArray([.. script.Command.Select(c => JsonValue.Create(c))]);
            block["out"] = new JsonObject(script.Outputs.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Name, new JsonObject { ["file"] = o.FileName, ["kind"] = o.Kind })));
        }

        if (step.Inputs.Count > 0)
        {
            block["in"] = new JsonObject(step.Inputs.Select(i => KeyValuePair.Create(i.Key, Input(step, i.Key, i.Value))));
        }

        if (step.With.Count > 0)
        {
            block["with"] = project.Secrets.Hide(step.With);
        }

        Extras(step, block);
        return block;
    }

    private static void Extras(StepDefinition step, JsonObject block)
    {
        if (step.Script is { Code.Count: > 0 } script)
        {
            block["code"] = new JsonArray([.. script.Code.Select(c => JsonValue.Create(c))]);
        }

        if (step.Script?.Environment is { } env)
        {
            block["env"] = env;
        }

        if (step.Retries > 0)
        {
            block["retries"] = step.Retries;
        }

        var resources = new JsonObject();
        if (step.Resources.Cpus is { } cpus)
        {
            resources["cpus"] = cpus;
        }

        if (step.Resources.MemoryBytes is { } memory)
        {
            resources["memory"] = $"{memory} B";
        }

        if (step.Resources.Time is { } time)
        {
            resources["time"] = $"{(long)time.TotalMilliseconds} ms";
        }

        if (resources.Count > 0)
        {
            block["resources"] = resources;
        }
    }

    private static JsonNode? Input(StepDefinition step, string port, InputReference reference) =>
        step.Script?.InputForms.GetValueOrDefault(port) is { } form ? new JsonObject { ["from"] = Shown(reference), ["as"] = form } : JsonValue.Create(Shown(reference));

    private static string Flow(JsonNode? node) => node switch
    {
        JsonObject { Count: 0 } => "{}",
        JsonObject o => "{ " + string.Join(", ", o.Select(p => $"{Plain(p.Key)}: {Flow(p.Value)}")) + " }",
        JsonArray a => "[" + string.Join(", ", a.Select(Flow)) + "]",
        JsonValue v when v.TryGetValue<string>(out var text) => Plain(text),
        null => "null",
        _ => node.ToJsonString(Relaxed),
    };

    // JSON's quotes are YAML's; what needs none goes without, and a text that would be read from the environment is in single quotes.
    private static string Plain(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/') && text is not ("true" or "false" or "null")
            ? text
            : JsonSerializer.Serialize(text, Relaxed);

    private static string Shown(InputReference reference) => reference switch
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
