using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rondo.Pipelines;

/// <summary>Writes a pipeline as the block that would be read as the same.</summary>
internal static class PipelineYaml
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./");
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(Project project, PipelineGraph graph)
    {
        var text = new StringBuilder("pipeline:\n  steps:\n");
        foreach (var node in graph.Nodes)
        {
            text.Append("    ").Append(node.Name).Append(": ").Append(Flow(project.Secrets, Block(project, node))).Append('\n');
        }

        return text.ToString();
    }

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
            block["in"] = project.Secrets.Hide(new JsonObject(step.Inputs.Select(i => KeyValuePair.Create(i.Key, Input(step, i.Key, i.Value)))));
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
        step.Script?.InputForms.GetValueOrDefault(port) is { } form ? new JsonObject { ["from"] = PipelinePicture.Shown(reference), ["as"] = form } : JsonValue.Create(PipelinePicture.Shown(reference));

    private static string Flow(ProjectSecrets secrets, JsonNode? node) => node switch
    {
        JsonObject { Count: 0 } => "{}",
        JsonObject o => "{ " + string.Join(", ", o.Select(p => $"{Plain(secrets, p.Key)}: {Flow(secrets, p.Value)}")) + " }",
        JsonArray a => "[" + string.Join(", ", a.Select(i => Flow(secrets, i))) + "]",
        JsonValue v when v.TryGetValue<string>(out var text) => Plain(secrets, text),
        null => "null",
        _ => node.ToJsonString(Relaxed),
    };

    // JSON's quotes are YAML's; what needs none goes without. A value from the environment is named as it was; a text that only looks
    // like one is in single quotes, so that it stays a text.
    private static string Plain(ProjectSecrets secrets, string text)
    {
        if (text.Length > 1 && text[0] == '$' && text.AsSpan(1).IndexOfAnyExcept(NameCharacters) < 0)
        {
            return secrets.Names.Contains(text[1..], StringComparer.Ordinal) ? text : $"'{text}'";
        }

        var plain = text.Length > 0 && char.IsAsciiLetter(text[0]) && text.AsSpan().IndexOfAnyExcept(PlainCharacters) < 0 && text is not ("true" or "false" or "null");
        return plain ? text : JsonSerializer.Serialize(text, Relaxed);
    }
}
