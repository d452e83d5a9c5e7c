using System.Text.Json.Nodes;

namespace Rondo.EndToEnd.Killing;

/// <summary>What <c>rondo run --json</c> answers.</summary>
/// <param name="Steps">Each step and how it ended.</param>
/// <param name="Digests">Every output, <c>step.port</c>, with its digest, in order.</param>
internal sealed record RunAnswer(IReadOnlyList<StepAnswer> Steps, IReadOnlyList<string> Digests)
{
    public static RunAnswer Parse(string json)
    {
        var steps = JsonNode.Parse(json)!["steps"]!.AsArray();
        var digests = steps.SelectMany(s => s!["outputs"]!.AsObject().Select(o => $"{s["step"]}.{o.Key} {o.Value}")).Where(IsReproducible);
        return new([.. steps.Select(s => new StepAnswer((string)s!["step"]!, (string)s["status"]!))], [.. digests.Order(StringComparer.Ordinal)]);
    }

    // the registration measures how long an answer takes: those two outputs hold times
    private static bool IsReproducible(string output) =>
        !output.StartsWith("register.evaluation ", StringComparison.Ordinal) && !output.StartsWith("register.report ", StringComparison.Ordinal);
}

/// <summary>A step of a run.</summary>
internal sealed record StepAnswer(string Step, string Status);
