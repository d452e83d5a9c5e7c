using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Pipelines.Steps;

/// <summary>What a worker leaves behind: a verdict, or the failures that kept it from one; and what it used.</summary>
internal sealed record StepResult(StepVerdict? Verdict, IReadOnlyList<Failure> Failures, double CpuSeconds, long PeakMemoryBytes)
{
    public string Text() => new JsonObject
    {
        ["verdict"] = Verdict is null ? null : new JsonObject
        {
            ["failures"] = List(Verdict.Failures),
            ["warnings"] = new JsonArray([.. Verdict.Warnings.Select(w => JsonValue.Create(w))]),
        },
        ["failures"] = List(Failures),
        ["cpu"] = CpuSeconds,
        ["peak"] = PeakMemoryBytes,
    }.ToJsonString();

    /// <summary>Null when the text is no result: the worker was stopped while it wrote.</summary>
    public static StepResult? Parse(string text)
    {
        try
        {
            var root = JsonNode.Parse(text)!.AsObject();
            var verdict = root["verdict"] is JsonObject v ? new StepVerdict(Read(v["failures"]), [.. v["warnings"]!.AsArray().Select(w => (string)w!)]) : null;
            return new(verdict, Read(root["failures"]), (double)root["cpu"]!, (long)root["peak"]!);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            return null;
        }
    }

    private static JsonArray List(IReadOnlyList<Failure> failures) => new([.. failures.Select(f => new JsonObject
    {
        ["code"] = f.Code,
        ["problem"] = f.Problem,
        ["remedy"] = f.Remedy,
        ["kind"] = (int)f.Kind,
        ["place"] = f.Place is null ? null : new JsonArray(f.Place.File, f.Place.Line, f.Place.Column),
        ["arguments"] = new JsonObject(f.Arguments.Select(a => KeyValuePair.Create<string, JsonNode?>(a.Key, a.Value))),
    })]);

    private static List<Failure> Read(JsonNode? node) => [.. (node?.AsArray() ?? []).Select(f => new Failure(
        (string)f!["code"]!, (string)f["problem"]!, (string)f["remedy"]!, f["place"] is JsonArray p ? new Place((string)p[0]!, (int)p[1]!, (int)p[2]!) : null)
    {
        Kind = (FailureKind)(int)f["kind"]!,
        Arguments = f["arguments"]!.AsObject().ToDictionary(a => a.Key, a => (string)a.Value!, StringComparer.Ordinal),
    })];
}
