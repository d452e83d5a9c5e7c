using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Pipelines.Steps;

/// <summary>
/// All that a worker needs to run one attempt of a component: written as a file, so that any executor can run the very same thing.
/// Values from the environment are not in it: they are named, and the worker finds them in its own environment.
/// </summary>
internal sealed record StepSpec
{
    /// <summary>Prefix of the variables in which a worker gets values from the environment.</summary>
    public const string SecretVariable = "RONDO_SECRET_";

    private const string SecretKey = "$secret";

    public required string Step { get; init; }

    public required string Component { get; init; }

    public required JsonObject Parameters { get; init; }

    public required IReadOnlyDictionary<string, StepInput> Inputs { get; init; }

    public required IReadOnlyDictionary<string, string> Outputs { get; init; }

    public required string WorkFolder { get; init; }

    public required string Result { get; init; }

    public required string Token { get; init; }

    public int Threads { get; init; } = 1;

    public int Attempt { get; init; } = 1;

    /// <summary>The file's content.</summary>
    public string Text(ProjectSecrets secrets) => new JsonObject
    {
        ["format"] = 1,
        ["step"] = Step,
        ["component"] = Component,
        ["attempt"] = Attempt,
        ["threads"] = Threads,
        ["parameters"] = Replace(Parameters, v => secrets.NameOf(v) is { } name ? new JsonObject { [SecretKey] = name } : null),
        ["inputs"] = new JsonObject(Inputs.Select(i => KeyValuePair.Create<string, JsonNode?>(i.Key, new JsonObject
        {
            ["path"] = i.Value.Path,
            ["kind"] = i.Value.Kind,
            ["digest"] = i.Value.Digest.Hex,
            ["name"] = i.Value.DisplayName,
        }))),
        ["outputs"] = new JsonObject(Outputs.Select(o => KeyValuePair.Create<string, JsonNode?>(o.Key, o.Value))),
        ["work"] = WorkFolder,
        ["result"] = Result,
        ["token"] = Token,
    }.ToJsonString();

    /// <summary>Reads what <see cref="Text"/> wrote; <paramref name="environment"/> gives the values it names.</summary>
    public static StepSpec Parse(string text, Func<string, string?> environment)
    {
        var root = JsonNode.Parse(text)!.AsObject();
        return new()
        {
            Step = (string)root["step"]!,
            Component = (string)root["component"]!,
            Attempt = (int)root["attempt"]!,
            Threads = (int)root["threads"]!,
            Parameters = Reveal(root["parameters"], environment)!.AsObject(),
            Inputs = root["inputs"]!.AsObject().ToDictionary(i => i.Key, i => Input(i.Value!), StringComparer.Ordinal),
            Outputs = root["outputs"]!.AsObject().ToDictionary(o => o.Key, o => (string)o.Value!, StringComparer.Ordinal),
            WorkFolder = (string)root["work"]!,
            Result = (string)root["result"]!,
            Token = (string)root["token"]!,
        };
    }

    private static StepInput Input(JsonNode node) =>
        new((string)node["path"]!, (string)node["kind"]!, Digest.Parse((string)node["digest"]!)) { DisplayName = (string)node["name"]! };

    private static JsonNode? Replace(JsonNode? node, Func<string, JsonNode?> text) => node switch
    {
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Replace(p.Value, text)))),
        JsonArray a => new JsonArray([.. a.Select(i => Replace(i, text))]),
        JsonValue v when v.TryGetValue<string>(out var s) && text(s) is { } other => other,
        null => null,
        _ => node.DeepClone(),
    };

    private static JsonNode? Reveal(JsonNode? node, Func<string, string?> environment) => node switch
    {
        JsonObject { Count: 1 } o when o[SecretKey] is JsonValue name => JsonValue.Create(environment(SecretVariable + (string)name!) ?? ""),
        JsonObject o => new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Reveal(p.Value, environment)))),
        JsonArray a => new JsonArray([.. a.Select(i => Reveal(i, environment))]),
        null => null,
        _ => node.DeepClone(),
    };
}
